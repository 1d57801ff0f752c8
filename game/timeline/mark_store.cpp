#include "game/timeline/mark_store.h"

#include <algorithm>
#include <utility>

namespace game {

namespace {

/// How many cells the run is first divided into, more than a picture can show.
constexpr int first_cells = 4096;

}  // namespace

void MarkStore::add(const Timeline::Mark& mark, async::Duration elapsed) {
    if (density_) {
        density_->add(mark);
        return;
    }
    marks_.single.push_back(mark);
    if (marks_.single.size() <= max_marks_) return;
    density_.emplace(std::max(elapsed / first_cells, async::Duration(1)), max_cells_);
    for (const Timeline::Mark& former : marks_.single)
        density_->add(former);
    marks_.single.clear();
}

void MarkStore::merge_lanes() {
    for (Timeline::Mark& mark : marks_.single)
        mark.lane /= 2;
    if (density_) density_->merge_lanes();
}

Timeline::Marks MarkStore::take() {
    if (density_) marks_.cells = density_->cells();
    return std::move(marks_);
}

}  // namespace game
