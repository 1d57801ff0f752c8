/// scenarios/stress.json: a thousand players at once.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

TEST_SUITE("crowd") {
    // Five hundred sanitized programs take a minute to start, and show nothing new.
    TEST_CASE("a thousand players make all their moves") {
        if (sanitized) return skip("it takes too long with the sanitizers");
        Launch launch;
        launch.command = {GAME_PROGRAM, "--no-clock", "--speed", "10",
                          std::string(SCENARIOS) + "/stress.json"};
        const Result result = run(launch);
        const std::vector<std::string> story = lines(result.output);
        CHECK(count(story, ">>>>>>>> worker ") == 500);
        CHECK(count(story, " - exit code 0 - ") == 500);
        // 125 workers of each predef, which have 10, 9, 18 and 20 moves.
        CHECK(count(story, "got `") == 125 * (10 + 9 + 18 + 20));
        CHECK(from_end(story, 0) == bye);
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
