#include "game/match/messages.h"

#include "common/json/json_text.h"
#include "common/json/json_writer.h"

#include <array>

#include <fmt/format.h>

namespace game {

namespace {

/// `0.2`, `5`.
std::string in_seconds(async::Duration duration) {
    return fmt::format("{}", std::chrono::duration<double>(duration).count());
}

std::string limit_text(const std::optional<async::Duration>& limit) {
    return limit ? in_seconds(*limit) : "null";
}

void append_names(std::string& out, std::span<const std::string_view> names) {
    out += '[';
    for (const std::string_view name : names) {
        common::append_json_string(out, name);
        out += ',';
    }
    if (!names.empty()) out.pop_back();
    out += ']';
}

void append_last(std::string& out, const LastTurn& last) {
    out += R"({"player":)";
    common::append_json_string(out, last.turn.player);
    out += R"(,"status":")";
    out += name_of(last.turn.status);
    out += '"';
    if (!last.turn.move.empty()) common::append_json_member(out, "move", last.turn.move);
    if (last.turn.seconds) {
        out += ",\"seconds\":";
        common::append_json_seconds(out, *last.turn.seconds);
    }
    if (!last.heard.empty()) common::append_json_member(out, "heard", last.heard);
    out += '}';
}

/// The members of a JSON object without its braces.
std::string_view members_of(std::string_view object) {
    return object.substr(1, object.size() - 2);
}

/// The keys that a `turn` has of its own.
constexpr std::array<std::string_view, 10> turn_keys = {
    "type", "turn", "ask", "limit", "bank", "skipped", "last", "state", "rows", "views"};

}  // namespace

void append_hello(std::string& out, const MatchFacts& facts, std::uint64_t worker,
                  std::span<const std::string_view> players, std::uint64_t seed) {
    const MatchSettings& match = facts.settings;
    out += R"({"type":"hello","protocol":1)";
    common::append_json_member(out, "rules", describe_rules(match.rules, match.referee));
    common::append_json_member(out, "mode", name_of(match.mode));
    if (match.mode == MatchMode::ticks) out += ",\"tick\":" + in_seconds(facts.tick);
    const auto limit = [&facts](async::Duration duration) {
        return facts.has_limits ? std::optional(duration) : std::nullopt;
    };
    out += ",\"turn_limit\":" + limit_text(limit(match.turn_limit));
    out += ",\"first_limit\":" + limit_text(limit(match.first_limit));
    out += ",\"bank\":" + in_seconds(match.bank);
    out += ",\"strikes\":" + (match.strikes ? fmt::format("{}", *match.strikes) : "null");
    out.append(",\"settings\":").append(facts.rule_settings);
    out += fmt::format(R"(,"you":{{"worker":{},"players":)", worker);
    append_names(out, players);
    out += fmt::format(",\"seed\":{}}}}}\n", seed);
}

void append_turn_start(std::string& out, const TurnNotice& notice) {
    out += fmt::format(R"({{"type":"turn","turn":{},"ask":)", notice.turn);
    append_names(out, notice.ask);
    out += ",\"limit\":" + limit_text(notice.limit);
    if (notice.banks.size() == 1) {
        out += ",\"bank\":" + in_seconds(notice.banks.front().second);
    } else if (!notice.banks.empty()) {
        out += ",\"bank\":{";
        for (const auto& [player, bank] : notice.banks) {
            common::append_json_string(out, player);
            out += ':' + in_seconds(bank) + ',';
        }
        out.back() = '}';
    }
    if (notice.skipped > 0) out += fmt::format(",\"skipped\":{}", notice.skipped);
    out += ",\"last\":[";
    for (const LastTurn& last : notice.last) {
        append_last(out, last);
        out += ',';
    }
    if (!notice.last.empty()) out.pop_back();
    out += "],\"state\":";
}

std::string merge_views(std::string_view state, std::span<const PlayerView> views) {
    common::Json merged = common::Json::parse(state);
    for (const PlayerView& view : views)
        merged.update(common::Json::parse(view.view));
    return merged.dump();
}

void append_turn_end(std::string& out, std::string_view rows, std::span<const PlayerView> views) {
    if (!rows.empty()) out.append(",\"rows\":").append(rows);
    if (views.empty()) {
        out += "}\n";
        return;
    }
    common::Json members = common::Json::object();
    for (const PlayerView& view : views)
        members.update(common::Json::parse(view.view));
    for (const std::string_view key : turn_keys)
        members.erase(std::string(key));
    if (!members.empty()) out.append(",").append(members_of(members.dump()));
    out += ",\"views\":{";
    for (const PlayerView& view : views) {
        common::append_json_string(out, view.player);
        out.append(":").append(view.view).append(",");
    }
    out.back() = '}';
    out += "}\n";
}

void append_out(std::string& out, std::uint64_t turn, const PlayerEvent& event) {
    out += fmt::format(R"({{"type":"out","turn":{})", turn);
    common::append_json_member(out, "player", event.player);
    common::append_json_member(out, "cause", event.cause);
    if (!event.by.empty()) common::append_json_member(out, "by", event.by);
    out += "}\n";
}

void append_end(std::string& out, const ResultEvent& result, std::string_view state) {
    out += fmt::format(R"({{"type":"end","turn":{})", result.turn);
    common::append_json_member(out, "reason", result.is_void ? "void" : result.reason);
    if (result.is_void) common::append_json_member(out, "void", result.reason);
    if (!state.empty()) out.append(",\"state\":").append(state);
    out += ",\"ranks\":[";
    for (const MatchRank& rank : result.ranks) {
        out += R"({"player":)";
        common::append_json_string(out, rank.player);
        out += fmt::format(R"(,"rank":{},"score":{}}},)", rank.rank, rank.score);
    }
    if (!result.ranks.empty()) out.pop_back();
    out += "]}\n";
}

}  // namespace game
