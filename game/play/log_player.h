/// LogPlayer: plays a log at the pace that its user wants, back and forth.
#pragma once

#include "common/async/async.h"
#include "game/play/event_source.h"
#include "game/play/replay_index.h"
#include "game/view/keys.h"
#include "game/view/model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// Where a LogPlayer plays.
class LogStage {
  public:
    LogStage() = default;
    LogStage(const LogStage&) = delete;
    LogStage& operator=(const LogStage&) = delete;
    virtual ~LogStage() = default;

    /// What shows the log. The player makes it start over, and answers keys on it.
    virtual view::Model& model() = 0;

    /// Takes the next event. `is_new`: it was never reported before.
    virtual void report(const LogEvent& event, bool is_new) = 0;

    /// From `hold` to `release`, much is reported that is not to be shown.
    virtual void hold() = 0;
    virtual void release() = 0;

    /// There is something new to show.
    virtual void touch() = 0;

    /// Awaited now and then while events are reported.
    virtual async::Task<void> wait_for_room() = 0;
};

/// Reads the log twice: once to find its turns, and once to play it. To go back, it plays it again
/// from its beginning, as fast as possible. At the end of the log it waits for what the user wants.
///
/// Its owner runs `read_index` and `play` side by side until it is done with the log, passes keys
/// to `control`, and tells the model of `state` before it is shown.
class LogPlayer {
  public:
    /// Reads the log from its beginning.
    using Read = std::function<std::unique_ptr<EventSource>()>;

    /// `loop` and `stage` must outlive it. `speed`: seconds of the log in a real one; above 0.
    LogPlayer(async::Loop& loop, LogStage& stage, Read read, double speed);

    /// The log may still be written: it is read on, as `look_again` says, and `read_index` does not
    /// end. To be called before that one. With `is_growing`, the newest turn is shown, and
    /// whatever comes after it, until the user wants something else.
    void follow(bool is_growing);

    /// There may be more of the log. `is_growing`: and more later.
    void look_again(bool is_growing);

    /// The log is another one from now on.
    void start_anew(bool is_growing);

    /// Finds the turns of the log.
    async::Task<void> read_index();

    /// Plays until stopped.
    async::Task<void> play();

    /// Does what the user wants.
    void control(view::ReplayRequest request);

    /// Where it is.
    async::Duration time() const;
    view::ReplayState state() const;

    /// What is damaged or missing in the log, for people, and the exit code of its last run, if its
    /// end was read: as far as `read_index` is.
    const std::vector<std::string>& problems() const { return problems_; }
    const std::optional<int>& exit_code() const { return exit_code_; }

  private:
    async::Task<void> index_what_is_there();
    async::Task<void> go_to(std::uint64_t position);
    async::Task<void> wait_for_request(async::TimePoint end);
    async::Task<void> wait_until_requested();
    void go_on_or_stop();
    void step_on(std::uint64_t place);
    void show_end();
    void jump(const std::optional<std::uint64_t>& position, std::string_view none);
    void change_speed(double factor);
    void set_paused(bool is_paused);
    void set_at_newest(bool is_at_newest);
    void handle_end();
    const LogEvent* peek();
    void show_next();
    void keep_time();

    async::Loop& loop_;
    LogStage& stage_;
    Read read_;
    double first_speed_;
    std::unique_ptr<EventSource> source_;
    std::unique_ptr<EventSource> index_source_;  ///< while the index is being read
    ReplayIndex index_;
    std::uint64_t indexed_ = 0;  ///< events
    bool has_index_ = false;
    std::vector<std::string> problems_;
    std::optional<int> exit_code_;
    const LogEvent* next_ = nullptr;  ///< has been read, but not shown
    std::uint64_t position_ = 0;      ///< how many events have been shown
    std::uint64_t furthest_ = 0;      ///< the most that ever were
    std::optional<std::uint64_t> target_;
    bool is_paused_ = false;
    double speed_;
    async::Duration t_{0};        ///< of the log, at `since_`
    async::Duration shown_t_{0};  ///< of the latest event
    async::TimePoint since_;      ///< when speed or place changed last
    async::Condition requested_;

    // Only of a log that is followed:
    bool is_followed_ = false;
    bool may_grow_ = false;      ///< as was said last
    bool is_last_read_ = false;  ///< what is being read now is the rest
    bool is_growing_ = false;    ///< what has been read is not all
    bool is_at_newest_ = false;  ///< what comes is shown at once
    async::Condition looked_again_;
};

}  // namespace game
