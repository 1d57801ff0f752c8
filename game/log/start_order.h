/// StartOrder: which worker can start next, by a log.
#pragma once

#include "common/part.h"

#include <cstdint>
#include <map>
#include <optional>

namespace game {

/// Workers start in the order of their numbers, but for one whose start took long, or never came. A
/// part of a run has only some of the numbers, and the others leave no gap. Passive; the memory
/// that it takes is bounded, so that a gap may be forgotten if there are very many after it.
class StartOrder {
  public:
    /// Of a run that begins, or of that part of one.
    explicit StartOrder(std::optional<common::Part> part = std::nullopt) : part_(part) {}

    const std::optional<common::Part>& part() const { return part_; }

    /// Notes the start of worker `number`. Throws BadLine if it cannot start now.
    void start(std::uint64_t number);

  private:
    void skip(std::uint64_t first, std::uint64_t last);
    bool take_skipped(std::uint64_t place);

    std::optional<common::Part> part_;
    std::uint64_t latest_worker_ = 0;
    std::uint64_t latest_place_ = 0;  ///< of that one, among the numbers that the run can have
    std::map<std::uint64_t, std::uint64_t>
        skipped_;  ///< places not started: the first and last of each gap
};

}  // namespace game
