/// game-scenario(5): scenario files that `game` accepts, and those that it cannot read.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// Checks a scenario in its own folder, as `game --check demo.json`.
Result check(std::string_view text) {
    Match match("", {});
    match.folder.write("demo.json", text);
    match.folder.make_folder("bots");
    match.launch.folder = match.folder.path();
    match.launch.command = {GAME_PROGRAM, "--check", "demo.json"};
    return match.play();
}

void check_good(std::string_view text) {
    CAPTURE(text);
    const Result result = check(text);
    CHECK(result.errors.empty());
    CHECK(result.ending == exited(0));
}

Result play_file(const std::string& path) {
    Launch launch;
    launch.command = {GAME_PROGRAM, path};
    return run(launch);
}

}  // namespace

TEST_SUITE("scenario") {
    TEST_CASE("both forms are accepted") {
        check_good("[[0.5, 1], [1.0, 2], [6.0, 3]]");
        check_good("[]");
        check_good(R"({"script": []})");
        check_good(R"({
          "script": [
            { "time": 0.5, "predef": 1 },
            { "time": 1.0, "predef": 2, "count": 3 },
            { "time": 2.0, "command": ["python3", "bot.py"], "name": "zoe", "timeout": 10,
              "env": { "LEVEL": "3" }, "cwd": "bots" }
          ],
          "max_running": 4,
          "stop_timeout": 5
        })");
    }

    TEST_CASE("the installed scenarios are good") {
        std::size_t checked = 0;
        for (const auto& file : std::filesystem::directory_iterator(SCENARIOS)) {
            const std::string path = file.path().string();
            if (!path.ends_with(".json") || path.ends_with(".schema.json")) continue;
            CAPTURE(path);
            Launch launch;
            launch.command = {GAME_PROGRAM, "--check", path};
            const Result result = run(launch);
            // A program that they use may be missing here.
            const Words problems = lines(result.errors);
            CHECK(count(problems, " cannot start: ") == problems.size());
            CHECK(result.ending == exited(problems.empty() ? 0 : 1));
            ++checked;
        }
        CHECK(checked >= 4);
        CHECK(std::filesystem::exists(std::string(SCENARIOS) + "/demo.json"));
        CHECK(std::filesystem::exists(std::string(SCENARIOS) + "/scenario.schema.json"));
    }

    TEST_CASE("a scenario that is not there or no file is refused") {
        const TemporaryFolder folder;
        const std::string file = folder.write("file.json", "[]");
        const std::vector<std::pair<std::string, std::string>> expected{
            {folder.path("missing.json"), "No such file or directory"},
            {folder.path(), "directory"},
            {file + "/below.json", "Not a directory"},
        };
        for (const auto& [path, why] : expected) {
            CAPTURE(path);
            const Result result = play_file(path);
            CAPTURE(result.errors);
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK(contains(result.errors, path));
            CHECK(contains(result.errors, why));
        }
    }

    TEST_CASE("a scenario that may not be read is refused") {
        if (::geteuid() == 0) return skip("root may read everything");
        const TemporaryFolder folder;
        const std::string path = folder.write("secret.json", "[]");
        std::filesystem::permissions(path, std::filesystem::perms::none);
        const Result result = play_file(path);
        CHECK(result.ending == exited(2));
        CHECK(contains(result.errors, "Permission denied"));
    }
}

}  // namespace tests
