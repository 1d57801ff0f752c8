/// game-scenario(5): how `game` refuses bad scenarios. The problems themselves:
/// tests/unit/scenario.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

Result play_text(std::string_view text, const Words& options = {}) {
    Match match("", {});
    match.folder.write("demo.json", text);
    match.launch.folder = match.folder.path();
    match.launch.command = {GAME_PROGRAM, "demo.json"};
    match.launch.add(options);
    Result result = match.play();
    CHECK_FALSE(match.has("started"));
    return result;
}

}  // namespace

TEST_SUITE("scenario problems") {
    TEST_CASE("a problem has its place, an exit code of its own, and nothing starts") {
        const Result result =
            play_text(R"({"script": [{"predef": 1}, {"predef": 2}, {"predef": 7}]})");
        CHECK(result.errors == "demo.json: /script/2/predef: 7 is not between 1 and 4\n");
        CHECK(result.output.empty());
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("text that is not JSON has its line and column") {
        const Result result = play_text("[[0.5, 1],\n  [1.0, x]]");
        CHECK(result.errors == "demo.json:2:9: expected a value, found \"x\"\n");
        CHECK(result.output.empty());
        CHECK(result.ending == exited(2));
    }

    TEST_CASE("a key with control characters stays on one line") {
        const Result result = play_text(R"({"script": [], "a\nb\u001b": 1})");
        CHECK(result.ending == exited(2));
        CHECK(is_one_line(result.errors));
        CHECK_FALSE(contains(result.errors, "\x1b"));
    }

    TEST_CASE("every problem is reported - not only the first") {
        const Result result = play_text(R"({"script": [{"predef": 7}, {"predef": 1, "tiem": 3},
            {"command": []}, {"predef": 2, "count": 0, "time": -1}], "max_running": "many"})");
        CHECK(result.ending == exited(2));
        const Words told = lines(result.errors);
        CHECK(told.size() == 6);
        for (const char* place : {"/script/0/predef", "/script/1", "/script/2/command",
                                  "/script/3/count", "/script/3/time", "/max_running"}) {
            CHECK_MESSAGE(count(told, std::string("demo.json: ") + place) == 1, place);
        }
    }

    TEST_CASE("the first 100 problems are shown, and the others counted") {
        std::string text = "[[0, 7]";
        for (int i = 1; i < 1000; ++i)
            text += ", [0, 7]";
        const Words told = lines(play_text(text + "]").errors);
        REQUIRE(told.size() == 101);
        CHECK(told[99] == "demo.json: /99/1: 7 is not between 1 and 4");
        CHECK(told[100] == "demo.json: and 900 more problems");
    }

    TEST_CASE("the exit code is the same when nobody can be told") {
        for (const Sink sink : {Sink::full_device, Sink::gone_reader, Sink::closed}) {
            CAPTURE(to_string(sink));
            Match match("[[0, 7]]");
            match.launch.errors = sink;
            CHECK(match.play().ending == exited(2));
        }
    }

    TEST_CASE("a scenario is not overwritten by what an option writes") {
        for (const char* const option : {"--log", "--timeline"}) {
            CAPTURE(option);
            Match match("[]");
            Words& words = match.launch.command;
            words.insert(words.end() - 1, {option, words.back()});
            const Result result = match.play();
            CHECK(contains(result.errors, option));
            CHECK(result.ending == exited(2));
            CHECK(file_content(words.back()) == "[]");
        }
    }

    TEST_CASE("nothing is started when anything is wrong, also with --check") {
        const std::string text =
            scenario({child({"touch", "started"}), R"({"predef": 1, "time": -1})"});
        for (const Words& options : {Words{}, Words{"--check"}}) {
            const Result result = play_text(text, options);
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
        }
    }
}

}  // namespace tests
