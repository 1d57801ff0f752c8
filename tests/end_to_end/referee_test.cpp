/// `game --referee`: a built-in referee as a program on standard input and output.
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"
#include "tests/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

using Json = nlohmann::ordered_json;

Launch referee(const std::string& rules, const std::string& input) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--referee", rules});
    launch.input = Source::file;
    launch.typed = input;
    return launch;
}

Json start_of(const Json& test) {
    Json start = {{"type", "start"}, {"protocol", 1}};
    start["seed"] = test.value("seed", 1);
    start["players"] = Json::array();
    for (const Json& snake : test["before"]["snakes"])
        start["players"].push_back(snake["name"]);
    start["settings"] = test["settings"];
    start["start"] = test["before"];
    return start;
}

Json moves_of(const Json& test) {
    Json moves = Json::object();
    for (const auto& [player, move] : test["moves"].items())
        moves[player] = {{"status", "ok"}, {"move", move}, {"seconds", 0.001}};
    const int turn = test["before"]["turn"];
    return {{"type", "moves"}, {"turn", turn + 1}, {"moves", moves}};
}

/// Plays all cases of a file in one program; gives how many there are.
std::size_t check_cases(const std::filesystem::path& file) {
    std::ifstream stream(file);
    const Json tests = Json::parse(stream)["cases"];
    std::string input;
    for (const Json& test : tests) {
        input += start_of(test).dump() + "\n";
        if (!test["over_before"].get<bool>()) input += moves_of(test).dump() + "\n";
    }
    const Result result = run(referee("snake", input));
    CHECK(result.ending == exited(0));
    CHECK(result.errors.empty());
    const std::vector<std::string> answers = lines(result.output);
    std::size_t at = 0;
    for (const Json& test : tests) {
        const std::string name = test["name"];
        CAPTURE(name);
        const bool was_over = test["over_before"];
        REQUIRE(at < answers.size());
        const Json first = Json::parse(answers[at++]);
        CHECK(first["type"] == (was_over ? "end" : "turn"));
        CHECK(first["state"].dump() == test["before"].dump());
        if (was_over) continue;
        REQUIRE(at < answers.size());
        CHECK(Json::parse(answers[at++])["state"].dump() == test["after"].dump());
    }
    CHECK(at == answers.size());
    return tests.size();
}

void check_invalid(const std::string& input, const std::string& message) {
    const Result result = run(referee("snake", input));
    CHECK(result.ending == exited(1));
    CHECK(result.errors == "game: message " + message + "\n");
}

const std::string start = R"({"type":"start","protocol":1,"seed":3,"players":["zoe","ben"]})"
                          "\n";

}  // namespace

TEST_SUITE("referee") {
    TEST_CASE("every turn of the public snake rules comes out as it did there") {
        std::size_t cases = 0;
        for (const auto& file : std::filesystem::directory_iterator(SNAKE_TURNS))
            cases += check_cases(file.path());
        CHECK(cases == 410);
    }

    TEST_CASE("it answers each message at once, and ends with its input") {
        Launch launch = Launch::of(GAME_PROGRAM, {"--referee", "paint"});
        launch.input = Source::pipe;
        Program program(launch);
        program.type(start);
        program.wait_for_output(R"({"type":"turn","turn":1,"ask":["zoe","ben"],"state":{)");
        program.type(R"({"type":"moves","turn":1,"moves":{"zoe":)");
        program.type(R"({"status":"ok","move":"N"}}})"
                     "\n");
        program.wait_for_output(R"({"type":"turn","turn":2,)");
        program.close_input();
        CHECK(program.wait_for_end() == exited(0));
    }

    TEST_CASE("a match has an end, and another can begin") {
        std::string input = start;
        for (int turn = 1; turn <= 200; ++turn) {
            input += R"({"type":"moves","turn":)" + std::to_string(turn) + R"(,"moves":{}})" + "\n";
        }
        const Result result = run(referee("paint", input + start));
        CHECK(result.ending == exited(0));
        const std::vector<std::string> answers = lines(result.output);
        REQUIRE(answers.size() == 202);
        const Json end = Json::parse(answers[200]);
        CHECK(end["type"] == "end");
        CHECK(end["turn"] == 200);
        CHECK(end["reason"] == "last turn");
        CHECK(end["ranks"].size() == 2);
        CHECK(answers[201] == answers[0]);
    }

    TEST_CASE("a message that is not allowed ends it with one line") {
        check_invalid(
            "hello\n",
            "1 from standard input: column 1: expected a list or an object, found \"hello\"");
        check_invalid(start + R"({"type":"moves","turn":2,"moves":{}})",
                      "2 from standard input: /turn: 2 is not the open turn, 1");
        check_invalid(R"({"type":"start","protocol":1,"seed":3,"players":["a","b","c"],)"
                      R"("settings":{"width":1,"height":3}})",
                      "1 from standard input: /settings/width: 1 is too small for 3 players");
        check_invalid(std::string((16U << 20U) + 2, ' '),
                      "1 from standard input: has more than 16777216 bytes");
    }

    TEST_CASE("no other option stands beside it, and its rules must be there") {
        const auto errors = [](const std::vector<std::string>& words) {
            const Result result = run(Launch::of(GAME_PROGRAM, words));
            CHECK(result.ending == exited(2));
            return result.errors;
        };
        CHECK(errors({"--referee", "chess"}) ==
              "game: --referee: \"chess\" is not one of the rules: snake, paint\n");
        CHECK(errors({"--referee", "snake", "demo.json"}) ==
              "game: SCENARIO: cannot be combined with --referee\n");
        CHECK(errors({"--seed", "3", "--referee", "snake"}) ==
              "game: --seed: cannot be combined with --referee\n");
        CHECK(errors({"--referee", "snake", "--replay", "run.ndjson"}) ==
              "game: --replay: cannot be combined with --referee\n");
        CHECK(errors({"--no-clock", "--referee", "snake"}) ==
              "game: --no-clock: cannot be combined with --referee\n");
    }
}

}  // namespace tests
