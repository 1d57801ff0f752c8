#include "game/play/launch_queue.h"

#include <algorithm>

namespace game {

std::uint64_t LaunchQueue::push(std::size_t entry, std::uint64_t count,
                                const RestartHistory& history) {
    const std::uint64_t first = last_number_ + 1;
    last_number_ += count;
    size_ += count;
    // One entry that is asked for over and over, faster than it can be launched, takes no memory.
    const bool can_join = !batches_.empty() && batches_.back().entry == entry &&
                          batches_.back().first + batches_.back().count == first &&
                          batches_.back().history == history;
    if (can_join) {
        batches_.back().count += count;
    } else {
        batches_.push_back({entry, first, count, history});
    }
    return first;
}

/// This many batches take some MiB, whatever is asked for.
bool LaunchQueue::is_full_for(std::size_t entry) const {
    constexpr std::size_t most = 100'000;
    return batches_.size() >= most && batches_.back().entry != entry;
}

LaunchQueue::Launch LaunchQueue::pop() {
    Batch& batch = batches_.front();
    const Launch launch{batch.entry, batch.first, batch.history};
    ++batch.first;
    --size_;
    if (--batch.count == 0) batches_.pop_front();
    return launch;
}

/// The batches are in the order of their numbers.
std::deque<LaunchQueue::Batch>::const_iterator LaunchQueue::batch_of(std::uint64_t number) const {
    const auto next = std::ranges::upper_bound(batches_, number, {}, &Batch::first);
    if (next == batches_.begin()) return batches_.end();
    const auto batch = std::prev(next);
    return number - batch->first < batch->count ? batch : batches_.end();
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
    batch.count = number - batch.first;
    rest.first = number + 1;
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
            use(batch.first + i, batch.entry);
        left -= count;
        if (left == 0) return;
    }
}

}  // namespace game
