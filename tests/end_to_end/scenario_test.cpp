/// game-scenario(5): scenarios that `game` accepts, and how it refuses those that are not JSON.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <filesystem>
#include <fstream>
#include <regex>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

/// Checks a scenario in its own folder, as `game --check demo.json`.
Result check(std::string_view text) {
    Match match("", {});
    match.folder.write("demo.json", text);
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

/// Refused with one line, which starts as `expected`, a regular expression, says.
void check_not_json(std::string_view text, const std::string& expected) {
    const std::string shown(text.substr(0, 200));
    CAPTURE(shown);
    const Result result = check(text);
    CAPTURE(result.errors);
    CHECK(result.ending == exited(2));
    CHECK(result.output.empty());
    CHECK(is_one_line(result.errors));
    CHECK(std::regex_search(result.errors, std::regex("^" + expected)));
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

    TEST_CASE("every key of the manual is known") {
        check_good(R"({"$schema": "scenario.schema.json", "name": "n", "description": "d",
                       "script": [{"predef": 4}], "launcher": ["nice", "-n", "5"],
                       "players": "players", "max_running": 1, "stop_timeout": 0.5})");
    }

    TEST_CASE("values at the ends of their ranges are good") {
        check_good(R"({"script": [{"time": 0, "predef": 1}, {"time": 1e9, "predef": 4}]})");
        check_good(R"({"script": [{"predef": 1, "count": 1}, {"predef": 1, "count": 100000}]})");
        check_good(R"({"script": [{"predef": 1, "name": ")" + std::string(64, 'n') + R"("}]})");
        check_good(R"({"script": [{"command": ["x"], "env": {}}]})");
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
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
            ++checked;
        }
        CHECK(checked >= 4);
        CHECK(std::filesystem::exists(std::string(SCENARIOS) + "/demo.json"));
        CHECK(std::filesystem::exists(std::string(SCENARIOS) + "/scenario.schema.json"));
    }

    TEST_CASE("text that is not JSON is refused with line and column") {
        check_not_json("", "demo\\.json:1:1: ");
        check_not_json("[[0.5, 1],\n  [1.0, x]]", "demo\\.json:2:9: ");
        check_not_json("[[0.5, 1],]", "demo\\.json:1:11: ");
        check_not_json("{\n\"script\": [\n}\n", "demo\\.json:3:1: ");
        check_not_json("[] []", "demo\\.json:1:4: ");
        check_not_json("[[NaN, 1]]", "demo\\.json:1:3: ");
        check_not_json("[[0.5, 1]", "demo\\.json:1:[0-9]+: ");
        check_not_json("{'script': []}", "demo\\.json:1:2: ");
        check_not_json("[[Infinity, 1]]", "demo\\.json:1:3: ");
    }

    TEST_CASE("broken bytes are refused and do not break the line") {
        check_not_json("[\"\xff\xfe\"]", "demo\\.json:1:[0-9]+: ");
        check_not_json(std::string("[[0.5, 1]]\0", 11), "demo\\.json:1:[0-9]+: ");
        check_not_json("[\"a\nb\"]", "demo\\.json:[12]:[0-9]+: ");
    }

    TEST_CASE("deep nesting is refused without a crash") {
        check_not_json(std::string(1'000'000, '['), "demo\\.json");
        check_not_json(std::string(1'000'000, '[') + std::string(1'000'000, ']'), "demo\\.json");
        check_not_json(repeated("{\"script\":", 300'000), "demo\\.json");
    }

    TEST_CASE("a number too large for any number type is refused") {
        check_not_json("[[1e999, 1]]", "demo\\.json");
        check_not_json("[[0, 99999999999999999999999999]]", "demo\\.json");
    }

    TEST_CASE("a duplicate key is refused by its name") {
        check_not_json(R"({"script": [], "script": []})", "demo\\.json.*script");
        check_not_json(R"({"script": [{"predef": 1, "predef": 2}]})", "demo\\.json.*predef");
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

    TEST_CASE("a scenario may have 64 MiB and not a byte more") {
        constexpr std::size_t limit = 64U << 20U;
        const TemporaryFolder folder;
        std::string text = "[" + std::string(limit - 2, ' ') + "]";
        const Result good = play_file(folder.write("full.json", text));
        CHECK(good.errors.empty());
        CHECK(good.ending == exited(0));

        const Result bad = play_file(folder.write("over.json", text + " "));
        CHECK(bad.ending == exited(2));
        CHECK(is_one_line(bad.errors));
        CHECK(contains(bad.errors, "64 MiB"));
    }

    TEST_CASE("a file without end is refused too") {
        const Result result = play_file("/dev/zero");
        CHECK(result.ending == exited(2));
        CHECK(is_one_line(result.errors));
    }
}

}  // namespace tests
