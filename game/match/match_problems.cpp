#include "game/match/match_problems.h"

#include "common/text/visible_text.h"
#include "game/match/built_in_referee.h"
#include "game/match/roster.h"

#include <cstdint>

#include <fmt/format.h>

namespace game {

namespace {

/// Those who are there from the beginning.
std::vector<std::string> first_players(const Scenario& scenario) {
    Roster roster(AnswerReader::Moves::directions);
    for (const Entry& entry : scenario.script) {
        if (entry.time > async::Duration(0)) continue;
        for (std::uint32_t i = 0; i < entry.count; ++i)
            roster.add(0, entry.plays);
    }
    std::vector<std::string> names;
    for (const Player& player : roster.players())
        names.push_back(player.name);
    return names;
}

}  // namespace

std::vector<std::string> find_match_problems(const Scenario& scenario) {
    std::vector<std::string> lines;
    if (!scenario.match || scenario.match->rules.empty()) return lines;
    const std::string file = common::visible(scenario.file.string());
    for (const rules::Problem& problem :
         find_rule_problems(*scenario.match, first_players(scenario)))
        lines.push_back(fmt::format("{}: {}: {}", file, problem.pointer, problem.what));
    return lines;
}

}  // namespace game
