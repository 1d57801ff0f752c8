// A small tournament in the simulation, so that its large ones stay right.

#include "tests/simulation/tournament_simulation.h"

#include "common/exit_code.h"
#include "tests/temporary_folder.h"

#include <chrono>

#include <doctest/doctest.h>

namespace tests {

namespace {

SimulationSettings nothing_fails() {
    SimulationSettings settings;
    settings.crash_one_in = 0;
    settings.lose_one_in = 0;
    return settings;
}

/// 90 matches on at most 24 slots.
SimulationResult simulate_small(SimulationSettings settings) {
    const TemporaryFolder folder;
    settings.folder = folder.path();
    settings.players = 10;
    settings.hosts = 8;
    settings.slots = 3;
    return simulate(settings);
}

/// Each of the 90 has one result, which is in the file.
void check_all_were_played(const SimulationResult& result) {
    CHECK(result.exit_code == common::exit_success);
    CHECK(result.matches == 90);
    CHECK(result.voids == 0);
    CHECK(result.resumed == 90);
}

}  // namespace

TEST_SUITE("tournament simulation") {
    TEST_CASE("every match is played once where nothing fails") {
        const SimulationResult result = simulate_small(nothing_fails());
        check_all_were_played(result);
        CHECK(result.launched == 90);
        CHECK(result.lost == 0);
        CHECK(result.warnings.empty());
    }

    TEST_CASE("matches that crash, and those whose host is lost, are played again") {
        SimulationSettings settings;
        settings.crash_one_in = 20;
        settings.lose_one_in = 25;
        const SimulationResult result = simulate_small(settings);
        check_all_were_played(result);
        CHECK(result.launched > 90);
        CHECK(result.lost > 0);
        CHECK(result.lost_hosts > 1);  // in both ways
        CHECK(result.lost_hosts < 8);
    }

    TEST_CASE("matches start one after the other: a late answer leaves slots free") {
        SimulationSettings settings = nothing_fails();
        settings.match = std::chrono::seconds(1);
        const double busy_near = simulate_small(settings).busy;
        settings.latency = std::chrono::milliseconds(150);
        const double busy_far = simulate_small(settings).busy;
        CHECK(busy_near > 2 * busy_far);
    }
}

}  // namespace tests
