/// RefereeProcess: a referee that is a program (game-match(5)).
#pragma once

#include "common/async/async.h"
#include "common/io/pipe_reader.h"
#include "common/io/read_buffer.h"
#include "common/text/line_splitter.h"
#include "game/events/audience.h"
#include "game/events/time_scale.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/match/input_pipe.h"
#include "game/match/referee.h"
#include "game/match/referee_messages.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// What a referee's process needs. Everything that this refers to must outlive it.
struct RefereeServices {
    async::Loop& loop;
    const TimeScale& scale;
    Launcher& launcher;
    const LaunchPlan& plan;     ///< with the referee's command
    async::ReadBuffer& buffer;  ///< the workers'; standard error is read with it
    Reporter& reporter;
    async::Duration stop_timeout;
    bool has_limits = true;
};

/// The label of the lines that a referee writes on standard error.
inline constexpr std::string_view referee_label = "referee";

/// Starts the program, speaks with it, one message at a time, and relays what it writes on standard
/// error. `run` drives it beside the calls; when that ends, nothing is left of the process.
class RefereeProcess final : public Referee {
  public:
    explicit RefereeProcess(const RefereeServices& services);

    async::Task<void> run() override;
    void close() override;
    async::Task<void> start(const MatchStart& start, Announcement& news) override;
    async::Task<void> play(const TurnMoves& moves, Announcement& news) override;
    std::string settings() const override { return settings_; }
    std::vector<MatchRank> ranks() const override { return {}; }
    void set_wants_rows(bool) override {}

  private:
    async::Task<void> launch();
    async::Task<void> exchange(Announcement& news);
    async::Task<void> exchange_now();
    async::Task<void> send();
    async::Task<void> receive();
    void take_message(std::string_view bytes);
    async::Task<void> wait_for_end();
    async::Task<void> relay_errors();
    async::Task<void> stop_process();
    [[noreturn]] void report_end();

    RefereeServices services_;
    std::string settings_ = "{}";
    std::optional<RefereeMessages> messages_;
    async::ReadBuffer buffer_;  ///< its own: a match goes on while an output is slow
    std::unique_ptr<InputPipe> input_;
    std::optional<async::PipeReader> output_;
    std::optional<async::PipeReader> errors_;
    std::unique_ptr<Child> child_;
    common::LineSplitter splitter_{max_referee_message};
    std::string outgoing_;
    std::size_t sent_ = 0;           ///< of `outgoing_`
    std::deque<std::string> lines_;  ///< that were read and are not taken
    bool is_too_long_ = false;       ///< a line
    bool is_at_end_ = false;         ///< its output
    bool has_launched_ = false;
    bool has_failed_ = false;  ///< to start
    bool is_closing_ = false;
    std::optional<ChildEnd> end_;              ///< of the process
    std::optional<async::TimePoint> end_due_;  ///< once its output is at the end
    async::Condition changed_;
};

}  // namespace game
