#include "game/scenario/part.h"

#include "game/scenario/timetable.h"

#include <cstdint>
#include <set>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

game::Scenario scenario_with(const std::vector<std::uint32_t>& counts) {
    game::Scenario scenario;
    for (const std::uint32_t count : counts) {
        game::Entry entry;
        entry.command = {"true"};
        entry.name = "true";
        entry.count = count;
        scenario.script.push_back(entry);
    }
    return scenario;
}

}  // namespace

TEST_SUITE("part of a scenario") {
    TEST_CASE("the parts have each worker of each entry once") {
        const std::vector<std::uint32_t> counts = {1, 4, 1, 7, 2};
        for (std::uint64_t parts = 1; parts <= 20; ++parts) {
            std::vector<std::set<std::uint64_t>> numbers(counts.size());
            for (std::uint64_t index = 1; index <= parts; ++index) {
                game::Scenario scenario = scenario_with(counts);
                game::take_part(scenario, {index, parts});
                CHECK(scenario.workers_of_whole == 15);
                for (std::size_t entry = 0; entry < counts.size(); ++entry) {
                    const game::Entry& left = scenario.script[entry];
                    for (std::uint32_t i = 0; i < left.count; ++i)
                        CHECK(numbers[entry].insert(left.first_worker + i * parts).second);
                }
            }
            std::uint64_t next = 1;
            for (std::size_t entry = 0; entry < counts.size(); ++entry) {
                CHECK(numbers[entry].size() == counts[entry]);
                CHECK(*numbers[entry].begin() == next);
                next += counts[entry];
                CHECK(*numbers[entry].rbegin() == next - 1);
            }
        }
    }

    TEST_CASE("the timetable of a part has its workers only") {
        game::Scenario scenario = scenario_with({1, 4, 1, 7});
        game::take_part(scenario, {2, 3});
        CHECK(game::format_timetable(scenario) ==
              "TIME  WORKERS      NAME  TIMEOUT  RUNS\n"
              " 0 s  ps#2, ps#5   true           true\n"
              " 0 s  ps#8, ps#11  true           true\n"
              "part 2/3: 2 entries, 4 of 13 workers\n");
    }
}

}  // namespace tests
