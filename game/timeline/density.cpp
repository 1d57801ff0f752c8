#include "game/timeline/density.h"

namespace game {

void TimelineDensity::Cell::add(const Cell& other) {
    moves += other.moves;
    if (player == other.player) {
        lead += other.lead;
    } else if (lead >= other.lead) {
        lead -= other.lead;
    } else {
        lead = other.lead - lead;
        player = other.player;
    }
}

void TimelineDensity::add(const Timeline::Mark& move) {
    add({move.lane, move.t / grain_}, {1, 1, move.player});
    keep_limit();
}

void TimelineDensity::add(const Timeline::Cell& moves) {
    add({moves.lane, moves.start / grain_}, {moves.moves, moves.moves, moves.player});
    keep_limit();
}

void TimelineDensity::keep_limit() {
    while (cells_.size() > limit_) {
        grain_ *= 2;
        rearrange([](Place place) { return Place(place.first, place.second / 2); });
    }
}

void TimelineDensity::add(Place place, const Cell& cell) {
    const auto [found, is_new] = cells_.try_emplace(place, cell);
    if (!is_new) found->second.add(cell);
}

void TimelineDensity::merge_lanes() {
    rearrange([](Place place) { return Place(place.first / 2, place.second); });
}

template <class Move>
void TimelineDensity::rearrange(Move move) {
    const std::map<Place, Cell> former = std::exchange(cells_, {});
    for (const auto& [place, cell] : former)
        add(move(place), cell);
}

std::vector<Timeline::Cell> TimelineDensity::cells() const {
    std::vector<Timeline::Cell> all;
    all.reserve(cells_.size());
    for (const auto& [place, cell] : cells_)
        all.push_back({place.first, place.second * grain_, grain_, cell.moves, cell.player});
    return all;
}

}  // namespace game
