#include "game/rules/referee_session.h"

#include "common/json/json_writer.h"
#include "common/text/text.h"
#include "game/rules/json_parts.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game::rules {

namespace {

constexpr std::array<std::string_view, 2> modes = {"lockstep", "ticks"};
constexpr std::array<std::string_view, 5> statuses = {"ok", "late", "missing", "illegal", "out"};

/// The first problem is what is reported; the number of the others is.
[[noreturn]] void refuse(const Problems& problems) {
    const Problem& first = problems.kept().front();
    std::string text = fmt::format("{}: {}", first.pointer, first.what);
    if (problems.found() > 1) text += fmt::format(" (and {} more)", problems.found() - 1);
    throw InvalidMessage(text);
}

[[noreturn]] void refuse(const JsonPlace& place, std::string_view what) {
    const std::string pointer = place.pointer();
    throw InvalidMessage(pointer.empty() ? std::string(what)
                                         : fmt::format("{}: {}", pointer, what));
}

/// A message's member. Unknown keys are allowed: a later version may send more.
const Json* find_member(const Json& message, std::string_view key) {
    const Json* found = nullptr;
    for (const auto& member : message.get_ref<const Json::object_t&>()) {
        if (member.first != key) continue;
        if (found != nullptr) refuse(JsonPlace().member(key), "duplicate key");
        found = &member.second;
    }
    return found;
}

const Json& member(const Json& message, std::string_view key) {
    const Json* found = find_member(message, key);
    if (found == nullptr) refuse(JsonPlace(), fmt::format("needs \"{}\"", key));
    return *found;
}

/// As `find_member`, but `null` stands for nothing.
const Json* find_filled(const Json& message, std::string_view key) {
    const Json* found = find_member(message, key);
    return found == nullptr || found->is_null() ? nullptr : found;
}

std::int64_t whole_number(const Json& value, std::string_view key, Range range) {
    Problems problems;
    const auto number = Values(problems).whole_number(value, JsonPlace().member(key), range);
    if (!number) refuse(problems);
    return *number;
}

/// Any 64-bit number: a double would not hold it.
std::uint64_t read_seed(const Json& value) {
    if (!value.is_number_unsigned()) {
        refuse(JsonPlace().member("seed"), "must be a whole number, 0 to 2^64 - 1");
    }
    return value.get<std::uint64_t>();
}

/// Player names; those of `key` differ.
std::vector<std::string> read_names(const Json& list, std::string_view key) {
    const JsonPlace root;
    const JsonPlace place = root.member(key);
    Problems problems;
    Values values(problems);
    if (!values.is_list(list, place)) refuse(problems);
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto name = values.player_name(list[i], place.element(i));
        if (!name) refuse(problems);
        if (!seen.insert(*name).second) refuse(place.element(i), "this name is there already");
        names.push_back(*std::move(name));
    }
    return names;
}

Mode read_mode(const Json& message) {
    const Json* value = find_filled(message, "mode");
    if (value == nullptr) return Mode::lockstep;
    Problems problems;
    const auto index = Values(problems).one_of(modes, *value, JsonPlace().member("mode"));
    if (!index) refuse(problems);
    return static_cast<Mode>(*index);
}

std::string_view text_of(const Json& entry, std::string_view key, const JsonPlace& place) {
    const Json* value = find_filled(entry, key);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        refuse(place.member(key), fmt::format("must be a string, not {}", common::kind_of(*value)));
    }
    return value->get_ref<const std::string&>();
}

/// As a state has it.
std::string_view reason_of(const Json& entry, std::string_view key, const JsonPlace& place) {
    const std::string_view text = text_of(entry, key, place);
    if (!is_reason(text)) refuse(place.member(key), reason_rule);
    return text;
}

PlayerMove read_move(std::string_view player, const Json& entry, const JsonPlace& place) {
    if (!entry.is_object()) {
        refuse(place, fmt::format("must be an object, not {}", common::kind_of(entry)));
    }
    const std::string_view status = text_of(entry, "status", place);
    if (!status.empty() && std::find(statuses.begin(), statuses.end(), status) == statuses.end()) {
        refuse(place.member("status"), fmt::format("must be one of {}", comma_list(statuses)));
    }
    PlayerMove move;
    move.player = player;
    move.move = text_of(entry, "move", place);
    move.is_out = status == "out";
    move.cause = reason_of(entry, "cause", place);
    move.by = reason_of(entry, "by", place);
    return move;
}

/// The views point into the message.
std::vector<PlayerMove> read_moves(const Json& message) {
    const Json& entries = member(message, "moves");
    const JsonPlace root;
    const JsonPlace place = root.member("moves");
    if (!entries.is_object()) {
        refuse(place, fmt::format("must be an object, not {}", common::kind_of(entries)));
    }
    std::vector<PlayerMove> moves;
    for (const auto& [player, entry] : entries.get_ref<const Json::object_t&>())
        moves.push_back(read_move(player, entry, place.member(player)));
    return moves;
}

