#include "game/view/back_scroll.h"

#include "common/text/text.h"

#include <algorithm>
#include <utility>

namespace game::view {

void BackScroll::add(ShownLine line, std::string_view text) {
    line.text = common::utf8_prefix(text, limits_.line_bytes);
    bytes_ += line.text.size();
    lines_.push_back(std::move(line));
    while (lines_.size() > limits_.lines || bytes_ > limits_.bytes) {
        bytes_ -= lines_.front().text.size();
        lines_.pop_front();
        ++first_;
    }
}

std::vector<std::uint64_t> BackScroll::before(std::uint64_t end, std::size_t count,
                                              const LineFilter& filter) const {
    std::vector<std::uint64_t> found;
    for (std::uint64_t at = std::min(end, this->end()); at > first_ && found.size() < count; --at) {
        if (filter.passes(this->at(at - 1))) found.push_back(at - 1);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::size_t BackScroll::count(const LineFilter& filter) const {
    return static_cast<std::size_t>(
        std::count_if(lines_.begin(), lines_.end(),
                      [&filter](const ShownLine& line) { return filter.passes(line); }));
}

std::vector<std::uint64_t> BackScroll::find(std::string_view text, const LineFilter& filter) const {
    std::vector<std::uint64_t> found;
    for (std::uint64_t at = first_; at < end(); ++at) {
        const ShownLine& line = this->at(at);
        if (filter.passes(line) && line.text.find(text) != std::string::npos) found.push_back(at);
    }
    return found;
}

}  // namespace game::view
