#include "game/log/tournament_reader.h"

#include "game/log/members.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace game {

using common::Json;

/// The members of a line, or of an object in it. A null is a missing one.
class TournamentLogReader::Members : public LogMembers {
  public:
    /// `object` must outlive it.
    explicit Members(const Json& object) : LogMembers(object, Null::missing) {}

    std::optional<double> optional_number(std::string_view key) const {
        if (find(key) == nullptr) return std::nullopt;
        return number(key);
    }

    std::uint64_t whole(std::string_view key) const {
        const double read = number(key);
        if (read >= 0 && read <= largest_exact_number && std::trunc(read) == read) {
            return static_cast<std::uint64_t>(read);
        }
        throw BadLine(key, fmt::format("{} is not a whole number", read));
    }

    /// A duration in seconds.
    async::Duration seconds(std::string_view key) const {
        constexpr double longest = 1e9;
        const double read = number(key);
        if (!(read >= 0 && read <= longest)) {
            throw BadLine(key, fmt::format("{} is not between 0 and 1e9", read));
        }
        return std::chrono::round<async::Duration>(std::chrono::duration<double>(read));
    }

    std::vector<std::string> words(std::string_view key) const {
        return strings_of(list(key), key);
    }

    /// Calls `use` with the members of each element of a list.
    template <class Use>
    void for_each(std::string_view key, const Use& use) const {
        for (const Json& element : list(key)) {
            if (!element.is_object()) throw BadLine(key, "must be a list of objects");
            use(Members(element));
        }
    }
};

TournamentEvent TournamentLogReader::tournament(const Json& line, async::Duration t) {
    const Members members(line);
    names_ = members.words("players");
    text_ = members.text("results");
    more_text_ = members.optional_text("logs");
    rules_ = members.optional_text("rules");
    TournamentEvent event;
    event.t = t;
    event.rules = rules_;
    event.format = members.text("format");
    event.group = members.whole("group");
    event.rounds = members.whole("rounds");
    event.seed = members.whole("seed");
    event.matches = members.whole("matches");
    event.played = members.whole("played");
    event.players = names_;
    event.results = text_;
    event.logs = more_text_;
    return event;
}

MatchStartEvent TournamentLogReader::match_start(const Json& line, async::Duration t) {
    const Members members(line);
    names_ = members.words("players");
    text_ = members.optional_text("log");
    MatchStartEvent event;
    event.t = t;
    event.match = members.whole("match");
    event.matches = members.whole("matches");
    event.attempt = members.whole("attempt");
    event.worker = members.whole("worker");
    event.players = names_;
    event.seed = members.whole("seed");
    event.log = text_;
    return event;
}

MatchEndEvent TournamentLogReader::match_end(const Json& line, async::Duration t) {
    const Members members(line);
    MatchEndEvent event;
    event.t = t;
    event.match = members.whole("match");
    event.matches = members.whole("matches");
    event.is_void = members.find("void") != nullptr;
    event.reason = members.text(event.is_void ? "void" : "reason");
    event.turns = members.whole("turns");
    players_.clear();
    members.for_each("players", [this, &event](const Members& player) {
        MatchPlayerResult& read = players_.emplace_back();
        read.player = player.text("player");
        if (!event.is_void) {
            read.rank = player.whole("rank");
            read.score = fmt::format("{}", player.number("score"));
        }
        read.late = player.whole("late");
        read.crashed = player.flag("crashed");
        read.answers = player.whole("answers");
        read.thought = player.seconds("seconds");
    });
    event.players = players_;
    text_ = members.optional_text("log");
    event.log = text_;
    return event;
}

StandingsRow TournamentLogReader::row(const Members& members) {
    StandingsRow row;
    row.rank = members.whole("rank");
    row.name = members.text("name");
    row.rating = members.optional_number("rating");
    if (members.find("interval") != nullptr) {
        const Json& ends = members.list("interval");
        if (ends.size() != 2 || !ends[0].is_number() || !ends[1].is_number()) {
            throw BadLine("interval", "must be a list of two numbers");
        }
        row.interval = {ends[0].get<double>(), ends[1].get<double>()};
    }
    row.unrated = members.optional_text("unrated");
    row.encounters = members.whole("encounters");
    row.points = members.number("points");
    row.wins = members.whole("wins");
    row.draws = members.whole("draws");
    row.losses = members.whole("losses");
    row.late = members.whole("late");
    row.crashed = members.whole("crashed");
    row.seconds = members.optional_number("seconds");
    return row;
}

TestState TournamentLogReader::test(const Members& members) {
    text_ = members.text("verdict");
    TestState test;
    test.elo0 = members.number("elo0");
    test.elo1 = members.number("elo1");
    test.ratio = members.number("ratio");
    test.lower = members.number("lower");
    test.upper = members.number("upper");
    test.encounters = members.whole("encounters");
    test.verdict = text_;
    return test;
}

StandingsEvent TournamentLogReader::standings(const Json& line, async::Duration t) {
    const Members members(line);
    rows_.clear();
    members.for_each("players", [this](const Members& player) { rows_.push_back(row(player)); });
    StandingsEvent event;
    event.t = t;
    event.matches = members.whole("matches");
    event.voids = members.whole("void");
    event.planned = members.whole("planned");
    event.players = rows_;
    if (const Json* const found = members.find("test")) {
        if (!found->is_object()) throw BadLine("test", "must be an object");
        event.test = test(Members(*found));
    }
    return event;
}

}  // namespace game
