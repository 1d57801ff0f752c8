#include "game/log/start_order.h"

#include "game/log/bad_line.h"

#include <cstddef>
#include <iterator>

#include <fmt/format.h>

namespace game {

void StartOrder::start(std::uint64_t number) {
    if (part_ && !part_->owns(number)) {
        throw BadLine("worker", fmt::format("{} is not of part {}", number, part_->text()));
    }
    const std::uint64_t place = part_ ? (number - part_->index) / part_->count + 1 : number;
    if (place <= latest_place_) {
        if (take_skipped(place)) return;
        throw BadLine("worker", fmt::format("{} starts after {}", number, latest_worker_));
    }
    skip(latest_place_ + 1, place - 1);
    latest_place_ = place;
    latest_worker_ = number;
}

/// Notes a gap, if it is one. Only the latest are remembered, however many a log has.
void StartOrder::skip(std::uint64_t first, std::uint64_t last) {
    constexpr std::size_t most_gaps = 100'000;
    if (first > last) return;
    skipped_.emplace(first, last);
    if (skipped_.size() > most_gaps) skipped_.erase(skipped_.begin());
}

/// Returns false if that place was not skipped, or so long ago that it is forgotten.
bool StartOrder::take_skipped(std::uint64_t place) {
    const auto next = skipped_.upper_bound(place);
    if (next == skipped_.begin()) return false;
    const auto found = std::prev(next);
    const auto [first, last] = *found;
    if (place > last) return false;
    skipped_.erase(found);
    skip(first, place - 1);
    if (place < last) skip(place + 1, last);
    return true;
}

}  // namespace game
