#include "game/play/match_process.h"

#include "common/json/json_writer.h"
#include "common/report.h"
#include "game/match/match.h"
#include "game/scenario/reader.h"
#include "game/tournament/results.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

/// A referee may say much.
constexpr std::size_t longest_reason = 1000;

std::string format_entry(const TournamentPlayer& player) {
    std::string text = "{\"name\":";
    common::append_json_string(text, player.name);
    text += ",\"command\":[";
    for (const std::string& word : player.command) {
        if (text.back() != '[') text += ',';
        common::append_json_string(text, word);
    }
    text += ']';
    if (!player.cwd.empty()) common::append_json_member(text, "cwd", player.cwd);
    if (!player.environment.empty()) {
        text += ",\"env\":{";
        for (const auto& [name, value] : player.environment) {
            if (text.back() != '{') text += ',';
            common::append_json_string(text, name);
            text += ':';
            common::append_json_string(text, value);
        }
        text += '}';
    }
    return text + '}';
}

std::string one_line(std::string_view text) {
    std::string line(text.substr(0, longest_reason));
    std::ranges::replace(line, '\n', ' ');
    return line;
}

/// An answer is an object with one member. Returns that, if it has this key.
std::optional<Json> parse_answer(std::string_view line, const char* key) {
    if (!line.starts_with(fmt::format("{{\"{}\":", key))) return std::nullopt;
    auto parsed = common::parse_json(line);
    Json* const json = std::get_if<Json>(&parsed);
    if (json == nullptr) return std::nullopt;
    return std::move(json->at(key));
}

std::string format_failure(const char* key, std::string_view why) {
    std::string text = fmt::format("{{\"{}\":", key);
    common::append_json_string(text, one_line(why));
    return text + '}';
}

std::optional<std::string> parse_failure(std::string_view line, const char* key) {
    const std::optional<Json> why = parse_answer(line, key);
    if (!why || !why->is_string()) return std::nullopt;
    return why->get<std::string>();
}

/// A member of the request, which comes from a `game` of the same version.
const Json& member(const Json& request, const char* key) {
    const auto found = request.find(key);
    if (found == request.end()) {
        throw common::UsageError(match_process_option, "takes a request on standard input");
    }
    return *found;
}

}  // namespace

std::string format_match_request(const MatchTerms& terms, const tournament::PlannedMatch& match,
                                 const std::filesystem::path& log) {
    std::string text = "{\"file\":";
    common::append_json_string(text, terms.file);
    text += fmt::format(R"(,"match":{},"seed":{},"speed":{},"limits":{},"turns":{})", match.match,
                        match.seed, terms.speed, terms.has_limits, terms.reports_turns);
    common::append_json_member(text, "log", log.native());
    text += fmt::format(
        "}}\n"
        R"({{"stop_timeout":{},"match":{},"script":[)",
        std::chrono::duration<double>(terms.stop_timeout).count(),
        tournament::describe_match(terms.match));
    for (const std::size_t player : match.players) {
        if (text.back() != '[') text += ',';
        text += format_entry(terms.tournament.players[player]);
    }
    return text + "]}\n";
}

MatchRequest parse_match_request(std::string_view text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto parsed = common::parse_json(text.substr(0, end));
    const Json* const json = std::get_if<Json>(&parsed);
    if (json == nullptr || !json->is_object()) {
        throw common::UsageError(match_process_option, "takes a request on standard input");
    }
    const std::filesystem::path file = member(*json, "file").get<std::string>();
    auto scenario = parse_scenario(file, std::string(text.substr(end)));
    if (const auto* const problems = std::get_if<ProblemLines>(&scenario)) {
        throw common::UsageError(problems->front());
    }
    MatchRequest request;
    request.scenario = std::get<Scenario>(std::move(scenario));
    request.match = member(*json, "match").get<std::uint64_t>();
    request.seed = member(*json, "seed").get<std::uint64_t>();
    request.speed = member(*json, "speed").get<double>();
    request.has_limits = member(*json, "limits").get<bool>();
    request.reports_turns = member(*json, "turns").get<bool>();
    request.log = member(*json, "log").get<std::string>();
    return request;
}

MatchRecorder::MatchRecorder(const MatchRequest& request,
                             std::function<void(std::string_view)> answer)
    : answer_(std::move(answer)) {
    if (request.reports_turns) {
        turn_period_ = std::chrono::duration_cast<async::Duration>(
            std::chrono::duration<double>(request.speed));  // a second of real time
    }
    result_.match = request.match;
    result_.seed = request.seed;
    for (const Entry& entry : request.scenario.script) {
        tournament::PlayerResult& player = result_.players.emplace_back();
        player.player = names_.size();
        names_.emplace_back().name = entry.name;
    }
}

/// A cause that stands with the move is not of the rules.
void MatchRecorder::turn(const TurnEvent& event) {
    report_turn(event);
    for (const PlayerTurn& move : event.moves) {
        const auto found = std::ranges::find(names_, move.player, &TournamentPlayer::name);
        if (found == names_.end()) continue;
        tournament::PlayerResult& player =
            result_.players[static_cast<std::size_t>(found - names_.begin())];
        if (move.cause == "crashed") player.crashed = true;
        if (!move.seconds) continue;
        ++player.answers;
        player.thought += *move.seconds;
    }
}

void MatchRecorder::report_turn(const TurnEvent& event) {
    if (!turn_period_ || event.t < next_turn_) return;
    next_turn_ = event.t + *turn_period_;
    answer_(format_match_turn(event.turn) + '\n');
}

/// A match in ticks that is stopped has a result, with the ranks of the moment; in a tournament it
/// counts for nobody.
void MatchRecorder::stopping(const StopEvent& /*event*/) {
    is_stopped_ = true;
}

void MatchRecorder::result(const ResultEvent& event) {
    has_ended_ = true;
    result_.is_void = event.is_void || is_stopped_;
    result_.reason = one_line(event.reason);
    result_.turns = event.turn;
    for (tournament::PlayerResult& player : result_.players) {
        const std::string& name = names_[player.player].name;
        const auto rank = std::ranges::find(event.ranks, name, &MatchRank::player);
        if (rank != event.ranks.end()) {
            player.rank = rank->rank;
            player.score = rank->score;
        }
        const auto totals = std::ranges::find(event.players, name, &PlayerTotals::player);
        if (totals != event.players.end()) player.late = totals->late;
    }
}

std::string MatchRecorder::result_line() const {
    if (!has_ended_) return {};
    if (result_.is_void && result_.reason.starts_with(shortage_fault)) {
        return format_start_failure(result_.reason.substr(shortage_fault.size()));
    }
    return tournament::format_result(result_, names_);
}

std::string format_match_turn(std::uint64_t turn) {
    return fmt::format("{{\"turn\":{}}}", turn);
}

std::optional<std::uint64_t> parse_match_turn(std::string_view line) {
    const std::optional<Json> turn = parse_answer(line, "turn");
    if (!turn || !turn->is_number_unsigned()) return std::nullopt;
    return turn->get<std::uint64_t>();
}

std::string format_start_failure(std::string_view why) {
    return format_failure("cannot_start", why);
}

std::optional<std::string> parse_start_failure(std::string_view line) {
    return parse_failure(line, "cannot_start");
}

std::string format_log_failure(std::string_view why) {
    return format_failure("cannot_log", why);
}

std::optional<std::string> parse_log_failure(std::string_view line) {
    return parse_failure(line, "cannot_log");
}

}  // namespace game
