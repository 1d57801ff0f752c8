#include "game/tournament/comparable.h"

#include <algorithm>
#include <array>

namespace game::tournament {

void Beaten::add(const RatedMatch& match) {
    for (std::size_t i = 0; i < match.players.size(); ++i) {
        for (std::size_t j = 0; j < match.players.size(); ++j) {
            if (i == j || match.ranks[i] > match.ranks[j]) continue;
            by_[match.players[i]].push_back(match.players[j]);
            of_[match.players[j]].push_back(match.players[i]);
        }
    }
}

void Beaten::remove_repeated() {
    for (Lists* lists : {&by_, &of_}) {
        for (auto& list : *lists) {
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
    }
}

/// Whom one comes to from a player, itself included.
std::vector<bool> Beaten::reached(std::size_t from, std::span<const Lists* const> ways) const {
    std::vector<bool> is_reached(by_.size());
    std::vector<std::size_t> waiting = {from};
    is_reached[from] = true;
    while (!waiting.empty()) {
        const std::size_t player = waiting.back();
        waiting.pop_back();
        for (const Lists* way : ways) {
            for (const std::size_t next : (*way)[player]) {
                if (is_reached[next]) continue;
                is_reached[next] = true;
                waiting.push_back(next);
            }
        }
    }
    return is_reached;
}

/// The largest strongly connected component; empty if another one is as large.
std::vector<std::size_t> Beaten::largest_group() const {
    const std::array<const Lists*, 1> down = {&by_};
    const std::array<const Lists*, 1> up = {&of_};
    std::vector<bool> is_known(by_.size());
    std::vector<std::size_t> largest;
    bool is_only_one = false;
    for (std::size_t first = 0; first < by_.size(); ++first) {
        if (is_known[first]) continue;
        const std::vector<bool> lower = reached(first, down);
        const std::vector<bool> higher = reached(first, up);
        std::vector<std::size_t> group;
        for (std::size_t player = first; player < by_.size(); ++player) {
            if (!lower[player] || !higher[player]) continue;
            group.push_back(player);
            is_known[player] = true;
        }
        is_only_one =
            group.size() > largest.size() || (is_only_one && group.size() < largest.size());
        if (group.size() > largest.size()) largest = group;
    }
    if (!is_only_one || largest.size() < 2) largest.clear();
    return largest;
}

std::vector<Unrated> Beaten::find_rated() {
    remove_repeated();
    const std::vector<std::size_t> group = largest_group();
    const std::array<const Lists*, 2> both = {&by_, &of_};
    std::vector<Unrated> reasons(by_.size());
    for (std::size_t player = 0; player < by_.size(); ++player) {
        if (by_.size() == 1) {
            reasons[player] = Unrated::only_player;
        } else if (by_[player].empty() && of_[player].empty()) {
            reasons[player] = Unrated::met_nobody;
        } else if (of_[player].empty()) {
            reasons[player] = Unrated::always_wins;
        } else if (by_[player].empty()) {
            reasons[player] = Unrated::always_loses;
        } else {
            reasons[player] = Unrated::one_way;
        }
    }
    if (group.empty()) {
        // Without a rated group, who cannot be compared is outside that of the first who has
        // played.
        const auto first = std::find_if(reasons.begin(), reasons.end(), [](Unrated reason) {
            return reason != Unrated::met_nobody && reason != Unrated::only_player;
        });
        if (first == reasons.end()) return reasons;
        const std::vector<bool> linked =
            reached(static_cast<std::size_t>(first - reasons.begin()), both);
        bool is_whole = true;
        for (std::size_t player = 0; player < reasons.size(); ++player)
            if (reasons[player] != Unrated::met_nobody && !linked[player]) is_whole = false;
        for (Unrated& reason : reasons)
            if (reason == Unrated::one_way && !is_whole) reason = Unrated::separate;
        return reasons;
    }
    const std::vector<bool> linked = reached(group.front(), both);
    for (std::size_t player = 0; player < reasons.size(); ++player) {
        if (reasons[player] == Unrated::one_way && !linked[player])
            reasons[player] = Unrated::separate;
    }
    for (const std::size_t player : group)
        reasons[player] = Unrated::no;
    return reasons;
}

}  // namespace game::tournament
