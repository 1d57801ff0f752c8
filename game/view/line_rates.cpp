#include "game/view/line_rates.h"

#include <algorithm>

namespace game::view {

void LineRates::add(async::Duration t) {
    if (t < span_begin_ || t >= span_begin_ + span_ || counts_.empty()) go_to_span(t);
    ++counts_[index_];
}

/// Divisions are slow, and many lines come in the same span.
void LineRates::go_to_span(async::Duration t) {
    while (static_cast<std::size_t>(t / span_) >= limit_)
        merge();
    index_ = static_cast<std::size_t>(t / span_);
    span_begin_ = static_cast<async::Duration::rep>(index_) * span_;
    if (index_ >= counts_.size()) counts_.resize(index_ + 1);
}

void LineRates::merge() {
    span_ *= 2;
    const std::size_t merged = (counts_.size() + 1) / 2;
    for (std::size_t i = 0; i < merged; ++i) {
        const std::size_t second = 2 * i + 1;
        counts_[i] = counts_[2 * i] + (second < counts_.size() ? counts_[second] : 0);
    }
    counts_.resize(merged);
}

double LineRates::count(async::Duration begin, async::Duration end) const {
    double sum = 0;
    for (auto index = static_cast<std::size_t>(begin / span_); index < counts_.size(); ++index) {
        const async::Duration first = static_cast<async::Duration::rep>(index) * span_;
        if (first >= end) break;
        const async::Duration inside = std::min(end, first + span_) - std::max(begin, first);
        sum += counts_[index] * static_cast<double>(inside.count()) /
               static_cast<double>(span_.count());
    }
    return sum;
}

}  // namespace game::view
