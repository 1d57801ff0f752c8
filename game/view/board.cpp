#include "game/view/board.h"

#include "common/json/json_text.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace game::view {

namespace {

using common::Json;

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found != object.end() ? &*found : nullptr;
}

/// 0 if it is no number, or a very large one.
int small_number(const Json* value) {
    constexpr std::int64_t largest = 1'000'000'000;
    if (value == nullptr || !value->is_number_integer()) return 0;
    const auto number = value->get<std::int64_t>();
    return number > -largest && number < largest ? static_cast<int>(number) : 0;
}

std::string text_of(const Json* value) {
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

BoardSquare square_of(const Json* value) {
    if (value == nullptr || !value->is_array() || value->size() != 2) return {-1, -1};
    return {small_number(&(*value)[0]), small_number(&(*value)[1])};
}

std::vector<BoardSquare> squares_of(const Json* list) {
    std::vector<BoardSquare> squares;
    if (list == nullptr || !list->is_array()) return squares;
    squares.reserve(list->size());
    for (const Json& value : *list)
        squares.push_back(square_of(&value));
    return squares;
}

std::vector<std::string> texts_of(const Json* list) {
    std::vector<std::string> texts;
    if (list == nullptr || !list->is_array()) return texts;
    texts.reserve(list->size());
    for (const Json& value : *list)
        texts.push_back(text_of(&value));
    return texts;
}

template <class Sized>
bool has_size(const Sized& board) {
    return board.width > 0 && board.height > 0 && board.width <= largest_board_side &&
           board.height <= largest_board_side;
}

Board snake_board_of(const Json& state) {
    SnakeBoard board;
    board.width = small_number(member(state, "width"));
    board.height = small_number(member(state, "height"));
    board.food = squares_of(member(state, "food"));
    board.hazards = squares_of(member(state, "hazards"));
    const Json* const snakes = member(state, "snakes");
    if (!has_size(board) || snakes == nullptr || !snakes->is_array()) return {};
    for (const Json& value : *snakes) {
        BoardSnake snake;
        snake.name = text_of(member(value, "name"));
        snake.health = small_number(member(value, "health"));
        snake.body = squares_of(member(value, "body"));
        snake.is_out = member(value, "out") != nullptr;
        if (!snake.body.empty()) board.snakes.push_back(std::move(snake));
    }
    return board;
}

Board paint_board_of(const Json& state) {
    PaintBoard board;
    board.width = small_number(member(state, "width"));
    board.height = small_number(member(state, "height"));
    board.cells = texts_of(member(state, "cells"));
    const Json* const players = member(state, "players");
    if (!has_size(board) || players == nullptr || !players->is_array()) return {};
    for (const Json& value : *players) {
        BoardPainter painter;
        painter.name = text_of(member(value, "name"));
        const std::string letter = text_of(member(value, "letter"));
        if (letter.size() == 1) painter.letter = letter.front();
        painter.at = square_of(member(value, "at"));
        painter.cells = small_number(member(value, "cells"));
        painter.has_left = member(value, "left") != nullptr;
        board.painters.push_back(std::move(painter));
    }
    return board;
}

}  // namespace

Board read_board(std::string_view rules, std::string_view state, std::string_view rows) {
    if (rules == "snake" || rules == "paint") {
        const auto read = common::parse_json(state);
        const Json* const value = std::get_if<Json>(&read);
        if (value == nullptr) return {};
        return rules == "snake" ? snake_board_of(*value) : paint_board_of(*value);
    }
    if (rows.empty()) return {};
    const auto read = common::parse_json(rows);
    const Json* const value = std::get_if<Json>(&read);
    RowsBoard board;
    if (value != nullptr) board.rows = texts_of(value);
    if (board.rows.empty()) return {};
    return board;
}

}  // namespace game::view
