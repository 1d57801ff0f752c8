#include "game/log/run_state.h"

#include "game/log/writer.h"
#include "tests/unit/log_story.h"

#include <chrono>

#include <doctest/doctest.h>

using namespace std::chrono_literals;

namespace {

/// How `state` has a log go on.
std::string next_file(game::RunState& state) {
    return log_story::written([&state](game::Reporter& reporter) {
        const auto event = state.so_far();
        if (event) reporter.scenario(*event);
    });
}

}  // namespace

TEST_CASE("a log that goes on in a new file has the running workers, in order") {
    game::RunState state;
    CHECK(next_file(state).empty());
    state.scenario({0s, std::string("x.json"), std::nullopt, 1, 3});
    const std::vector<std::string> command = {"x"};
    state.started({1s, 2, "worker 2", 7, command});
    state.started({2s, 1, "worker 1", std::nullopt, command});
    state.started({2s, 3, "worker 3", 9, command});
    state.line({3s, 1, "", game::Stream::standard_output, "N john", false});
    state.line({3s, 1, "", game::Stream::standard_output, "x", false});
    state.line({3s, 2, "", game::Stream::standard_output, "x", false});
    game::ExitEvent end;
    end.t = 4s;
    end.worker = 3;
    state.exited(end);
    const std::string expected =
        R"({"t":4.000000,"event":"scenario","version":1,"file":"x.json","seed":null,"speed":1,)"
        R"("workers":3,"so_far":{"moves":1,"running":[)"
        R"({"t":1.000000,"worker":2,"label":"worker 2","pid":7,"command":["x"],"lines":1},)"
        R"({"t":2.000000,"worker":1,"label":"worker 1","pid":null,"command":["x"],"lines":2})"
        "]}}\n";
    CHECK(next_file(state) == expected);

    // The same again when a log that was rotated is replayed.
    game::RunState again;
    const auto event = state.so_far();
    again.scenario(*event);
    again.started({2s, 1, "worker 1", std::nullopt, command, true});
    CHECK(next_file(again) == expected);
}
