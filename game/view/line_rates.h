/// LineRates: when lines came, in bounded memory.
#pragma once

#include "common/async/time.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace game::view {

/// Counts lines in spans of time of one length. When there are too many spans, neighbours are
/// merged, so that the spans are twice as long from then on.
class LineRates {
  public:
    explicit LineRates(std::size_t limit = 256) : limit_(limit) {}

    /// A line has come at `t`, which is not negative.
    void add(async::Duration t);

    /// About how many lines came from `begin` to `end`; a span that is partly in counts partly.
    double count(async::Duration begin, async::Duration end) const;

  private:
    void go_to_span(async::Duration t);
    void merge();

    std::size_t limit_;
    async::Duration span_ = std::chrono::milliseconds(250);
    std::vector<std::uint32_t> counts_;
    std::size_t index_ = 0;          ///< of the latest line's span
    async::Duration span_begin_{0};  ///< likewise
};

}  // namespace game::view
