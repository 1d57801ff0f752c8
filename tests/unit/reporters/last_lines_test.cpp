#include "game/reporters/last_lines.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

std::vector<std::string> take(game::LastLines& lines) {
    std::vector<std::string> taken;
    lines.take([&taken](std::string_view text) { taken.emplace_back(text); },
               [&taken](const game::LineEvent& event) {
                   taken.push_back(std::string(event.label) + ": " + std::string(event.text));
               });
    return taken;
}

}  // namespace

TEST_SUITE("last lines") {
    using game::LastLines;

    TEST_CASE("the last ones, in their order") {
        LastLines lines;
        CHECK(take(lines).empty());
        lines.add("one\n", LastLines::Weight::usual);
        lines.add({{}, 1, "ps#1", game::Stream::standard_output, "two", false});
        CHECK(take(lines) == std::vector<std::string>{"one\n", "ps#1: two"});
        CHECK(take(lines).empty());
        for (int i = 1; i <= 100; ++i)
            lines.add(std::to_string(i), LastLines::Weight::usual);
        const std::vector<std::string> last = take(lines);
        REQUIRE(last.size() == LastLines::most_usual);
        CHECK(last.front() == "81");
        CHECK(last.back() == "100");
    }

    TEST_CASE("before them the last important ones") {
        LastLines lines;
        for (int i = 1; i <= 200; ++i)
            lines.add("failed " + std::to_string(i), LastLines::Weight::important);
        for (int i = 1; i <= 10; ++i)
            lines.add(std::to_string(i), LastLines::Weight::usual);
        const std::vector<std::string> last = take(lines);
        // Ten of the eighty important ones are among the last twenty.
        REQUIRE(last.size() == LastLines::most_important + 10);
        CHECK(last.front() == "failed 121");
        CHECK(last.back() == "10");
    }
}

}  // namespace tests
