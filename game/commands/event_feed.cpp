#include "game/commands/event_feed.h"

#include "common/json/json_writer.h"

#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// Large enough for an Output to write it immediately, so a quick reader gets many in one turn.
constexpr std::size_t piece_size = 128UL * 1024;

/// A line in place of events that a subscriber does not get.
void append_skipped(std::string& out, async::Duration t, std::uint64_t events) {
    out += "{\"t\":";
    common::append_json_seconds(out, t);
    out += fmt::format(",\"event\":\"skipped\",\"events\":{}}}\n", events);
}

}  // namespace

void EventFeed::scenario(const ScenarioEvent& event) {
    budget_ = LineBudget(event.speed);
    write(&LogWriter::scenario, event);
}

void EventFeed::line(const LineEvent& event) {
    if (subscriptions_ == 0) {
        writer_.skip(event);
    } else if (lines_ == Lines::sampled && !budget_.take(event.t, event.text.size())) {
        writer_.skip(event);
        ++left_out_;
    } else {
        write(&LogWriter::line, event);
    }
}

void EventFeed::append(std::string_view line) {
    const std::size_t size = pieces_.back().lines.size();
    if (size > 0 && size + line.size() > piece_size) {
        pieces_.push_back({{}, events_, 0});
        pieces_.back().lines.reserve(piece_size);
    }
    pieces_.back().lines += line;
    size_ += line.size();
    ++events_;
    drop_oldest();
    added_.notify_all();
}

/// Instead of the lines that were left out.
void EventFeed::note_skipped(async::Duration t) {
    std::string mark;
    append_skipped(mark, t, std::exchange(left_out_, 0));
    append(mark);
}

/// Drops what all have taken, and what is beyond the capacity.
void EventFeed::drop_oldest() {
    while (pieces_.size() > 1 && (pieces_.front().readers == 0 || size_ > capacity)) {
        size_ -= pieces_.front().lines.size();
        pieces_.pop_front();
        ++first_piece_;
    }
}

void EventFeed::clear() {
    first_piece_ += pieces_.size();
    pieces_ = std::deque<Piece>(1);
    pieces_.front().first_event = events_;
    size_ = 0;
}

EventFeed::Subscription::Subscription(EventFeed& feed)
    : feed_(feed),
      piece_(feed.last_piece()),
      taken_(feed.pieces_.back().lines.size()),
      next_event_(feed.events_) {
    ++feed_.subscriptions_;
    ++feed_.pieces_.back().readers;
}

EventFeed::Subscription::~Subscription() {
    if (--feed_.subscriptions_ == 0) {
        feed_.clear();
    } else if (piece_ >= feed_.first_piece_) {
        --feed_.piece(piece_).readers;
        feed_.drop_oldest();
    }
}

bool EventFeed::Subscription::has_more() const {
    return next_event_ < feed_.events_;
}

async::Task<void> EventFeed::Subscription::wait() {
    while (!has_more()) {
        co_await feed_.added_.wait();
    }
}

std::string_view EventFeed::Subscription::take() {
    if (piece_ < feed_.first_piece_) {
        const bool has_lost = next_event_ < feed_.pieces_.front().first_event;
        if (has_lost) return take_mark();
        // The piece that was dropped had been taken.
        piece_ = feed_.first_piece_;
        ++feed_.piece(piece_).readers;
        taken_ = 0;
    }
    if (taken_ == feed_.piece(piece_).lines.size()) {
        --feed_.piece(piece_).readers;
        ++piece_;
        ++feed_.piece(piece_).readers;
        taken_ = 0;
        feed_.drop_oldest();
    }
    const bool is_last = piece_ == feed_.last_piece();
    next_event_ = is_last ? feed_.events_ : feed_.piece(piece_ + 1).first_event;
    const std::string_view lines = std::string_view(feed_.piece(piece_).lines).substr(taken_);
    taken_ += lines.size();
    return lines;
}

/// The place is gone: goes on at the end.
std::string_view EventFeed::Subscription::take_mark() {
    mark_.clear();
    append_skipped(mark_, feed_.latest_, feed_.events_ - next_event_);
    piece_ = feed_.last_piece();
    ++feed_.piece(piece_).readers;
    taken_ = feed_.piece(piece_).lines.size();
    next_event_ = feed_.events_;
    return mark_;
}

}  // namespace game
