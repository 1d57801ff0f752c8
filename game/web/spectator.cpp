#include "game/web/spectator.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace game::web {
namespace {

/// Copies what is left of `text` after `sent` to `buffer`, as much as there is room for.
std::size_t copy_rest(std::string_view text, std::size_t& sent, std::span<char> buffer) {
    const std::size_t size = std::min(text.size() - sent, buffer.size());
    std::memcpy(buffer.data(), text.data() + sent, size);
    sent += size;
    return size;
}

}  // namespace

std::string hello_start(RunFacts facts) {
    return fmt::format(R"({{"type":"hello","protocol":1,"live":{},"play":{},"events":[)",
                       facts.is_live, facts.takes_players);
}

Spectator::Spectator(const History& history, RunFacts facts)
    : history_(history),
      snapshot_end_(history.newest()),
      snapshot_bytes_(history.bytes()),
      words_(hello_start(facts)) {
    in_message_ = true;
}

std::optional<Fragment> Spectator::next(std::span<char> buffer) {
    if (!in_message_ && !begin_message()) return std::nullopt;
    Fragment fragment;
    while (fragment.size < buffer.size()) {
        const std::span<char> room = buffer.subspan(fragment.size);
        if (words_sent_ < words_.size()) {
            fragment.size += copy_rest(words_, words_sent_, room);
        } else if (piece_ && piece_sent_ < piece_->size()) {
            fragment.size += copy_rest(*piece_, piece_sent_, room);
        } else if (!advance()) {
            break;
        }
    }
    fragment.is_first = !is_begun_;
    fragment.is_last =
        words_sent_ == words_.size() && (!piece_ || piece_sent_ == piece_->size()) && !advance();
    message_bytes_ += fragment.size;
    is_begun_ = true;
    if (fragment.is_last) {
        in_message_ = false;
        is_begun_ = false;
        is_complete_ = false;
        message_bytes_ = 0;
        piece_.reset();
        words_.clear();
        words_sent_ = 0;
    }
    return fragment;
}

bool Spectator::begin_message() {
    if (!is_snapshot_) return begin_live_message();
    words_ = R"({"type":"events","events":[)";
    is_first_event_ = true;
    in_message_ = true;
    return true;
}

/// Goes on within the message. False if it is at its end.
bool Spectator::advance() {
    if (is_complete_ || !is_snapshot_) return false;
    return advance_snapshot();
}

bool Spectator::advance_snapshot() {
    const History::Entry* const entry = history_.next(place_);
    piece_.reset();
    words_sent_ = 0;
    if (entry == nullptr || entry->number > snapshot_end_) {
        words_ = "]}";
        is_snapshot_ = false;
        is_complete_ = true;
        place_ = snapshot_end_;
        place_end_ = snapshot_bytes_;
    } else if (message_bytes_ >= snapshot_message) {
        words_ = "]}";
        is_complete_ = true;
    } else {
        words_ = is_first_event_ ? "" : ",";
        is_first_event_ = false;
        take(*entry);
    }
    return true;
}

void Spectator::take(const History::Entry& entry) {
    place_ = entry.number;
    place_end_ = entry.end;
    piece_ = entry.text;
    piece_sent_ = 0;
}

bool Spectator::begin_live_message() {
    const History::Entry* const entry = find_live();
    if (entry == nullptr) return false;
    in_message_ = true;
    if (skipped_ > 0 && place_ >= skip_to_) {
        words_ = fmt::format(R"({{"t":{:.6f},"event":"skipped","events":{}}})", entry->t, skipped_);
        skipped_ = 0;
    } else {
        take(*entry);
    }
    return true;
}

/// The next event to be sent; null if there is none. Counts what is skipped before it.
const History::Entry* Spectator::find_live() {
    if (history_.has_lost(place_)) {
        is_too_slow_ = true;
        return nullptr;
    }
    if (history_.bytes() - place_end_ > most_behind) {
        skip_to_ = std::max(skip_to_, history_.before_last(rest_behind));
    }
    if (place_ < skip_to_) {
        const History::Entry* const entry = history_.next_needed(place_);
        if (entry != nullptr && entry->number <= skip_to_) return skip_before(*entry);
        skipped_ += skip_to_ - place_;
        place_ = skip_to_;
    }
    const History::Entry* const entry = history_.next(place_);
    return entry == nullptr ? nullptr : skip_before(*entry);
}

const History::Entry* Spectator::skip_before(const History::Entry& entry) {
    skipped_ += entry.number - place_ - 1;
    place_ = entry.number - 1;
    place_end_ = entry.end - entry.text->size();
    return &entry;
}

bool Spectator::has_more() const {
    return in_message_ || is_snapshot_ || place_ < history_.newest();
}

std::optional<std::uint64_t> Spectator::unfinished() const {
    if (!in_message_ || !piece_) return std::nullopt;
    return place_;
}

}  // namespace game::web
