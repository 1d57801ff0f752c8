#include "game/play/log_player.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>
#include <variant>

namespace game {

namespace {

constexpr double slowest = 0.25;
constexpr double fastest = 16;

/// So many events are read or shown before others have their turn.
constexpr std::uint64_t slice = 256;

/// A place behind all others.
constexpr std::uint64_t newest = std::numeric_limits<std::uint64_t>::max();

}  // namespace

LogPlayer::LogPlayer(async::Loop& loop, LogStage& stage, Read read, double speed)
    : loop_(loop),
      stage_(stage),
      read_(std::move(read)),
      first_speed_(speed),
      source_(read_()),
      speed_(speed),
      since_(loop.now()) {}

void LogPlayer::follow(bool is_growing) {
    is_followed_ = true;
    may_grow_ = is_growing_ = is_at_newest_ = is_growing;
}

void LogPlayer::look_again(bool is_growing) {
    may_grow_ = is_growing;
    looked_again_.notify_all();
}

void LogPlayer::start_anew(bool is_growing) {
    follow(is_growing);
    is_last_read_ = false;
    index_source_ = read_();
    index_ = ReplayIndex();
    indexed_ = 0;
    has_index_ = false;
    problems_.clear();
    exit_code_.reset();
    source_ = read_();
    next_ = nullptr;
    position_ = furthest_ = 0;
    target_.reset();
    is_paused_ = false;
    t_ = shown_t_ = async::Duration(0);
    since_ = loop_.now();
    stage_.model().start_over();
    looked_again_.notify_all();
    requested_.notify_all();
    stage_.touch();
}

async::Task<void> LogPlayer::read_index() {
    index_source_ = read_();
    for (;;) {
        is_last_read_ = !may_grow_;
        co_await index_what_is_there();
        problems_ = index_source_->problems();
        exit_code_ = index_source_->exit_code();
        is_growing_ = !is_last_read_ && !exit_code_;
        if (!std::exchange(has_index_, true)) stage_.touch();
        if (!is_followed_) break;
        requested_.notify_all();
        co_await looked_again_.wait();
    }
    index_source_.reset();
}

async::Task<void> LogPlayer::index_what_is_there() {
    while (const LogEvent* const event = index_source_->next()) {
        indexed_ = index_source_->position();
        index_.add(*event, indexed_);
        if (indexed_ % slice == 0) {
            co_await async::next_turn();
        }
    }
}

async::Task<void> LogPlayer::play() {
    for (;;) {
        if (target_) {
            co_await go_to(*target_);
            continue;
        }
        if (is_paused_ || peek() == nullptr) {
            if (!is_paused_) handle_end();
            co_await wait_until_requested();
            continue;
        }
        if (is_at_newest_) {
            target_ = newest;
            continue;
        }
        const auto ahead = std::chrono::duration<double>(time_of(*next_) - t_) / speed_;
        const bool is_far = ahead > std::chrono::hours(1);  // the wait may end sooner
        const async::TimePoint due =
            is_far ? async::later(since_, std::chrono::hours(1))
                   : async::later(since_, std::chrono::duration_cast<async::Duration>(ahead));
        if (loop_.now() < due) {
            co_await wait_for_request(due);
            continue;
        }
        if (is_far) {
            keep_time();
            continue;
        }
        show_next();
        if (position_ % slice == 0) {
            co_await async::next_turn();
            co_await stage_.wait_for_room();
        }
    }
}

/// Nothing is left to be shown now.
void LogPlayer::handle_end() {
    if (is_growing_) return set_at_newest(true);
    if (is_followed_ && !has_index_) return;
    set_at_newest(false);
    set_paused(true);
}

/// Shows nothing of what is passed on the way.
async::Task<void> LogPlayer::go_to(std::uint64_t position) {
    stage_.hold();
    if (position < position_) {
        source_ = read_();
        next_ = nullptr;
        position_ = 0;
        stage_.model().start_over();
    }
    std::uint64_t passed = 0;
    while (position_ < position && target_ == position && peek() != nullptr) {
        show_next();
        if (++passed % slice != 0) continue;
        co_await async::next_turn();
        co_await stage_.wait_for_room();
    }
    if (target_ == position) target_.reset();
    if (position_ == 0 && peek() != nullptr) show_next();  // a screen without a run says nothing
    stage_.release();
}

/// Waits until the user wants something else, or until `end`.
async::Task<void> LogPlayer::wait_for_request(async::TimePoint end) {
    async::Task<void> waiting = wait_until_requested();
    const async::Duration longest = end - loop_.now();
    try {
        co_await async::with_timeout(longest, std::move(waiting));
    } catch (const async::TimedOut&) {
        // On purpose: nobody wanted anything.
    }
}

async::Task<void> LogPlayer::wait_until_requested() {
    co_await requested_.wait();
}

/// What the index does not have yet would be no place.
const LogEvent* LogPlayer::peek() {
    const bool may_read = !is_followed_ || position_ < indexed_;
    if (next_ == nullptr && may_read) next_ = source_->next();
    return next_;
}

void LogPlayer::show_next() {
    const LogEvent& event = *std::exchange(next_, nullptr);
    ++position_;
    shown_t_ = time_of(event);
    if (std::holds_alternative<ScenarioEvent>(event)) {
        if (position_ > 1) stage_.model().start_over();
        keep_time();
        t_ = shown_t_;
    } else if (is_paused_ || is_at_newest_ || target_) {
        t_ = shown_t_;
    }
    stage_.report(event, position_ > furthest_);
    furthest_ = std::max(furthest_, position_);
}

async::Duration LogPlayer::time() const {
    if (is_paused_ || is_at_newest_ || target_) return t_;
    const auto passed = std::chrono::duration<double>(loop_.now() - since_) * speed_;
    const auto most =
        std::chrono::duration<double>((next_ != nullptr ? time_of(*next_) : shown_t_) - t_);
    return t_ + std::chrono::duration_cast<async::Duration>(std::min(passed, most));
}

view::ReplayState LogPlayer::state() const {
    view::ReplayState state;
    state.t = time();
    state.speed = speed_;
    state.is_paused = is_paused_;
    state.is_live = is_at_newest_ && is_growing_;
    if (index_.is_empty()) return state;
    const ReplayIndex::Step& step = index_.step_at(position_);
    state.turn = step.turn;
    state.turns = index_.turns(step.run);
    state.outs = index_.outs(step.run);
    return state;
}

/// Speed or place are about to change.
void LogPlayer::keep_time() {
    t_ = time();
    since_ = loop_.now();
}

void LogPlayer::set_paused(bool is_paused) {
    if (is_paused_ == is_paused) return;
    keep_time();
    is_paused_ = is_paused;
    stage_.touch();
}

void LogPlayer::set_at_newest(bool is_at_newest) {
    if (is_at_newest_ == is_at_newest) return;
    keep_time();
    is_at_newest_ = is_at_newest;
    stage_.touch();
}

void LogPlayer::control(view::ReplayRequest request) {
    using enum view::ReplayRequest;
    const std::uint64_t place = target_ && target_ != newest ? *target_ : position_;
    const bool is_tournament = stage_.model().tournament().has_begun();
    switch (request) {
        case pause_or_go_on:
            go_on_or_stop();
            break;
        case slower:
            change_speed(1.0 / 2);
            break;
        case faster:
            change_speed(2);
            break;
        case turn_back:
            if (has_index_ && !index_.is_empty()) jump(index_.before(place), "");
            break;
        case turn_on:
            if (has_index_ && !index_.is_empty()) step_on(place);
            break;
        case end:
            if (has_index_) show_end();
            break;
        case previous_out:
            if (has_index_) {
                jump(index_.out_before(place),
                     is_tournament ? "nothing went wrong before" : "nobody went out before");
            }
            break;
        case next_out:
            if (has_index_) {
                jump(index_.out_after(place),
                     is_tournament ? "nothing goes wrong later" : "nobody goes out later");
            }
            break;
    }
    if (!has_index_) stage_.model().answer("the log is still being read");
    requested_.notify_all();
    stage_.touch();
}

void LogPlayer::go_on_or_stop() {
    const bool is_at_end = is_paused_ && peek() == nullptr;
    if (is_at_end && !is_growing_) target_ = 0;  // once more
    set_paused(!is_paused_);
    set_at_newest(false);
}

void LogPlayer::step_on(std::uint64_t place) {
    const std::uint64_t next = std::max(index_.after(place), place);
    if (next == place && is_growing_) return show_end();
    jump(next, "");
}

/// Of a log that grows, that is whatever comes.
void LogPlayer::show_end() {
    if (!is_growing_) return jump(indexed_, "");
    target_.reset();
    set_paused(false);
    set_at_newest(true);
}

void LogPlayer::jump(const std::optional<std::uint64_t>& position, std::string_view none) {
    if (!position) return stage_.model().answer(none);
    set_at_newest(false);
    set_paused(true);
    target_ = position;
}

void LogPlayer::change_speed(double factor) {
    keep_time();
    speed_ = std::clamp(speed_ * factor, std::min(slowest, first_speed_),
                        std::max(fastest, first_speed_));
}

}  // namespace game
