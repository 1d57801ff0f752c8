/// game(1): a process number is signalled only while it is the worker's.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// In a PID namespace of its own: plays the scenario `$2` with `$1`, waits until the worker that
/// has written its number to `pid` has ended, and gives the number to a process of its own, if it
/// is free. Says whether that process outlives the game.
const std::string give_number_away = R"(
    "$1" --no-clock "$2" < /dev/null &
    game=$!
    until [ -s pid ]; do sleep 0.01; done
    number=$(cat pid)
    while read -r _ _ state _ < /proc/$number/stat && [ $state != Z ]; do sleep 0.01; done 2> /dev/null
    echo $((number - 1)) > /proc/sys/kernel/ns_last_pid
    setsid sleep 1000 &
    stranger=$!
    wait $game
    kill -0 $stranger && echo the stranger lives
    kill -9 $stranger
)";

bool can_number_processes() {
    Launch trial;
    trial.command = {"unshare",
                     "--pid",
                     "--fork",
                     "--mount-proc",
                     "sh",
                     "-c",
                     "echo 100 > /proc/sys/kernel/ns_last_pid"};
    if (::geteuid() == 0 && run(trial).ending == exited(0)) return true;
    MESSAGE("skipped: this takes root, and PID namespaces");
    return false;
}

}  // namespace

TEST_SUITE("process numbers") {
    TEST_CASE("what has got the number of a worker that has ended is not killed") {
        if (!can_number_processes()) return;
        // Something in another session holds the pipe, so that game is not through with the worker.
        Match match(scenario({shell("setsid sleep 1000 & echo $$ > pid.new; mv pid.new pid")}));
        match.launch.folder = match.folder.path();
        const Words play = match.launch.command;
        match.launch.command = {"unshare", "--pid",          "--fork", "--mount-proc", "sh",
                                "-c",      give_number_away, "sh",     play.front(),   play.back()};
        const Result result = match.play();
        CHECK(contains(result.output, bye));
        CHECK(contains(result.output, "the stranger lives"));
    }
}

}  // namespace tests
