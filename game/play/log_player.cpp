#include "game/play/log_player.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

namespace game {

namespace {

constexpr double slowest = 0.25;
constexpr double fastest = 16;

/// So many events are read or shown before others have their turn.
constexpr std::uint64_t slice = 256;

}  // namespace

LogPlayer::LogPlayer(async::Loop& loop, LogStage& stage, Read read, double speed)
    : loop_(loop),
      stage_(stage),
      read_(std::move(read)),
      first_speed_(speed),
      source_(read_()),
      speed_(speed),
      since_(loop.now()) {}

async::Task<void> LogPlayer::read_index() {
    const std::unique_ptr<EventSource> source = read_();
    while (const LogEvent* const event = source->next()) {
        index_.add(*event, source->position());
        if (source->position() % slice == 0) {
            co_await async::next_turn();
        }
    }
    problems_ = source->problems();
    exit_code_ = source->exit_code();
    has_index_ = true;
    stage_.touch();
}

async::Task<void> LogPlayer::play() {
    for (;;) {
        if (target_) {
            co_await go_to(*target_);
            continue;
        }
        if (is_paused_ || peek() == nullptr) {
            set_paused(true);
            co_await wait_until_requested();
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

const LogEvent* LogPlayer::peek() {
    if (next_ == nullptr) next_ = source_->next();
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
    } else if (is_paused_ || target_) {
        t_ = shown_t_;
    }
    stage_.report(event, position_ > furthest_);
    furthest_ = std::max(furthest_, position_);
}

async::Duration LogPlayer::time() const {
    if (is_paused_ || target_) return t_;
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

void LogPlayer::control(view::ReplayRequest request) {
    using enum view::ReplayRequest;
    const std::uint64_t place = target_.value_or(position_);
    const bool is_tournament = stage_.model().tournament().has_begun();
    switch (request) {
        case pause_or_go_on:
            if (is_paused_ && peek() == nullptr) target_ = 0;  // at the end: once more
            set_paused(!is_paused_);
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
            if (has_index_ && !index_.is_empty()) jump(index_.after(place), "");
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

void LogPlayer::jump(const std::optional<std::uint64_t>& position, std::string_view none) {
    if (!position) return stage_.model().answer(none);
    set_paused(true);
    target_ = position;
}

void LogPlayer::change_speed(double factor) {
    keep_time();
    speed_ = std::clamp(speed_ * factor, std::min(slowest, first_speed_),
                        std::max(fastest, first_speed_));
}

}  // namespace game
