#include "players/random.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using common::Direction;
using players::Random;

namespace {

constexpr auto largest_seed = std::numeric_limits<std::uint64_t>::max();

std::vector<double> draw_below(double limit, Random random) {
    std::vector<double> numbers(4);
    std::generate(numbers.begin(), numbers.end(), [&] { return random.below(limit); });
    return numbers;
}

std::string draw_directions(Random random) {
    std::string letters(16, ' ');
    std::generate(letters.begin(), letters.end(),
                  [&] { return static_cast<char>(random.direction()); });
    return letters;
}

}  // namespace

// These values were worked out from the text of the standard, apart from this code. A machine, a
// compiler or a change that gives others breaks what --seed promises.
TEST_CASE("a seed gives the same numbers everywhere") {
    CHECK(draw_below(0.8, Random(0, 0)) ==
          std::vector<double>{0x1.b466905c4d16cp-2, 0x1.bda6fd0a34032p-2, 0x1.8cdb8bdd34f8ap-2,
                              0x1.c83868785d59ap-6});
    CHECK(draw_below(0.8, Random(1, 0)) ==
          std::vector<double>{0x1.567e929fdbf8fp-2, 0x1.0d88c63406e2bp-2, 0x1.fe9e1276cd74dp-4,
                              0x1.053346c41edd3p-3});
    CHECK(draw_below(0.8, Random(1, 1)) ==
          std::vector<double>{0x1.bbf6d31fd52bap-3, 0x1.2f69c84d568b0p-3, 0x1.614afe114087ap-3,
                              0x1.70120e8258b04p-1});
    CHECK(draw_below(0.8, Random(largest_seed, 0)) ==
          std::vector<double>{0x1.3808213573ab0p-3, 0x1.2fa9cab498998p-1, 0x1.9633f5ad84840p-1,
                              0x1.67778396f6c98p-2});
}

TEST_CASE("a seed gives the same directions everywhere") {
    const auto after_four_numbers = [](Random random) {
        for (int i = 0; i < 4; ++i)
            random.below(1);
        return random;
    };
    CHECK(draw_directions(after_four_numbers(Random(0, 0))) == "NWWEESSSSNWSSEWW");
    CHECK(draw_directions(after_four_numbers(Random(1, 0))) == "NESWENNENWWNSNEE");
    CHECK(draw_directions(after_four_numbers(Random(1, 1))) == "NEWEWEWNENSENNWE");
    CHECK(draw_directions(after_four_numbers(Random(largest_seed, 0))) == "WSNNEWEWNNNWNEEN");
}

TEST_CASE("seeds and streams differ in every bit that they differ in") {
    const std::vector<double> numbers = draw_below(1, Random(0, 0));
    for (unsigned bit = 0; bit < 64; ++bit) {
        CAPTURE(bit);
        CHECK(draw_below(1, Random(std::uint64_t{1} << bit, 0)) != numbers);
        CHECK(draw_below(1, Random(0, std::uint64_t{1} << bit)) != numbers);
    }
}

TEST_CASE("a number is below its limit, and anywhere there") {
    constexpr int draws = 40'000;
    std::array<int, 8> drawn{};
    Random random(7, 0);
    for (int i = 0; i < draws; ++i) {
        const double number = random.below(2);
        REQUIRE(number >= 0);
        REQUIRE(number < 2);
        ++drawn.at(static_cast<std::size_t>(number * 4));
    }
    for (const int count : drawn) {  // seven standard deviations around the mean
        CHECK(count > draws / 8 - 463);
        CHECK(count < draws / 8 + 463);
    }
}

TEST_CASE("nothing is below 0 but 0 itself") {
    CHECK(Random(1, 0).below(0) == 0);
}

TEST_CASE("the directions have the same chance") {
    constexpr int draws = 40'000;
    std::array<int, 256> drawn{};
    Random random(7, 0);
    for (int i = 0; i < draws; ++i)
        ++drawn.at(static_cast<unsigned char>(random.direction()));
    for (const Direction direction :
         {Direction::north, Direction::east, Direction::south, Direction::west}) {
        const int count = drawn.at(static_cast<unsigned char>(direction));
        CHECK(count > draws / 4 - 606);
        CHECK(count < draws / 4 + 606);
    }
}

TEST_CASE("fresh seeds differ") {
    CHECK(players::fresh_seed() != players::fresh_seed());
}
