/// One match of a tournament, which a `game` of its own plays: what that one is told, and what it
/// answers.
#pragma once

#include "game/events/reporter.h"
#include "game/scenario/scenario.h"
#include "game/tournament/schedule.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The first argument of `game` for such a process. It reads a request from standard input, a JSON
/// object on one line and a scenario behind it, and writes one line to standard output: a line of
/// the results, or a failure. It is not for people, so the help does not have it.
inline constexpr const char* match_process_option = "--tournament-match";

/// What all matches of a tournament have in common.
struct MatchTerms {
    std::string file;  ///< the scenario's, without its folder, in which the process runs
    TournamentSettings tournament;
    MatchSettings match;
    async::Duration stop_timeout;
    double speed = 1;
    bool has_limits = true;
    bool reports_turns = false;  ///< somebody watches
};

/// The request for a match. `log`: a file; empty: none.
std::string format_match_request(const MatchTerms& terms, const tournament::PlannedMatch& match,
                                 const std::filesystem::path& log);

/// A request, read.
struct MatchRequest {
    Scenario scenario;  ///< one entry for each player, in the order of the start positions
    std::uint64_t match = 0;
    std::uint64_t seed = 0;
    double speed = 1;
    bool has_limits = true;
    bool reports_turns = false;
    std::filesystem::path log;
};

/// Throws common::UsageError.
MatchRequest parse_match_request(std::string_view text);

/// Remembers what the results need of a match, and answers now and then how far it is, if that is
/// asked for.
class MatchRecorder final : public Reporter {
  public:
    /// `answer` takes whole lines, before the result.
    MatchRecorder(const MatchRequest& request, std::function<void(std::string_view)> answer);

    void stopping(const StopEvent& event) override;
    void turn(const TurnEvent& event) override;
    void result(const ResultEvent& event) override;

    /// The line of the results, or of a start failure, without newline; empty if the match has not
    /// ended.
    std::string result_line() const;

  private:
    void report_turn(const TurnEvent& event);

    std::function<void(std::string_view)> answer_;
    std::optional<async::Duration> turn_period_;  ///< in the time of the run; empty: never
    async::Duration next_turn_{0};
    std::vector<TournamentPlayer> names_;
    tournament::MatchResult result_;
    bool has_ended_ = false;
    bool is_stopped_ = false;
};

/// What the process answers before its result: how many turns it has played.
std::string format_match_turn(std::uint64_t turn);

/// The other way round; nothing if the line is something else.
std::optional<std::uint64_t> parse_match_turn(std::string_view line);

/// What the process answers in place of a result: that there is no room for the match, as `why`
/// says.
std::string format_start_failure(std::string_view why);

/// The other way round; nothing if the line is something else.
std::optional<std::string> parse_start_failure(std::string_view line);

/// What the process answers in place of a result: that its log cannot be written, as `why` says.
std::string format_log_failure(std::string_view why);

/// The other way round; nothing if the line is something else.
std::optional<std::string> parse_log_failure(std::string_view line);

}  // namespace game
