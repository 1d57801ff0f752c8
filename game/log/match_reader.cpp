#include "game/log/match_reader.h"

#include "game/log/members.h"

#include <chrono>
#include <cmath>
#include <optional>
#include <string_view>

namespace game {

using common::Json;

namespace {

/// A member that is not null.
const Json* find(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

const Json& at(const Json& object, std::string_view key) {
    const Json* const value = find(object, key);
    if (value == nullptr) throw BadLine(key, "is missing");
    return *value;
}

const Json& checked(bool is_good, std::string_view key, std::string_view wanted,
                    const Json& value) {
    if (is_good) return value;
    throw BadLine(key, fmt::format("must be {}, not {}", wanted, common::kind_of(value)));
}

const Json& checked(bool is_good, std::string_view key, std::string_view wanted,
                    const Json&& value) = delete;  // the result would not outlive it

const std::string& text_of(std::string_view key, const Json& value) {
    return checked(value.is_string(), key, "a string", value).get_ref<const std::string&>();
}

const std::string& text(const Json& object, std::string_view key) {
    return text_of(key, at(object, key));
}

/// Empty if it is missing.
std::string_view optional_text(const Json& object, std::string_view key) {
    const Json* const value = find(object, key);
    return value == nullptr ? std::string_view() : text_of(key, *value);
}

double number(const Json& object, std::string_view key, double max) {
    const Json& value = at(object, key);
    const auto read = checked(value.is_number(), key, "a number", value).get<double>();
    if (read >= 0 && read <= max) return read;
    throw BadLine(key, fmt::format("{} is not between 0 and {}", read, max));
}

std::uint64_t whole(const Json& object, std::string_view key) {
    const double read = number(object, key, largest_exact_number);
    if (std::trunc(read) == read) return static_cast<std::uint64_t>(read);
    throw BadLine(key, fmt::format("{} is not a whole number", read));
}

/// The elements of a list. Empty if it is missing.
std::vector<std::uint64_t> whole_numbers(const Json& object, std::string_view key) {
    std::vector<std::uint64_t> read;
    const Json* const list = find(object, key);
    if (list == nullptr) return read;
    for (const Json& element : checked(list->is_array(), key, "a list of numbers", *list)) {
        const bool is_good = element.is_number_unsigned();
        read.push_back(checked(is_good, key, "a list of whole numbers", element));
    }
    return read;
}

std::optional<std::uint64_t> optional_whole(const Json& object, std::string_view key) {
    if (find(object, key) == nullptr) return std::nullopt;
    return whole(object, key);
}

/// To the nanosecond, as limits are.
async::Duration duration(const Json& object, std::string_view key) {
    constexpr double longest = 1e9;
    const std::chrono::duration<double> seconds(number(object, key, longest));
    return std::chrono::round<async::Duration>(seconds);
}

std::optional<async::Duration> optional_duration(const Json& object, std::string_view key) {
    if (find(object, key) == nullptr) return std::nullopt;
    return duration(object, key);
}

/// As text, in the form in which all JSON is written. Empty if it is missing.
std::string object_text(const Json& object, std::string_view key) {
    const Json* const value = find(object, key);
    if (value == nullptr) return {};
    return checked(value->is_object(), key, "an object", *value).dump();
}

/// The elements of a list, each an object. None if it is missing.
template <class Use>
void for_each_object(const Json& object, std::string_view key, const Use& use) {
    const Json* const list = find(object, key);
    if (list == nullptr) return;
    for (const Json& element : checked(list->is_array(), key, "a list", *list))
        use(checked(element.is_object(), key, "a list of objects", element));
}

std::vector<std::string> words(const Json& object, std::string_view key) {
    std::vector<std::string> read;
    const Json* const list = find(object, key);
    if (list == nullptr) return read;
    for (const Json& word : checked(list->is_array(), key, "a list of strings", *list))
        read.push_back(text_of(key, word));
    return read;
}

std::vector<MatchPlayer> match_players(const Json& object, std::string_view key) {
    std::vector<MatchPlayer> players;
    for_each_object(object, key, [&players](const Json& player) {
        const std::string_view input = optional_text(player, "input");
        players.push_back({text(player, "player"), whole(player, "worker"),
                           std::string(optional_text(player, "called")), input != "none"});
    });
    return players;
}

AnswerStatus answer_status(const Json& move) {
    const std::string& name = text(move, "status");
    for (const auto status : {AnswerStatus::ok, AnswerStatus::late, AnswerStatus::missing,
                              AnswerStatus::illegal, AnswerStatus::out}) {
        if (name_of(status) == name) return status;
    }
    throw BadLine("status", "is not known");
}

}  // namespace

void MatchLogReader::read_state(const Json& line) {
    state_ = object_text(line, "state");
    views_ = object_text(line, "views");
    const Json* const rows = find(line, "rows");
    rows_.clear();
    if (rows != nullptr) rows_ = checked(rows->is_array(), "rows", "a list", *rows).dump();
    hash_ = optional_text(line, "hash");
}

TurnOpening MatchLogReader::opening(const Json& object) {
    ask_ = words(object, "ask");
    skipped_ = whole_numbers(object, "skipped");
    return {optional_duration(object, "limit"), ask_, skipped_};
}

MatchEvent MatchLogReader::match(const Json& line, async::Duration t) {
    MatchEvent event;
    event.t = t;
    event.rules = optional_text(line, "rules");
    referee_ = words(line, "referee");
    event.referee = referee_;
    if (event.rules.empty() == referee_.empty()) throw BadLine("rules", "or referee must be there");
    folder_ = optional_text(line, "folder");
    event.folder = folder_;
    event.mode = text(line, "mode");
    event.turn_limit = optional_duration(line, "turn_limit");
    event.first_limit = optional_duration(line, "first_limit");
    event.bank = duration(line, "bank");
    event.strikes = optional_whole(line, "strikes");
    event.pace = duration(line, "pace");
    event.tick = duration(line, "tick");
    event.turns = optional_whole(line, "turns");
    settings_ = object_text(line, "settings");
    event.settings = settings_;
    start_ = object_text(line, "start");
    event.start = start_;
    const Json& seed = at(line, "seed");
    event.seed =
        checked(seed.is_number_unsigned(), "seed", "a whole number", seed).get<std::uint64_t>();
    players_ = match_players(line, "players");
    event.players = players_;
    read_state(line);
    event.state = state_;
    event.views = views_;
    event.rows = rows_;
    event.hash = hash_;
    return event;
}

TurnEvent MatchLogReader::turn(const Json& line, async::Duration t) {
    moves_.clear();
    const Json& moves = at(line, "moves");
    checked(moves.is_object(), "moves", "an object", moves);
    for (const auto& [player, move] : moves.get_ref<const Json::object_t&>()) {
        checked(move.is_object(), "moves", "an object of objects", move);
        PlayerTurn& read = moves_.emplace_back();
        read.player = player;
        read.status = answer_status(move);
        read.move = optional_text(move, "move");
        read.seconds = optional_duration(move, "seconds");
        read.say = optional_text(move, "say");
        read.cause = optional_text(move, "cause");
        read.by = optional_text(move, "by");
        read.bank = optional_duration(move, "bank");
    }
    events_.clear();
    for_each_object(line, "events", [this](const Json& event) {
        events_.push_back({text(event, "player"), std::string(optional_text(event, "cause")),
                           std::string(optional_text(event, "by")),
                           std::string(optional_text(event, "illegal"))});
    });
    players_ = match_players(line, "joined");
    left_ = words(line, "left");
    read_state(line);
    return {t,     whole(line, "turn"), moves_, events_, players_, left_, state_, views_,
            rows_, opening(line),       hash_};
}

ResultEvent MatchLogReader::result(const Json& line, async::Duration t) {
    ranks_.clear();
    for_each_object(line, "ranks", [this](const Json& rank) {
        const Json& score = at(rank, "score");
        ranks_.push_back({text(rank, "player"), whole(rank, "rank"),
                          checked(score.is_number(), "score", "a number", score).dump()});
    });
    totals_.clear();
    for_each_object(line, "players", [this](const Json& player) {
        PlayerTotals& totals = totals_.emplace_back();
        totals.player = text(player, "player");
        totals.answered = whole(player, "answered");
        totals.late = whole(player, "late");
        totals.missing = whole(player, "missing");
        totals.illegal = whole(player, "illegal");
        const Json& seconds = at(player, "seconds");
        checked(seconds.is_object(), "seconds", "an object", seconds);
        totals.median = optional_duration(seconds, "median");
        totals.maximum = optional_duration(seconds, "maximum");
    });
    ResultEvent event;
    event.t = t;
    event.turn = whole(line, "turn");
    event.is_void = find(line, "void") != nullptr;
    event.reason = text(line, event.is_void ? "void" : "reason");
    event.ranks = ranks_;
    event.players = totals_;
    if (const Json* const open = find(line, "open")) {
        checked(open->is_object(), "open", "an object", *open);
        event.open = OpenTurn{whole(*open, "turn"), opening(*open)};
    }
    return event;
}

}  // namespace game
