/// game(1): a Procfile as a scenario.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace tests {

TEST_SUITE("procfile") {
    TEST_CASE("a shell runs each line in the Procfile's folder, with its name as the label") {
        const TemporaryFolder folder;
        const std::string app = folder.make_folder("app");
        const std::string log = folder.path("run.ndjson");
        folder.write("app/Procfile",
                     "# how we start\n\nweb: echo $GAME_WORKER on $(basename \"$PWD\") | cat\n"
                     "worker-1:exit 3\n");
        const Result result =
            run(Launch::of(GAME_PROGRAM, {"--no-clock", "--log", log, app + "/Procfile"}));
        check_story(result.output);
        CHECK(contains(result.output, got(1, "1 on app", "web") + "\n"));
        CHECK(contains(result.output, "worker " + label(2, "worker-1") + " - exit code 3 - "));
        CHECK(result.ending == exited(1));
        CHECK(contains(file_content(log), R"("command":["sh","-c","exit 3"])"));
        check_replay(log, result);
    }

    TEST_CASE("its name decides, and options and --check are as for any scenario") {
        const TemporaryFolder folder;
        for (const char* name : {"Procfile", "Procfile.dev", "my.procfile"}) {
            CAPTURE(name);
            folder.write(name, "web: true\n");
            Launch launch =
                Launch::of(GAME_PROGRAM, {"--check", "--max-running", "1", folder.path(name)});
            const Result result = run(launch);
            CHECK(contains(result.output, "sh -c true"));
            CHECK(contains(result.output, "1 entry, 1 worker, at most 1 at once\n"));
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        }
        const Result other =
            run(Launch::of(GAME_PROGRAM, {folder.write("procfile.json", "web: true\n")}));
        CHECK(contains(other.errors, "procfile.json:1:1: "));
        CHECK(other.ending == exited(2));
    }

    TEST_CASE("each bad line is said with its number") {
        const TemporaryFolder folder;
        folder.write("Procfile", "web: true\nnonsense\nweb: false\nidle:\n");
        Launch launch = Launch::of(GAME_PROGRAM, {"Procfile"});
        launch.folder = folder.path();
        const Result result = run(launch);
        CHECK(lines(result.errors) ==
              Words{R"(Procfile:2: must be "name: command", not "nonsense")",
                    R"(Procfile:3: duplicate name "web", first in line 1)",
                    R"(Procfile:4: "idle" has no command)"});
        CHECK(result.output.empty());
        CHECK(result.ending == exited(2));
    }
}

}  // namespace tests
