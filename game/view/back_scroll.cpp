#include "game/view/back_scroll.h"

#include "common/text/text.h"

#include <algorithm>
#include <utility>

namespace game::view {

/// There may be millions of lines: the memory of those that are dropped is used again.
void BackScroll::add(const ShownLine& line, std::string_view text) {
    text = common::utf8_prefix(text, limits_.line_bytes);
    while (first_ < end_ &&
           (end_ - first_ == limits_.lines || bytes_ + text.size() > limits_.bytes)) {
        drop_first();
    }
    const auto index = static_cast<std::size_t>(end_ % limits_.lines);
    if (index == lines_.size()) lines_.emplace_back();
    ShownLine& place = lines_[index];
    place.t = line.t;
    place.turn = line.turn;
    place.worker = line.worker;
    place.about = line.about;
    place.stream = line.stream;
    place.is_move = line.is_move;
    place.text = text;
    bytes_ += text.size();
    ++end_;
}

void BackScroll::drop_first() {
    constexpr std::size_t worth_keeping = 64;
    std::string& text = lines_[static_cast<std::size_t>(first_ % limits_.lines)].text;
    bytes_ -= text.size();
    if (text.capacity() > worth_keeping) text = std::string();
    ++first_;
}

std::vector<std::uint64_t> BackScroll::before(std::uint64_t end, std::size_t count,
                                              const LineFilter& filter) const {
    std::vector<std::uint64_t> found;
    for (std::uint64_t at = std::min(end, end_); at > first_ && found.size() < count; --at) {
        if (filter.passes(this->at(at - 1))) found.push_back(at - 1);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::size_t BackScroll::count(const LineFilter& filter) const {
    std::size_t count = 0;
    for (std::uint64_t at = first_; at < end_; ++at)
        count += filter.passes(this->at(at)) ? 1 : 0;
    return count;
}

std::vector<std::uint64_t> BackScroll::find(std::string_view text, const LineFilter& filter) const {
    std::vector<std::uint64_t> found;
    for (std::uint64_t at = first_; at < end_; ++at) {
        const ShownLine& line = this->at(at);
        if (filter.passes(line) && line.text.find(text) != std::string::npos) found.push_back(at);
    }
    return found;
}

}  // namespace game::view
