#include "game/log/lines.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace {

/// What comes out of `text`, read in pieces of `size`; the rest at the end goes last.
std::vector<std::string> cut(std::string_view text, std::size_t size) {
    game::LogLines lines;
    std::vector<std::string> found;
    while (!text.empty()) {
        const std::span<char> room = lines.room();
        const std::size_t count = std::min({size, room.size(), text.size()});
        REQUIRE(count > 0);
        std::copy_n(text.begin(), count, room.begin());
        lines.add(count);
        text.remove_prefix(count);
        while (const auto line = lines.next())
            found.emplace_back(*line);
    }
    found.emplace_back(lines.rest());
    return found;
}

}  // namespace

TEST_CASE("a log is cut into the same lines however it is read") {
    const std::string long_line(300'000, 'x');
    const std::string text = "one\n\ntwo\r\n" + long_line + "\nlast";
    const std::vector<std::string> expected = {"one", "", "two\r", long_line, "last"};
    for (const std::size_t size : {1U, 2U, 3U, 7U, 4096U, 1'000'000U}) {
        CAPTURE(size);
        CHECK(cut(text, size) == expected);
    }
}

TEST_CASE("a log without lines") {
    CHECK(cut("", 1) == std::vector<std::string>{""});
    CHECK(cut("\n", 1) == std::vector<std::string>{"", ""});
}
