/// How the log has the events of a match.
#include "common/json/json_writer.h"
#include "game/events/state_hash.h"
#include "game/log/writer.h"

#include <chrono>

#include <fmt/format.h>

namespace game {

namespace {

void add_players(std::string& line, std::string_view key, std::span<const MatchPlayer> players) {
    line.append(",\"").append(key).append("\":[");
    for (const MatchPlayer& player : players) {
        line += "{\"player\":";
        common::append_json_string(line, player.name);
        line += fmt::format(",\"worker\":{}", player.worker);
        if (!player.called.empty()) common::append_json_member(line, "called", player.called);
        if (!player.hears_match) line += R"(,"input":"none")";
        line += "},";
    }
    if (!players.empty()) line.pop_back();
    line += ']';
}

void add_words(std::string& line, std::string_view key, std::span<const std::string> words) {
    line.append(",\"").append(key).append("\":[");
    for (const std::string& word : words) {
        common::append_json_string(line, word);
        line += ',';
    }
    if (!words.empty()) line.pop_back();
    line += ']';
}

void add_word(std::string& line, std::string_view key, std::string_view text) {
    if (text.empty()) return;
    line.append(",\"").append(key).append("\":");
    common::append_json_string(line, text);
}

/// The value is JSON.
void add_json(std::string& line, std::string_view key, std::string_view json) {
    if (!json.empty()) line.append(",\"").append(key).append("\":").append(json);
}

/// A limit: `0.2`, or null.
void add_limit(std::string& line, std::string_view key,
               const std::optional<async::Duration>& limit) {
    line.append(",\"").append(key).append("\":");
    line += limit ? fmt::format("{}", std::chrono::duration<double>(*limit).count()) : "null";
}

void add_count(std::string& line, std::string_view key, const std::optional<std::uint64_t>& count) {
    line.append(",\"").append(key).append("\":");
    line += count ? fmt::format("{}", *count) : "null";
}

void add_seconds(std::string& line, std::string_view key,
                 const std::optional<async::Duration>& seconds) {
    line.append("\"").append(key).append("\":");
    if (seconds) {
        common::append_json_seconds(line, *seconds);
    } else {
        line += "null";
    }
}

void add_opening(std::string& line, const TurnOpening& opening) {
    add_words(line, "ask", opening.ask);
    add_limit(line, "limit", opening.limit);
    if (opening.skipped.empty()) return;
    line += fmt::format(R"(,"skipped":[{}])", fmt::join(opening.skipped, ","));
}

void add_state(std::string& line, std::string_view state, std::string_view views,
               std::string_view rows) {
    add_json(line, "state", state);
    add_json(line, "views", views);
    add_json(line, "rows", rows);
    line += ",\"hash\":\"" + state_hash(state) + '"';
}

void add_move(std::string& line, const PlayerTurn& move) {
    common::append_json_string(line, move.player);
    line += ":{\"status\":\"";
    line += name_of(move.status);
    line += '"';
    add_word(line, "move", move.move);
    if (move.seconds) {
        line += ',';
        add_seconds(line, "seconds", move.seconds);
    }
    add_word(line, "say", move.say);
    add_word(line, "cause", move.cause);
    add_word(line, "by", move.by);
    if (move.bank) add_limit(line, "bank", move.bank);
    line += "},";
}

}  // namespace

void LogWriter::match(const MatchEvent& event) {
    begin(event.t, "match");
    add_word(line_, "rules", event.rules);
    if (!event.referee.empty()) add_words(line_, "referee", event.referee);
    add_word(line_, "folder", event.folder);
    add("mode", event.mode);
    add_limit(line_, "turn_limit", event.turn_limit);
    add_limit(line_, "first_limit", event.first_limit);
    add_limit(line_, "bank", event.bank);
    add_count(line_, "strikes", event.strikes);
    add_limit(line_, "pace", event.pace);
    add_limit(line_, "tick", event.tick);
    add_count(line_, "turns", event.turns);
    add_json(line_, "settings", event.settings);
    add_json(line_, "start", event.start);
    add_count(line_, "seed", event.seed);
    add_players(line_, "players", event.players);
    add_state(line_, event.state, event.views, event.rows);
    end();
}

void LogWriter::turn(const TurnEvent& event) {
    begin(event.t, "turn");
    add_count(line_, "turn", event.turn);
    add_opening(line_, event.opening);
    line_ += ",\"moves\":{";
    for (const PlayerTurn& move : event.moves)
        add_move(line_, move);
    if (!event.moves.empty()) line_.pop_back();
    line_ += "},\"events\":[";
    for (const PlayerEvent& one : event.events) {
        line_ += "{\"player\":";
        common::append_json_string(line_, one.player);
        add_word(line_, "cause", one.cause);
        add_word(line_, "by", one.by);
        add_word(line_, "illegal", one.illegal);
        line_ += "},";
    }
    if (!event.events.empty()) line_.pop_back();
    line_ += ']';
    if (!event.joined.empty()) add_players(line_, "joined", event.joined);
    if (!event.left.empty()) add_words(line_, "left", event.left);
    add_state(line_, event.state, event.views, event.rows);
    end();
}

void LogWriter::result(const ResultEvent& event) {
    begin(event.t, "result");
    add_count(line_, "turn", event.turn);
    add(event.is_void ? "void" : "reason", event.reason);
    line_ += ",\"ranks\":[";
    for (const MatchRank& rank : event.ranks) {
        line_ += "{\"player\":";
        common::append_json_string(line_, rank.player);
        line_ += fmt::format(",\"rank\":{},\"score\":{}}},", rank.rank, rank.score);
    }
    if (!event.ranks.empty()) line_.pop_back();
    line_ += "],\"players\":[";
    for (const PlayerTotals& totals : event.players) {
        line_ += "{\"player\":";
        common::append_json_string(line_, totals.player);
        line_ += fmt::format(R"(,"answered":{},"late":{},"missing":{},"illegal":{},"seconds":{{)",
                             totals.answered, totals.late, totals.missing, totals.illegal);
        add_seconds(line_, "median", totals.median);
        line_ += ',';
        add_seconds(line_, "maximum", totals.maximum);
        line_ += "}},";
    }
    if (!event.players.empty()) line_.pop_back();
    line_ += ']';
    if (event.open) {
        line_ += fmt::format(R"(,"open":{{"turn":{})", event.open->turn);
        add_opening(line_, event.open->opening);
        line_ += '}';
    }
    end();
}

}  // namespace game
