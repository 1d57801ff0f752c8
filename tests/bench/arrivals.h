/// When the turns of a match arrived.
#pragma once

#include "tests/bench/tools.h"

#include <fstream>
#include <utility>
#include <vector>

namespace bench {

class Arrivals {
  public:
    /// It arrives now.
    void add(std::int64_t turn) { arrivals_.emplace_back(turn, now_ns()); }

    /// A line for each: the number of the turn, and nanoseconds of CLOCK_MONOTONIC.
    void write(const char* file) const {
        std::ofstream out(file);
        for (const auto& [turn, time] : arrivals_)
            out << turn << ' ' << time << '\n';
    }

  private:
    std::vector<std::pair<std::int64_t, std::int64_t>> arrivals_;
};

}  // namespace bench
