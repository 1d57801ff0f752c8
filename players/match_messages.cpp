#include "players/match_messages.h"

#include "common/json/json_text.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace players {

using common::Json;

namespace {

constexpr int max_health = 1'000'000;

[[noreturn]] void reject(std::string_view key, std::string_view expected) {
    throw std::invalid_argument(fmt::format("\"{}\" must be {}", key, expected));
}

/// Null if the object has no such member.
const Json* find_member(const Json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

const Json& list_of(const Json& object, std::string_view key) {
    const Json* const value = find_member(object, key);
    if (value == nullptr || !value->is_array()) reject(key, "a list");
    return *value;
}

const std::string& text_of(const Json& object, std::string_view key) {
    const Json* const value = find_member(object, key);
    if (value == nullptr || !value->is_string()) reject(key, "a string");
    return value->get_ref<const std::string&>();
}

std::string_view optional_text(const Json& object, std::string_view key) {
    const Json* const value = find_member(object, key);
    return value != nullptr && value->is_string() ? value->get_ref<const std::string&>()
                                                  : std::string_view();
}

/// Nothing if the value is not a whole number of that range.
std::optional<int> read_integer(const Json& value, int min, int max) {
    if (!value.is_number_integer()) return std::nullopt;
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<unsigned>(max)) {
        return std::nullopt;
    }
    const auto number = value.get<std::int64_t>();
    if (number < min || number > max) return std::nullopt;
    return static_cast<int>(number);
}

int integer_of(const Json& object, std::string_view key, int min, int max) {
    const Json* const value = find_member(object, key);
    const auto number = value != nullptr ? read_integer(*value, min, max) : std::nullopt;
    if (!number) reject(key, fmt::format("a whole number between {} and {}", min, max));
    return *number;
}

int integer_or(const Json& object, std::string_view key, int otherwise) {
    constexpr int most = 1000;
    const Json* const value = find_member(object, key);
    return value != nullptr ? read_integer(*value, -most, most).value_or(otherwise) : otherwise;
}

std::vector<std::string> names_of(const Json& object, std::string_view key) {
    std::vector<std::string> names;
    for (const Json& name : list_of(object, key)) {
        if (!name.is_string()) reject(key, "a list of strings");
        names.push_back(name.get<std::string>());
    }
    return names;
}

Square read_square(const Json& value, std::string_view key) {
    if (value.is_array() && value.size() == 2) {
        // A step off the board is possible.
        const auto x = read_integer(value[0], -2, max_board_size + 1);
        const auto y = read_integer(value[1], -2, max_board_size + 1);
        if (x && y) return {*x, *y};
    }
    reject(key, "made of pairs [x, y]");
}

std::vector<Square> squares_of(const Json& object, std::string_view key) {
    const Json& list = list_of(object, key);
    std::vector<Square> squares;
    squares.reserve(list.size());
    for (const Json& square : list)
        squares.push_back(read_square(square, key));
    return squares;
}

Board read_board(const Json& state, const MatchRules& rules) {
    return {.width = integer_of(state, "width", 1, max_board_size),
            .height = integer_of(state, "height", 1, max_board_size),
            .wraps = rules.wraps};
}

SnakePosition read_snakes(const Json& state, const MatchRules& rules) {
    SnakePosition position;
    position.board = read_board(state, rules);
    position.grows_always = rules.grows_always;
    position.hazard_damage = rules.hazard_damage;
    position.food = squares_of(state, "food");
    position.hazards = squares_of(state, "hazards");
    for (const Json& snake : list_of(state, "snakes")) {
        if (find_member(snake, "out") != nullptr) continue;
        Snake& read = position.snakes.emplace_back();
        read.name = text_of(snake, "name");
        read.health = integer_of(snake, "health", 0, max_health);
        read.body = squares_of(snake, "body");
        if (read.body.empty()) reject("body", "a list of at least one square");
    }
    return position;
}

Canvas read_canvas(const Json& state, const MatchRules& rules) {
    Canvas canvas;
    canvas.board = read_board(state, rules);
    canvas.rows = names_of(state, "cells");
    const auto width = static_cast<std::size_t>(canvas.board.width);
    const auto height = static_cast<std::size_t>(canvas.board.height);
    const bool fits = std::all_of(canvas.rows.begin(), canvas.rows.end(),
                                  [width](const std::string& row) { return row.size() == width; });
    if (canvas.rows.size() != height || !fits) reject("cells", "as large as the board");
    for (const Json& player : list_of(state, "players")) {
        if (find_member(player, "left") != nullptr) continue;
        const std::string& letter = text_of(player, "letter");
        const Json* const at = find_member(player, "at");
        if (letter.size() != 1) reject("letter", "one letter");
        const Square square = at != nullptr ? read_square(*at, "at") : Square{-1, -1};
        if (!canvas.board.has(square)) reject("at", "a square of the board");
        canvas.painters.push_back({text_of(player, "name"), letter[0], square});
    }
    return canvas;
}

/// The defaults are those of the built-in rules, for a referee program that was given no settings.
MatchRules read_rules(const Json& hello) {
    constexpr int default_damage = 14;
    const Json* const found = find_member(hello, "settings");
    const Json settings = found != nullptr ? *found : Json();
    const std::string_view variant = optional_text(settings, "variant");
    const std::string_view edges = optional_text(settings, "edges");
    const bool paints = optional_text(hello, "rules") == "paint" || !edges.empty();
    MatchRules rules;
    rules.wraps = paints ? edges != "wall" : variant.starts_with("wrapped");
    rules.grows_always = variant.ends_with("constrictor");
    rules.hazard_damage = integer_or(settings, "hazard_damage", default_damage);
    return rules;
}

Hello read_hello(const Json& message) {
    const Json* const you = find_member(message, "you");
    if (you == nullptr) reject("you", "an object");
    Hello hello{.players = names_of(*you, "players"), .seed = {}, .rules = read_rules(message)};
    const Json* const seed = find_member(*you, "seed");
    if (seed != nullptr && seed->is_number_unsigned()) hello.seed = seed->get<std::uint64_t>();
    return hello;
}

Turn read_turn(const Json& message, const MatchRules& rules) {
    Turn turn;
    const Json* const number = find_member(message, "turn");
    if (number == nullptr || !number->is_number_unsigned()) reject("turn", "a whole number");
    turn.turn = number->get<std::uint64_t>();
    turn.ask = names_of(message, "ask");
    if (turn.ask.empty()) return turn;
    const Json* const state = find_member(message, "state");
    if (state == nullptr) return turn;
    if (find_member(*state, "snakes") != nullptr) {
        turn.position = read_snakes(*state, rules);
    } else if (find_member(*state, "cells") != nullptr &&
               find_member(*state, "players") != nullptr) {
        turn.position = read_canvas(*state, rules);
    }
    return turn;
}

}  // namespace

Message read_message(std::string_view line, const MatchRules& rules) {
    const auto read = common::parse_json(line);
    if (const auto* const problem = std::get_if<common::JsonProblem>(&read)) {
        throw std::invalid_argument(fmt::format("column {}: {}", problem->column, problem->what));
    }
    const Json& message = std::get<Json>(read);
    if (!message.is_object()) throw std::invalid_argument("a message must be an object");
    const std::string& type = text_of(message, "type");
    if (type == "hello") return read_hello(message);
    if (type == "turn") return read_turn(message, rules);
    return {};
}

}  // namespace players
