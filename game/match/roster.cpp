#include "game/match/roster.h"

#include "common/move.h"
#include "common/text/text.h"

#include <utility>

#include <fmt/format.h>

namespace game {

std::string Roster::unique_name(const std::string& wanted) {
    if (!by_name_.contains(wanted)) return wanted;
    for (std::uint64_t& last = last_suffix_.try_emplace(wanted, 1).first->second;;) {
        const std::string suffix = fmt::format("-{}", ++last);
        const std::size_t room = common::max_player_name - suffix.size();
        std::string name(common::utf8_prefix(wanted, room));
        name += suffix;
        if (!by_name_.contains(name)) return name;
    }
}

Contestant& Roster::add(std::uint64_t worker, const std::vector<std::string>& plays) {
    std::vector<PlayedName> names;
    std::vector<Player*> players;
    for (const std::string& called : plays) {
        Player& player = players_.emplace_back();
        player.name = unique_name(called);
        by_name_.emplace(player.name, &player);
        players.push_back(&player);
        names.push_back({called, player.name});
    }
    Contestant& added = contestants_.emplace_back(
        Contestant{worker, AnswerReader(std::move(names), moves_), std::move(players)});
    for (Player* player : added.players)
        player->worker = &added;
    return added;
}

Player* Roster::find(const std::string& name) {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
}

}  // namespace game
