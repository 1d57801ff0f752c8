#include "game/scenario/reader.h"

#include <chrono>
#include <string>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using game::Entry;
using game::ProblemLines;
using game::Scenario;

namespace {

Scenario parsed(std::string_view text) {
    return std::get<Scenario>(game::parse_scenario("folder/demo.json", text));
}

/// The only entry of a script, from its object's members.
Entry parsed_entry(const std::string& members) {
    return parsed(R"({"script": [{)" + members + "}]}").script.at(0);
}

ProblemLines problems(std::string_view text) {
    return std::get<ProblemLines>(game::parse_scenario("demo.json", text));
}

}  // namespace

TEST_CASE("the model's own form is a list of pairs") {
    const Scenario scenario = parsed("[[0.5, 1], [1.0, 2], [6.0, 3]]");
    CHECK(scenario.file == "folder/demo.json");
    REQUIRE(scenario.script.size() == 3);
    CHECK(scenario.script[0].time == 500ms);
    CHECK(scenario.script[0].predef == 1);
    CHECK(scenario.script[0].name == "predef 1");
    CHECK(scenario.script[0].cwd == "folder");
    CHECK(scenario.script[2].time == 6s);
    CHECK(scenario.script[2].predef == 3);
}

TEST_CASE("what a scenario does not say has its default") {
    const Scenario scenario = parsed(R"({"script": []})");
    CHECK(scenario.script.empty());
    CHECK_FALSE(scenario.max_running);
    CHECK(scenario.stop_timeout == 5s);
    CHECK(scenario.launcher.empty());
    CHECK_FALSE(scenario.players);
}

TEST_CASE("what an entry does not say has its default") {
    const Entry entry = parsed_entry(R"("command": ["bin/bot", "-v"])");
    CHECK(entry.time == 0s);
    CHECK_FALSE(entry.predef);
    CHECK(entry.command == std::vector<std::string>{"bin/bot", "-v"});
    CHECK(entry.name == "bot");
    CHECK(entry.count == 1);
    CHECK_FALSE(entry.timeout);
    CHECK(entry.environment.empty());
    CHECK(entry.cwd == "folder");
}

TEST_CASE("every key of a scenario is read") {
    const Scenario scenario = parsed(R"({
        "script": [], "max_running": 4, "stop_timeout": 0.25,
        "launcher": ["nice", "-n", "5"], "players": "bin/players" })");
    CHECK(scenario.max_running == 4);
    CHECK(scenario.stop_timeout == 250ms);
    CHECK(scenario.launcher == std::vector<std::string>{"nice", "-n", "5"});
    CHECK(scenario.players == "folder/bin/players");
}

TEST_CASE("every key of an entry is read") {
    const Entry entry = parsed_entry(R"(
        "time": 2, "predef": 4, "name": "Zo\u00e9", "count": 3, "timeout": 10,
        "env": {"Z": "1", "A": "2"}, "cwd": "bots")");
    CHECK(entry.time == 2s);
    CHECK(entry.predef == 4);
    CHECK(entry.command.empty());
    CHECK(entry.name == "Zo\u00e9");
    CHECK(entry.count == 3);
    CHECK(entry.timeout == 10s);
    CHECK(entry.environment ==
          std::vector<std::pair<std::string, std::string>>{{"Z", "1"}, {"A", "2"}});
    CHECK(entry.cwd == "folder/bots");
}

TEST_CASE("absolute paths count from nowhere") {
    CHECK(parsed_entry(R"("predef": 1, "cwd": "/tmp")").cwd == "/tmp");
    CHECK(parsed(R"({"script": [], "players": "/opt/players"})").players == "/opt/players");
}

TEST_CASE("the largest times are kept exactly, and the smallest timeout is one") {
    CHECK(parsed("[[1e9, 1]]").script[0].time == 1'000'000'000s);
    CHECK(parsed_entry(R"("predef": 1, "timeout": 1e-300)").timeout == 1ns);
}

TEST_CASE("the script is sorted by time, equal times in file order") {
    const Scenario scenario = parsed(R"({"script": [
        {"time": 2, "predef": 1, "name": "d"}, {"time": 1, "predef": 1, "name": "b"},
        {"predef": 1, "name": "a"}, {"time": 1.0, "predef": 1, "name": "c"}]})");
    std::string order;
    for (const Entry& entry : scenario.script)
        order += entry.name;
    CHECK(order == "abcd");
}

TEST_CASE("a problem at the root has no pointer") {
    CHECK(problems("7") ==
          ProblemLines{"demo.json: must be a list of pairs or an object, not a number"});
}

TEST_CASE("the file's name cannot break a line") {
    const auto result = game::parse_scenario("two\nlines", "7");
    CHECK(std::get<ProblemLines>(result).at(0).starts_with("two\\x0alines: "));
}

TEST_CASE("the first 100 problems are shown, and the others counted") {
    const auto bad_pairs = [](std::size_t count) {
        std::string text = "[[0, 7]";
        for (std::size_t i = 1; i < count; ++i)
            text += ", [0, 7]";
        return problems(text + ']');
    };
    CHECK(bad_pairs(100).size() == 100);
    CHECK(bad_pairs(100).back() == "demo.json: /99/1: 7 is not between 1 and 4");
    REQUIRE(bad_pairs(101).size() == 101);
    CHECK(bad_pairs(101).back() == "demo.json: and 1 more problem");
    CHECK(bad_pairs(12345).size() == 101);
    CHECK(bad_pairs(12345).back() == "demo.json: and 12245 more problems");
}

TEST_CASE("a problem's place escapes and shortens keys, but cuts no character") {
    const auto place = [](const std::string& key) {
        const std::string line = problems(R"({"script": [], ")" + key + R"(": 1})").at(0);
        const std::size_t begin = std::string("demo.json: ").size();
        return line.substr(begin, line.find(": ", begin) - begin);
    };
    CHECK(place("a/b~c") == "/a~1b~0c");
    CHECK(place("") == "/");
    CHECK(place("two\\nlines\\u007f") == "/two\\x0alines\\x7f");
    CHECK(place(std::string(80, 'x')) == '/' + std::string(80, 'x'));
    CHECK(place(std::string(1000, 'x')) == '/' + std::string(80, 'x') + "...");
    CHECK(place(std::string(79, 'x') + "\u00e9y") == '/' + std::string(79, 'x') + "...");
}

TEST_CASE("a long script is read like a short one") {
    constexpr std::size_t entries = 100'000;
    std::string text = R"({"script": [{"predef": 1})";
    for (std::size_t i = 1; i < entries; ++i) {
        text += R"(, {"time": )" + std::to_string(entries - i) + R"(, "command": ["true"]})";
    }
    const Scenario scenario = parsed(text + "]}");
    REQUIRE(scenario.script.size() == entries);
    CHECK(scenario.script.back().time == std::chrono::seconds(entries - 1));
}
