/// Snake states for tests, from JSON.
#pragma once

#include "game/rules/snake.h"
#include "game/rules/snake_json.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

/// A position, and what a stage needs besides.
struct Position {
    game::rules::SnakeSettings settings;
    game::rules::SnakeState state;
    std::vector<game::rules::SnakeMove> moves;
    game::rules::SnakeDraws draws{1};
    game::rules::SnakeGrid grid;

    game::rules::SnakeTurn turn() { return {settings, moves, draws, grid}; }

    std::string text() const {
        std::string text;
        game::rules::append_snake_state(text, state);
        return text;
    }

    const game::rules::Snake& snake(std::size_t index) const { return state.snakes[index]; }

    std::string cause(std::size_t index) const {
        const auto& out = snake(index).out;
        return out ? out->cause + (out->by.empty() ? "" : " by " + out->by) : "";
    }
};

/// `settings` and `start` are JSON objects. Every snake is a player's; `moves` has a letter for
/// each snake, any other character: no move.
inline Position position(const std::string& settings, const std::string& start,
                         std::string_view moves = "") {
    using namespace game::rules;
    const common::Json settings_json = common::Json::parse(settings);
    const common::Json start_json = common::Json::parse(start);
    Setup setup;
    setup.settings = &settings_json;
    setup.start = &start_json;
    if (start_json.contains("snakes")) {
        for (const auto& snake : start_json["snakes"])
            setup.players.push_back(snake["name"]);
    }
    Problems problems;
    Position made;
    made.settings = read_snake_settings(setup, problems);
    made.state = read_snake_state(setup, made.settings, problems);
    for (const Problem& problem : problems.kept())
        FAIL(problem.pointer << ": " << problem.what);
    for (const char move : moves)
        made.moves.push_back({read_direction(std::string_view(&move, 1))});
    return made;
}

}  // namespace tests
