// However a stream is cut into reads, its lines are those of the whole: no byte is lost or changed.

#include "common/text/line_splitter.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// What comes out, put together again.
struct Collected {
    std::vector<std::string> lines = {""};

    void operator()(std::string_view text, bool continued) {
        lines.back() += text;
        if (!continued) lines.emplace_back();
    }
};

/// The rules of LineSplitter, as simply as they can be written.
std::vector<std::string> split_naively(std::string_view bytes) {
    std::vector<std::string> lines = {""};
    for (const char c : bytes) {
        if (c != '\n') {
            lines.back() += c;
            continue;
        }
        if (lines.back().ends_with('\r')) lines.back().pop_back();
        lines.emplace_back();
    }
    if (!lines.back().empty()) lines.emplace_back();
    return lines;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t limit = 1 + data[0] % 32;
    const std::size_t step = 1 + data[1] % 16;
    const std::string bytes(data + 2, data + size);
    common::LineSplitter splitter(limit);
    Collected collected;
    const auto collect = [&collected, limit](std::string_view text, bool continued) {
        require(text.size() <= limit && (!continued || text.size() + 3 >= limit));
        collected(text, continued);
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        splitter.feed(std::string_view(bytes).substr(at, step), collect);
    }
    splitter.finish(collect);
    require(collected.lines == split_naively(bytes));
    return 0;
}
