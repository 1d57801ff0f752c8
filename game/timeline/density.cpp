#include "game/timeline/density.h"

namespace game {

void TimelineDensity::Cell::add(const Cell& other) {
    marks += other.marks;
    if (player == other.player) {
        lead += other.lead;
    } else if (lead >= other.lead) {
        lead -= other.lead;
    } else {
        lead = other.lead - lead;
        player = other.player;
    }
}

void TimelineDensity::add(const Timeline::Mark& mark) {
    add({mark.lane, mark.t / grain_}, {1, 1, mark.player});
    keep_limit();
}

void TimelineDensity::add(const Timeline::Cell& cell) {
    add({cell.lane, cell.start / grain_}, {cell.marks, cell.marks, cell.player});
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
        all.push_back({place.first, place.second * grain_, grain_, cell.marks, cell.player});
    return all;
}

}  // namespace game
