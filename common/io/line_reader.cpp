#include "common/io/line_reader.h"

#include <array>
#include <utility>

namespace async {

Task<void> LineReader::read_more() {
    std::array<char, 4096> buffer{};
    const std::size_t count = co_await input_.read(buffer);
    unread_.append(buffer.data(), count);
    at_end_ = count == 0;
}

Task<std::optional<std::string>> LineReader::next() {
    std::size_t searched = 0;
    for (;;) {
        const std::size_t newline = unread_.find('\n', searched);
        if (newline != std::string::npos) {
            std::string line = unread_.substr(0, newline);
            unread_.erase(0, newline + 1);
            co_return line;
        }
        if (at_end_) break;
        searched = unread_.size();
        co_await read_more();
    }
    if (unread_.empty()) co_return std::nullopt;
    co_return std::exchange(unread_, std::string());
}

Task<std::string> LineReader::rest() {
    while (!at_end_) {
        co_await read_more();
    }
    co_return std::exchange(unread_, std::string());
}

}  // namespace async
