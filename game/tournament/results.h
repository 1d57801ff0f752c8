/// The file of results, as text: NDJSON, whose first line describes the tournament, and each other
/// one a match (game-tournament(5)).
#pragma once

#include "common/async/time.h"
#include "common/json/json_text.h"
#include "game/scenario/match.h"
#include "game/scenario/tournament.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace game::tournament {

/// How a player did in a match.
struct PlayerResult {
    std::size_t player = 0;      ///< its number
    std::uint64_t rank = 0;      ///< equal ranks are a draw; 0 in a void match
    std::string score = {};      ///< a number, as JSON; empty in a void match
    std::uint64_t late = 0;      ///< turns with a late answer
    bool crashed = false;        ///< or could not be started
    std::uint64_t answers = 0;   ///< turns with an answer
    async::Duration thought{0};  ///< real time until all of these
};

/// A match that has been played.
struct MatchResult {
    std::uint64_t match = 0;  ///< its number, from 1
    std::uint64_t seed = 0;
    bool is_void = false;  ///< it counts for nobody
    std::string reason;    ///< why it was over, or void
    std::uint64_t turns = 0;
    std::vector<PlayerResult> players;  ///< in the order of their start positions
};

/// Why a line cannot be used.
struct BadResult {
    std::string what;
};

/// A JSON object of all settings of a match, defaults included.
std::string describe_match(const MatchSettings& settings);

/// The first line, without newline: all that makes a tournament the same one.
std::string describe_tournament(const TournamentSettings& tournament, const MatchSettings& match,
                                std::uint64_t seed);

/// The seed of the first line of a file; nothing if the line is not one.
std::optional<std::uint64_t> seed_of(std::string_view first_line);

/// What differs between two first lines, for people: `/rounds is 10, not 20`. Nothing if
/// they describe the same tournament.
std::optional<std::string> find_difference(std::string_view there, std::string_view here);

/// The tournament of a first line, with an empty `results`. None if the line does not describe one.
std::optional<TournamentSettings> read_description(std::string_view first_line);

/// A match as a line, without newline. `players` are all of the tournament.
std::string format_result(const MatchResult& result, std::span<const TournamentPlayer> players);

/// The other way round.
std::variant<MatchResult, BadResult> parse_result(std::string_view line,
                                                  std::span<const TournamentPlayer> players);

/// A match and the line of its file that has it, from 1.
struct ResultLine {
    std::size_t line;
    MatchResult result;
};

/// The lines of a file behind the first, each with its newline. Throws std::invalid_argument, which
/// names the line, if there is one that is no result.
std::vector<ResultLine> parse_results(std::string_view lines,
                                      std::span<const TournamentPlayer> players);

}  // namespace game::tournament
