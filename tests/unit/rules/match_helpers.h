/// Matches by name, from JSON.
#pragma once

#include "game/rules/rules.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

using Names = std::vector<std::string>;

struct MatchText {
    std::string rules = "snake";
    std::string settings = "{}";
    std::string start;  ///< empty: none
    Names players = {"zoe", "ben"};
    game::rules::Mode mode = game::rules::Mode::lockstep;
    std::optional<std::uint64_t> turns = {};
    std::uint64_t seed = 1;
};

/// Null with problems, `POINTER: WHAT`, if it cannot be made.
inline std::unique_ptr<game::rules::Rules> make(const MatchText& text, Names* found = nullptr) {
    using namespace game::rules;
    const JsonPlace root;
    const common::Json settings = common::Json::parse(text.settings);
    const common::Json start =
        text.start.empty() ? common::Json() : common::Json::parse(text.start);
    Setup setup;
    setup.settings = &settings;
    if (!text.start.empty()) setup.start = &start;
    setup.settings_place = root.member("settings");
    setup.start_place = root.member("start");
    setup.players_place = root.member("players");
    setup.players = text.players;
    setup.mode = text.mode;
    setup.turns = text.turns;
    setup.seed = text.seed;
    Problems problems;
    auto made = find_rule_set(text.rules)->make(setup, problems);
    CHECK((made == nullptr) == !problems.none());
    for (const Problem& problem : problems.kept()) {
        if (found != nullptr) found->push_back(problem.pointer + ": " + problem.what);
    }
    return made;
}

inline Names problems(const MatchText& text) {
    Names found;
    make(text, &found);
    return found;
}

using Moves = std::vector<std::pair<std::string_view, std::string_view>>;

inline void play(game::rules::Rules& rules, const Moves& moves = {}) {
    std::vector<game::rules::PlayerMove> given;
    for (const auto& [player, move] : moves) {
        given.emplace_back();
        given.back().player = player;
        given.back().move = move;
    }
    rules.play(given);
}

inline std::string state(const game::rules::Rules& rules) {
    std::string text;
    rules.append_state(text);
    return text;
}

inline std::string rows(const game::rules::Rules& rules) {
    std::string text;
    rules.append_rows(text);
    return text;
}

inline Names asked(const game::rules::Rules& rules) {
    const auto names = rules.asked();
    return {names.begin(), names.end()};
}

/// `1. ben 4, 2. zoe 3`
inline std::string ranks(const game::rules::Rules& rules) {
    std::string text;
    for (const auto& rank : rules.ranks()) {
        text += (text.empty() ? "" : ", ") + std::to_string(rank.rank) + ". " + rank.player + " " +
                std::to_string(rank.score);
    }
    return text;
}

/// `zoe head-collision by ben`
inline Names events(const game::rules::Rules& rules) {
    Names events;
    for (const auto& event : rules.events()) {
        events.push_back(event.player + " " + event.cause + event.illegal +
                         (event.by.empty() ? "" : " by " + event.by));
    }
    return events;
}

}  // namespace tests
