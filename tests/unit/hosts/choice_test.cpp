#include "game/hosts/choice.h"

#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

std::optional<std::size_t> choose(const std::vector<HostLoad>& loads) {
    return choose_host(loads);
}

}  // namespace

TEST_CASE("the host with most free slots is chosen, the first of them") {
    CHECK(choose({{true, 4, 0}, {true, 8, 3}}) == std::size_t{1});
    CHECK(choose({{true, 4, 0}, {true, 8, 4}}) == std::size_t{0});
    CHECK(choose({{true, 4, 4}, {true, 8, 7}}) == std::size_t{1});
}

TEST_CASE("none is, if no slot of a host that can be used is free") {
    CHECK_FALSE(choose({}).has_value());
    CHECK_FALSE(choose({{true, 4, 4}, {false, 8, 0}}).has_value());
    CHECK_FALSE(choose({{true, 4, 5}}).has_value());
}

TEST_CASE("workers are spread") {
    std::vector<HostLoad> loads = {{true, 2, 0}, {false, 9, 0}, {true, 3, 0}};
    std::vector<std::size_t> chosen;
    while (const auto next = choose(loads)) {
        chosen.push_back(*next);
        ++loads[*next].used;
    }
    CHECK(chosen == std::vector<std::size_t>{2, 0, 2, 0, 2});
}
