#include "game/play/launch_queue.h"

#include <algorithm>

namespace game {

std::uint64_t LaunchQueue::push(std::size_t entry, std::uint64_t count,
                                const RestartHistory& history) {
    const std::uint64_t first = next_number_;
    next_number_ += count * step_;
    add({entry, first, count, history});
    return first;
}

void LaunchQueue::add(const Batch& batch) {
    size_ += batch.count;
    // One entry that is asked for over and over, faster than it can be launched, takes no memory.
    const bool can_join = !batches_.empty() && batches_.back().entry == batch.entry &&
                          batches_.back().first + batches_.back().count * step_ == batch.first &&
                          batches_.back().history == batch.history;
    if (can_join) {
        batches_.back().count += batch.count;
        return;
    }
    if (!batches_.empty() && batch.first < batches_.back().first) is_sorted_ = false;
    batches_.push_back(batch);
}

/// This many batches take some MiB, whatever is asked for.
bool LaunchQueue::is_full_for(std::size_t entry) const {
    constexpr std::size_t most = 100'000;
    return batches_.size() >= most && batches_.back().entry != entry;
}

LaunchQueue::Launch LaunchQueue::pop() {
    Batch& batch = batches_.front();
    const Launch launch{batch.entry, batch.first, batch.history};
    batch.first += step_;
    --size_;
    if (--batch.count == 0) batches_.pop_front();
    return launch;
}

bool LaunchQueue::has(const Batch& batch, std::uint64_t number) const {
    if (number < batch.first) return false;
    const std::uint64_t distance = number - batch.first;
    return distance % step_ == 0 && distance / step_ < batch.count;
}

std::deque<LaunchQueue::Batch>::const_iterator LaunchQueue::batch_of(std::uint64_t number) const {
    if (!is_sorted_) {
        return std::ranges::find_if(batches_,
                                    [&](const Batch& batch) { return has(batch, number); });
    }
    const auto next = std::ranges::upper_bound(batches_, number, {}, &Batch::first);
    if (next == batches_.begin()) return batches_.end();
    const auto batch = std::prev(next);
    return has(*batch, number) ? batch : batches_.end();
}

std::optional<std::size_t> LaunchQueue::find(std::uint64_t number) const {
    const auto batch = batch_of(number);
    if (batch == batches_.end()) return std::nullopt;
    return batch->entry;
}

void LaunchQueue::remove(std::uint64_t number) {
    const auto index = batch_of(number) - batches_.begin();
    Batch& batch = batches_[static_cast<std::size_t>(index)];
    Batch rest = batch;
    batch.count = (number - batch.first) / step_;
    rest.first = number + step_;
    rest.count -= batch.count + 1;
    --size_;
    auto next = batches_.begin() + index;
    next = batch.count == 0 ? batches_.erase(next) : std::next(next);
    if (rest.count > 0) batches_.insert(next, rest);
}

std::uint64_t LaunchQueue::remove_entries(const std::function<bool(std::size_t)>& is_meant) {
    const std::uint64_t former_size = size_;
    std::erase_if(batches_, [&](const Batch& batch) {
        if (!is_meant(batch.entry)) return false;
        size_ -= batch.count;
        return true;
    });
    return former_size - size_;
}

void LaunchQueue::clear() {
    batches_.clear();
    size_ = 0;
}

void LaunchQueue::for_first(std::size_t most,
                            const std::function<void(std::uint64_t, std::size_t)>& use) const {
    std::uint64_t left = most;
    for (const Batch& batch : batches_) {
        const std::uint64_t count = std::min(left, batch.count);
        for (std::uint64_t i = 0; i < count; ++i)
            use(batch.first + i * step_, batch.entry);
        left -= count;
        if (left == 0) return;
    }
}

}  // namespace game
