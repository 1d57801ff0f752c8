/// README: a worker that sleeps costs little memory, whatever it has written.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// The memory of `game`, in KiB, when 300 workers have performed `script` and sleep.
long kib_beside_sleepers(Words script) {
    script.emplace_back("sleep-forever");
    Match match(scenario({child(script, R"("count": 300)")}));
    match.launch.output = Sink::null_device;
    match.launch.input = Source::pipe;
    Program game(match.launch);
    game.wait_until("all are launched",
                    [&] { return descendants_running(game.pid(), CHILD_PROGRAM).size() == 300; });
    wait_until_idle(game.pid());
    const long kib = resident_kib(game_processes());
    game.type("quit\n");
    game.wait();
    return kib;
}

}  // namespace

TEST_SUITE("memory") {
    TEST_CASE("workers that wrote long lines cost no more than others" * doctest::skip(sanitized)) {
        const long quiet = kib_beside_sleepers({"print", "x", "print-err", "x"});
        const long loud = kib_beside_sleepers(
            {"long", "65000", "write", "\\n", "long-err", "65000", "write-err", "\\n"});
        // The longest parts of unfinished lines alone would be 36 MiB.
        CHECK(loud - quiet < 4L << 10);
    }
}

}  // namespace tests
