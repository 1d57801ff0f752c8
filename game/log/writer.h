/// The log of a run, for programs: NDJSON, one JSON object a line (game(1); https://ndjson.org).
///
/// This room writes it (LogWriter) and reads it back (LogLines, LogReader). It knows events and
/// outputs, and nothing of how a run goes. Begin here; the format is in README, "The log", and in
/// scenarios/log.schema.json.
#pragma once

#include "game/events/reporter.h"
#include "game/output/output.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace game {

/// The version of the format, in its first line. It changes when a reader of the version before
/// would misunderstand a log, not when keys are added.
inline constexpr int log_version = 1;

/// How `status` of the event `exit` has it.
std::string_view name_of(ExitStatus status);

/// Writes each event that it is told as a line, at once.
class LogWriter final : public Reporter {
  public:
    /// `output` must outlive it.
    explicit LogWriter(Output& output) : output_(&output) {}

    /// Gives each line to `write` instead, with its newline.
    explicit LogWriter(std::function<void(std::string_view line)> write)
        : write_(std::move(write)) {}

    /// Writes nothing, but counts the event where the event `end` tells of it.
    void skip(const LineEvent& event) { moves_ += event.move ? 1U : 0U; }

    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void stopping(const StopEvent& event) override;
    void match(const MatchEvent& event) override;
    void turn(const TurnEvent& event) override;
    void result(const ResultEvent& event) override;
    void tournament(const TournamentEvent& event) override;
    void match_started(const MatchStartEvent& event) override;
    void match_turn(const MatchTurnEvent& event) override;
    void match_ended(const MatchEndEvent& event) override;
    void standings(const StandingsEvent& event) override;
    void ended(const EndEvent& event) override;

  private:
    /// What lines that were read at once have in common.
    struct LineOrigin {
        async::Duration t{-1};
        std::uint64_t worker = 0;
        Stream stream = Stream::standard_output;

        bool operator==(const LineOrigin&) const = default;
    };

    void begin(async::Duration t, std::string_view event);
    void begin_line(const LineEvent& event);
    void add(std::string_view key, std::string_view text);
    /// Adds `bytes` in base64 if they are not UTF-8, so that `add` cannot write them exactly.
    void add_bytes_unless_text(std::string_view key, std::string_view bytes);

    void add(std::string_view key, async::Duration duration);
    void add_process(const std::optional<pid_t>& pid, const std::vector<std::string>& command);
    void add_so_far(const RunSoFar& so_far);
    template <class Number>
    void add_number(std::string_view key, Number number);
    void end();

    Output* output_ = nullptr;  ///< null: `write_` takes the lines
    std::function<void(std::string_view)> write_;
    std::string line_;        ///< the one that is being written; a member to reuse its memory
    LineOrigin line_origin_;  ///< of the latest `line` event
    std::string line_start_;  ///< the text with which that began
    std::uint64_t moves_ = 0;
};

}  // namespace game
