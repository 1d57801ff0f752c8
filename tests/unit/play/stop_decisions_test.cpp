#include "game/play/stop_decisions.h"

#include "tests/unit/play/world.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

struct Decided {
    int first = 0;
    bool has_second = false;
};

async::Task<void> decide(async::Loop& loop, Decided& decided) {
    game::StopDecisions decisions(loop);
    const int first = co_await decisions.first();
    decided.first = first;
    co_await decisions.next();
    decided.has_second = true;
}

async::Task<void> send_echo(Decided& decided) {
    co_await settle();
    std::raise(SIGTERM);
    co_await settle();
    CHECK(decided.first == SIGTERM);
    std::raise(SIGTERM);
    co_await settle();
    CHECK_FALSE(decided.has_second);
    co_await async::sleep_for(60ms);
    std::raise(SIGTERM);
    co_await settle();
    CHECK(decided.has_second);
}

async::Task<void> send_another(Decided& decided) {
    co_await settle();
    std::raise(SIGTERM);
    co_await settle();
    CHECK(decided.first == SIGTERM);
    std::raise(SIGHUP);
    co_await settle();
    CHECK(decided.has_second);
}

}  // namespace

TEST_CASE("a stop signal that comes again at once is an echo, and one that comes later is not") {
    World world({});
    Decided decided;
    world.run(async::gather(decide(world.loop, decided), send_echo(decided)));
}

TEST_CASE("another stop signal is a decision of its own") {
    World world({});
    Decided decided;
    world.run(async::gather(decide(world.loop, decided), send_another(decided)));
}

TEST_CASE("who is waited for is said in the words of the terminal") {
    CHECK(game::signal_name(SIGINT) == "SIGINT");
    CHECK(game::waiting_for_matches(1, SIGINT) ==
          "stopping: waiting for the match that runs; Ctrl-C again stops it");
    CHECK(game::waiting_for_matches(3, SIGTERM) ==
          "stopping: waiting for the 3 matches that run; a second signal stops them");
    CHECK(game::waiting_for_workers(1, "ps#1 (web)", 5s, SIGINT) ==
          "stopping: waiting up to 5 s for ps#1 (web); Ctrl-C again kills it");
    CHECK(game::waiting_for_workers(2, "ps#1 (web), ps#2 (db)", 1500ms, SIGTERM) ==
          "stopping: waiting up to 1.5 s for ps#1 (web), ps#2 (db); a second signal kills them");
}

}  // namespace tests
