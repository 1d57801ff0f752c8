#include "game/tournament/results.h"

#include "common/json/json_writer.h"
#include "common/text/text.h"
#include "common/text/utf8.h"
#include "common/text/visible_text.h"
#include "game/scenario/problems.h"
#include "game/scenario/tournament_reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace game::tournament {

using common::Json;

namespace {

/// Of the file.
constexpr int version = 1;

void append_words(std::string& out, std::string_view key, std::span<const std::string> words) {
    out.append("\"").append(key).append("\":[");
    for (const std::string& word : words) {
        if (out.back() != '[') out += ',';
        common::append_json_string(out, word);
    }
    out += ']';
}

std::string in_seconds(async::Duration duration) {
    return fmt::format("{}", std::chrono::duration<double>(duration).count());
}

template <class Number>
std::string number_or_null(const std::optional<Number>& number) {
    return number ? fmt::format("{}", *number) : "null";
}

std::string describe_player(const TournamentPlayer& player) {
    std::string text = "{\"name\":";
    common::append_json_string(text, player.name);
    text += ',';
    append_words(text, "command", player.command);
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

/// With sorted keys: their order means nothing.
std::string in_one_order(const Json& value) {
    return nlohmann::json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shown(std::string_view json) {
    constexpr std::size_t longest = 60;
    return common::visible(common::shortened(json, longest));
}

/// The first element or member that is not the same, as a place and two values.
std::string describe_difference(const std::string& place, const Json& there, const Json& here) {
    if (there.is_array() && here.is_array() && there.size() == here.size()) {
        for (std::size_t i = 0; i < here.size(); ++i) {
            if (in_one_order(there[i]) == in_one_order(here[i])) continue;
            return describe_difference(fmt::format("{}/{}", place, i), there[i], here[i]);
        }
    }
    if (there.is_object() && here.is_object()) {
        for (const auto& [key, value] : here.items()) {
            const auto found = there.find(key);
            if (found == there.end()) continue;
            if (in_one_order(*found) == in_one_order(value)) continue;
            return describe_difference(fmt::format("{}/{}", place, key), *found, value);
        }
    }
    return fmt::format("{} is {}, not {}", common::visible(place), shown(in_one_order(there)),
                       shown(in_one_order(here)));
}

std::optional<Json> parse_object(std::string_view text) {
    auto parsed = common::parse_json(text);
    Json* const value = std::get_if<Json>(&parsed);
    if (value == nullptr || !value->is_object()) return std::nullopt;
    return std::move(*value);
}

/// The members of an object, each of the type that it must have. Throws std::invalid_argument.
class Members {
  public:
    explicit Members(const Json& object) : object_(object) {
        if (!object.is_object()) throw std::invalid_argument("must be an object");
    }

    bool has(std::string_view key) const { return object_.contains(key); }

    const Json& at(std::string_view key) const {
        const auto found = object_.find(key);
        if (found == object_.end()) throw bad(key, "is missing");
        return *found;
    }

    const std::string& text(std::string_view key) const {
        if (!at(key).is_string()) throw bad(key, "must be a string");
        return at(key).get_ref<const std::string&>();
    }

    double number(std::string_view key) const {
        if (!at(key).is_number()) throw bad(key, "must be a number");
        return at(key).get<double>();
    }

    std::uint64_t whole(std::string_view key) const {
        if (!at(key).is_number_unsigned()) throw bad(key, "must be a whole number");
        return at(key).get<std::uint64_t>();
    }

    bool flag(std::string_view key) const {
        if (!at(key).is_boolean()) throw bad(key, "must be true or false");
        return at(key).get<bool>();
    }

    async::Duration seconds(std::string_view key) const {
        constexpr double longest = 1e9;
        const double read = number(key);
        if (!(read >= 0 && read <= longest)) throw bad(key, "is not between 0 and 1e9");
        return std::chrono::round<async::Duration>(std::chrono::duration<double>(read));
    }

    static std::invalid_argument bad(std::string_view key, std::string_view what) {
        return std::invalid_argument(fmt::format("/{}: {}", key, what));
    }

  private:
    const Json& object_;
};

PlayerResult parse_player(const Json& value, bool is_void,
                          std::span<const TournamentPlayer> players) {
    const Members members(value);
    const std::string& name = members.text("name");
    const auto found = std::ranges::find(players, name, &TournamentPlayer::name);
    if (found == players.end()) throw Members::bad("name", "no player has this name");
    PlayerResult result;
    result.player = static_cast<std::size_t>(found - players.begin());
    if (!is_void) {
        result.rank = members.whole("rank");
        if (result.rank == 0) throw Members::bad("rank", "must not be 0");
        result.score = fmt::format("{}", members.number("score"));
    }
    result.late = members.whole("late");
    result.crashed = members.flag("crashed");
    result.answers = members.whole("answers");
    result.thought = members.seconds("seconds");
    return result;
}

MatchResult parse_match(const Json& value, std::span<const TournamentPlayer> players) {
    const Members members(value);
    MatchResult result;
    result.match = members.whole("match");
    result.seed = members.whole("seed");
    result.is_void = members.has("void");
    result.reason = members.text(result.is_void ? "void" : "reason");
    result.turns = members.whole("turns");
    const Json& list = members.at("players");
    if (!list.is_array()) throw Members::bad("players", "must be a list");
    for (const Json& player : list)
        result.players.push_back(parse_player(player, result.is_void, players));
    return result;
}

}  // namespace

std::string describe_match(const MatchSettings& settings) {
    std::string text = "{";
    if (settings.rules.empty()) {
        append_words(text, "referee", settings.referee);
    } else {
        text += "\"rules\":";
        common::append_json_string(text, settings.rules);
    }
    text += fmt::format(R"(,"mode":"{}","turn_limit":{},"first_limit":{},"bank":{},"strikes":{})",
                        name_of(settings.mode), in_seconds(settings.turn_limit),
                        in_seconds(settings.first_limit), in_seconds(settings.bank),
                        number_or_null(settings.strikes));
    text += fmt::format(R"(,"pace":{},"tick":{})", in_seconds(settings.pace),
                        in_seconds(settings.tick));
    if (settings.turns) text += fmt::format(",\"turns\":{}", *settings.turns);
    if (!settings.start.empty()) text += ",\"start\":" + settings.start;
    return text + ",\"settings\":" + settings.settings + '}';
}

std::string describe_tournament(const TournamentSettings& tournament, const MatchSettings& match,
                                std::uint64_t seed) {
    std::string text = fmt::format("{{\"tournament\":{},\"players\":[", version);
    for (const TournamentPlayer& player : tournament.players) {
        if (text.back() != '[') text += ',';
        text += describe_player(player);
    }
    text += "],\"match\":" + describe_match(match);
    return text + fmt::format(R"(,"format":"{}","group":{},"rounds":{},"seed":{}}})",
                              name_of(tournament.format), tournament.group, tournament.rounds,
                              seed);
}

std::optional<std::uint64_t> seed_of(std::string_view first_line) {
    const std::optional<Json> line = parse_object(first_line);
    if (!line || !line->contains("tournament") || !line->contains("seed")) return std::nullopt;
    const Json& seed = line->at("seed");
    if (!seed.is_number_unsigned()) return std::nullopt;
    return seed.get<std::uint64_t>();
}

std::optional<TournamentSettings> read_description(std::string_view first_line) {
    std::optional<Json> line = parse_object(first_line);
    if (!line || !line->contains("tournament")) return std::nullopt;
    line->erase("tournament");
    line->erase("match");
    (*line)["results"] = "-";  // a scenario must name a file
    ScenarioProblems problems("");
    std::optional<TournamentSettings> read = read_tournament(*line, {}, problems);
    if (!problems.none()) return std::nullopt;
    read->results.clear();
    return read;
}

std::optional<std::string> find_difference(std::string_view there, std::string_view here) {
    const std::optional<Json> theirs = parse_object(there);
    const std::optional<Json> ours = parse_object(here);
    if (!theirs || !ours) return "its first line describes no tournament";
    if (in_one_order(*theirs) == in_one_order(*ours)) return std::nullopt;
    return describe_difference("", *theirs, *ours);
}

std::string format_result(const MatchResult& result, std::span<const TournamentPlayer> players) {
    std::string text = fmt::format(R"({{"match":{},"seed":{})", result.match, result.seed);
    common::append_json_member(text, result.is_void ? "void" : "reason", result.reason);
    text += fmt::format(R"(,"turns":{},"players":[)", result.turns);
    for (const PlayerResult& player : result.players) {
        if (text.back() != '[') text += ',';
        text += "{\"name\":";
        common::append_json_string(text, players[player.player].name);
        if (!result.is_void) {
            text += fmt::format(R"(,"rank":{},"score":{})", player.rank, player.score);
        }
        text += fmt::format(R"(,"late":{},"crashed":{},"answers":{},"seconds":)", player.late,
                            player.crashed, player.answers);
        common::append_json_seconds(text, player.thought);
        text += '}';
    }
    return text + "]}";
}

std::variant<MatchResult, BadResult> parse_result(std::string_view line,
                                                  std::span<const TournamentPlayer> players) {
    auto parsed = common::parse_json(line);
    if (const auto* const problem = std::get_if<common::JsonProblem>(&parsed)) {
        return BadResult{fmt::format("column {}: {}", problem->column, problem->what)};
    }
    try {
        return parse_match(std::get<Json>(parsed), players);
    } catch (const std::invalid_argument& problem) {
        return BadResult{problem.what()};
    }
}

std::vector<ResultLine> parse_results(std::string_view lines,
                                      std::span<const TournamentPlayer> players) {
    std::vector<ResultLine> results;
    for (std::size_t line = 2; !lines.empty(); ++line) {
        const std::string_view one = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(one.size() + 1);
        auto parsed = parse_result(one, players);
        if (const auto* const bad = std::get_if<BadResult>(&parsed)) {
            throw std::invalid_argument(fmt::format("line {}: {}", line, bad->what));
        }
        results.push_back({line, std::get<MatchResult>(std::move(parsed))});
    }
    return results;
}

}  // namespace game::tournament
