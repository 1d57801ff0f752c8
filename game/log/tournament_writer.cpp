/// How the log has the events of a tournament.
#include "common/json/json_writer.h"
#include "game/log/writer.h"

#include <fmt/format.h>

namespace game {

namespace {

void add_names(std::string& line, std::span<const std::string> names) {
    line += ",\"players\":[";
    for (const std::string& name : names) {
        if (line.back() != '[') line += ',';
        common::append_json_string(line, name);
    }
    line += ']';
}

void add_match_player(std::string& line, const MatchPlayerResult& player) {
    line += "{\"player\":";
    common::append_json_string(line, player.player);
    if (player.rank > 0) {
        line += fmt::format(",\"rank\":{},\"score\":{}", player.rank, player.score);
    }
    line += fmt::format(",\"late\":{},\"crashed\":{},\"answers\":{},\"seconds\":", player.late,
                        player.crashed, player.answers);
    common::append_json_seconds(line, player.thought);
    line += '}';
}

}  // namespace

void LogWriter::tournament(const TournamentEvent& event) {
    begin(event.t, "tournament");
    if (!event.rules.empty()) add("rules", event.rules);
    add("format", event.format);
    add_number("group", event.group);
    add_number("rounds", event.rounds);
    add_number("seed", event.seed);
    add_number("matches", event.matches);
    add_number("played", event.played);
    add_names(line_, event.players);
    add("results", event.results);
    if (!event.logs.empty()) add("logs", event.logs);
    end();
}

void LogWriter::match_started(const MatchStartEvent& event) {
    begin(event.t, "match_start");
    add_number("match", event.match);
    add_number("matches", event.matches);
    add_number("attempt", event.attempt);
    add_number("worker", event.worker);
    add_names(line_, event.players);
    add_number("seed", event.seed);
    if (!event.log.empty()) add("log", event.log);
    end();
}

void LogWriter::match_turn(const MatchTurnEvent& event) {
    begin(event.t, "match_turn");
    add_number("match", event.match);
    add_number("turn", event.turn);
    end();
}

void LogWriter::match_ended(const MatchEndEvent& event) {
    begin(event.t, "match_end");
    add_number("match", event.match);
    add_number("matches", event.matches);
    add(event.is_void ? "void" : "reason", event.reason);
    add_number("turns", event.turns);
    line_ += ",\"players\":[";
    for (const MatchPlayerResult& player : event.players) {
        if (line_.back() != '[') line_ += ',';
        add_match_player(line_, player);
    }
    line_ += ']';
    if (!event.log.empty()) add("log", event.log);
    end();
}

void LogWriter::standings(const StandingsEvent& event) {
    begin(event.t, "standings");
    line_ += ',';
    append_standings_members(line_, event);
    end();
}

}  // namespace game