void append_events(std::string& out, const Rules& rules) {
    const std::vector<Event> events = rules.events();
    out += R"(,"events":[)";
    for (const Event& event : events) {
        out += R"({"player":)";
        common::append_json_string(out, event.player);
        if (!event.cause.empty()) common::append_json_member(out, "cause", event.cause);
        if (!event.by.empty()) common::append_json_member(out, "by", event.by);
        if (!event.illegal.empty()) common::append_json_member(out, "illegal", event.illegal);
        out += "},";
    }
    if (!events.empty()) out.pop_back();
    out += ']';
}

void append_board(std::string& out, const Rules& rules) {
    out += R"(,"state":)";
    rules.append_state(out);
    out += R"(,"rows":)";
    rules.append_rows(out);
    append_events(out, rules);
}

void append_ask(std::string& out, const Rules& rules) {
    const std::vector<std::string_view> asked = rules.asked();
    out += R"(,"ask":[)";
    for (const std::string_view player : asked) {
        common::append_json_string(out, player);
        out += ',';
    }
    if (!asked.empty()) out.pop_back();
    out += ']';
}

void append_ranks(std::string& out, const Rules& rules) {
    const std::vector<Rank> ranks = rules.ranks();
    out += R"(,"ranks":[)";
    for (const Rank& rank : ranks) {
        out += R"({"player":)";
        common::append_json_string(out, rank.player);
        out += R"(,"rank":)";
        append_number(out, rank.rank);
        out += R"(,"score":)";
        append_number(out, rank.score);
        out += "},";
    }
    if (!ranks.empty()) out.pop_back();
    out += ']';
}

}  // namespace

std::string RefereeSession::answer(std::string_view line) {
    const auto read = common::parse_json(line);
    if (const auto* const problem = std::get_if<common::JsonProblem>(&read)) {
        throw InvalidMessage(fmt::format("column {}: {}", problem->column, problem->what));
    }
    const Json& message = std::get<Json>(read);
    if (!message.is_object()) {
        refuse(JsonPlace(), fmt::format("must be an object, not {}", common::kind_of(message)));
    }
    const Json& type = member(message, "type");
    if (type == "start") {
        begin(message);
    } else if (type == "moves") {
        play(message);
    } else {
        refuse(JsonPlace().member("type"), "must be \"start\" or \"moves\"");
    }
    return announcement();
}

void RefereeSession::begin(const Json& message) {
    whole_number(member(message, "protocol"), "protocol", {1, 1});
    const JsonPlace root;
    Setup setup;
    setup.settings = find_filled(message, "settings");
    setup.start = find_filled(message, "start");
    setup.settings_place = root.member("settings");
    setup.start_place = root.member("start");
    setup.players_place = root.member("players");
    setup.seed = read_seed(member(message, "seed"));
    setup.players = read_names(member(message, "players"), "players");
    setup.mode = read_mode(message);
    if (const Json* turns = find_filled(message, "turns")) {
        setup.turns = static_cast<std::uint64_t>(whole_number(*turns, "turns", {1, max_turn}));
    }
    Problems problems;
    rules_ = rule_set_.make(setup, problems);
    if (!rules_) refuse(problems);
}

void RefereeSession::play(const Json& message) {
    if (!rules_) refuse(JsonPlace(), "the first message must be \"start\"");
    if (rules_->end_reason()) refuse(JsonPlace(), "the match is over");
    const std::uint64_t open = rules_->turn() + 1;
    const auto turn = whole_number(member(message, "turn"), "turn", {0, max_turn + 1});
    if (static_cast<std::uint64_t>(turn) != open) {
        refuse(JsonPlace().member("turn"), fmt::format("{} is not the open turn, {}", turn, open));
    }
    const std::vector<PlayerMove> moves = read_moves(message);
    std::vector<std::string> joined;
    std::vector<std::string> left;
    if (const Json* names = find_filled(message, "joined")) joined = read_names(*names, "joined");
    if (const Json* names = find_filled(message, "left")) left = read_names(*names, "left");
    for (const std::string& player : left)
        rules_->leave(player);
    rules_->play(moves);
    for (const std::string& player : joined) {
        if (const auto refusal = rules_->join(player)) {
            refuse(JsonPlace().member("joined"), *refusal);
        }
    }
}

std::string RefereeSession::announcement() const {
    std::string out;
    const auto reason = rules_->end_reason();
    out += reason ? R"({"type":"end","turn":)" : R"({"type":"turn","turn":)";
    append_number(out, rules_->turn() + (reason ? 0 : 1));
    if (reason) {
        out += R"(,"reason":)";
        common::append_json_string(out, *reason);
    } else {
        append_ask(out, *rules_);
    }
    append_board(out, *rules_);
    if (reason) append_ranks(out, *rules_);
    out += "}\n";
    return out;
}

}  // namespace game::rules
