/// LaunchQueue: the workers that are due and have not been launched yet.
#pragma once

#include "common/part.h"
#include "game/play/restart_history.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

namespace game {

/// First come, first served. Each worker gets its number, counted from 1, when it is added. So the
/// numbers are in the order of the launches, and a command that launches a worker can answer with
/// its number at once. Plain data, which the Scheduler owns.
///
/// In a part of a scenario, the workers of the script bring the numbers that they have in the
/// whole. All others get numbers of the part behind those of the script, so that no other part has
/// them; their numbers are not in the order of the launches.
class LaunchQueue {
  public:
    /// A worker that is to be launched.
    struct Launch {
        std::size_t entry;  ///< of the plan
        std::uint64_t number;
        RestartHistory history;  ///< of the workers in whose place it is launched
    };

    LaunchQueue() = default;

    /// For a part of a scenario whose script has the numbers 1 to `planned`.
    LaunchQueue(const common::Part& part, std::uint64_t planned)
        : step_(part.count), next_number_(part.first_from(planned + 1)) {}

    /// Adds `count` workers of the script, at least one, which have the numbers `first`,
    /// `first` + N, … in a part K/N.
    void push_numbered(std::size_t entry, std::uint64_t first, std::uint64_t count) {
        add({entry, first, count, {}});
    }

    /// Adds `count` workers, at least one, of an entry. Returns the number of the first.
    std::uint64_t push(std::size_t entry, std::uint64_t count, const RestartHistory& history = {});

    /// True if a worker of that entry would take more memory than operators may have.
    bool is_full_for(std::size_t entry) const;

    /// Takes the first one. The queue must not be empty.
    Launch pop();

    bool empty() const { return batches_.empty(); }
    std::uint64_t size() const { return size_; }

    /// The entry of worker `number`; nothing if it is not here.
    std::optional<std::size_t> find(std::uint64_t number) const;

    /// Takes worker `number` out, which must be here.
    void remove(std::uint64_t number);

    /// Takes out all workers of the entries for which `is_meant` is true. Returns how many.
    std::uint64_t remove_entries(const std::function<bool(std::size_t entry)>& is_meant);

    void clear();

    /// Calls `use` with the number and the entry of the first workers, at most `most`.
    void for_first(std::size_t most,
                   const std::function<void(std::uint64_t number, std::size_t entry)>& use) const;

  private:
    /// Workers of one entry, with numbers in sequence, at a distance of `step_`.
    struct Batch {
        std::size_t entry;
        std::uint64_t first;
        std::uint64_t count;
        RestartHistory history;
    };

    void add(const Batch& batch);
    bool has(const Batch& batch, std::uint64_t number) const;
    std::deque<Batch>::const_iterator batch_of(std::uint64_t number) const;

    std::deque<Batch> batches_;
    std::uint64_t step_ = 1;  ///< from one number of a batch to the next
    std::uint64_t next_number_ = 1;
    std::uint64_t size_ = 0;
    bool is_sorted_ = true;  ///< the batches are in the order of their numbers
};

}  // namespace game
