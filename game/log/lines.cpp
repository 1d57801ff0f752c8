#include "game/log/lines.h"

#include <algorithm>

namespace game {

std::span<char> LogLines::room() {
    if (begin_ > 0) {
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), end_ - begin_,
                    bytes_.begin());
        searched_ -= begin_;
        end_ -= begin_;
        begin_ = 0;
        // A long line, once it is gone, leaves no large buffer behind.
        if (end_ < read_size_ && bytes_.size() > 16 * read_size_) {
            bytes_.resize(end_);
            bytes_.shrink_to_fit();
        }
    }
    // For a long line there is more room each time, so that it is not copied too often.
    if (bytes_.size() < end_ + read_size_) bytes_.resize(2 * end_ + read_size_);
    return {bytes_.data() + end_, read_size_};
}

std::optional<std::string_view> LogLines::next() {
    const std::string_view read(bytes_.data(), end_);
    const std::size_t newline = read.find('\n', searched_);
    if (newline == std::string_view::npos) {
        searched_ = end_;
        return std::nullopt;
    }
    const std::string_view line = read.substr(begin_, newline - begin_);
    begin_ = searched_ = newline + 1;
    return line;
}

std::string_view LogLines::rest() const {
    return {bytes_.data() + begin_, end_ - begin_};
}

}  // namespace game
