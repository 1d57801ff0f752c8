#include "game/scenario/procfile.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using game::is_procfile;
using game::ProblemLines;
using game::Scenario;

namespace {

using Words = std::vector<std::string>;

Scenario read(std::string_view text) {
    auto result = game::parse_procfile("app/Procfile", text);
    REQUIRE(std::holds_alternative<Scenario>(result));
    return std::get<Scenario>(std::move(result));
}

std::string procfile_problems(std::string_view text) {
    const auto result = game::parse_procfile("Procfile", text);
    REQUIRE(std::holds_alternative<ProblemLines>(result));
    std::string all;
    for (const std::string& line : std::get<ProblemLines>(result))
        all += line + '\n';
    return all;
}

}  // namespace

TEST_CASE("a Procfile is known by its name alone") {
    for (const char* name : {"Procfile", "./Procfile", "a/Procfile.dev", "my.procfile"})
        CHECK(is_procfile(name));
    for (const char* name :
         {"procfile", "Procfile2", "Procfile/a.json", "a.json", "-", "MyProcfile"})
        CHECK_FALSE(is_procfile(name));
}

TEST_CASE("each line of a Procfile is an entry") {
    const Scenario scenario = read("web: bundle exec  rails s -p $PORT\nworker:sleep 1: 2 # x\n");
    REQUIRE(scenario.script.size() == 2);
    CHECK(scenario.script[0].name == "web");
    CHECK(scenario.script[0].command == Words{"sh", "-c", "bundle exec  rails s -p $PORT"});
    CHECK(scenario.script[0].time.count() == 0);
    CHECK(scenario.script[0].count == 1);
    CHECK(scenario.script[0].cwd == "app");
    CHECK(scenario.script[1].name == "worker");
    CHECK(scenario.script[1].command == Words{"sh", "-c", "sleep 1: 2 # x"});
    CHECK(scenario.file == "app/Procfile");
}

TEST_CASE("a Procfile's comments, empty lines and line endings") {
    const Scenario scenario = read("\xef\xbb\xbf# a: b\n\n \t \n  # c\n a : x \r\nb c: y");
    REQUIRE(scenario.script.size() == 2);
    CHECK(scenario.script[0].name == "a");
    CHECK(scenario.script[0].command == Words{"sh", "-c", "x"});
    CHECK(scenario.script[1].name == "b c");
    CHECK(read("").script.empty());
    CHECK(read("# nothing\n").script.empty());
}

TEST_CASE("what is wrong in a Procfile is said with its line") {
    CHECK(procfile_problems("a: b\nc\n") == "Procfile:2: must be \"name: command\", not \"c\"\n");
    CHECK(procfile_problems(": b\n") == "Procfile:1: the name before \":\" must not be empty\n");
    CHECK(procfile_problems("\na:\n") == "Procfile:2: \"a\" has no command\n");
    CHECK(procfile_problems("a: b\n\na: b\n") ==
          "Procfile:3: duplicate name \"a\", first in line 1\n");
    CHECK(procfile_problems("a\x1b: b") ==
          "Procfile:1: the name \"a\\x1b\" must not contain a control character\n");
    CHECK(procfile_problems("\xff: b") == "Procfile:1: is not UTF-8\n");
    CHECK(procfile_problems(std::string_view("a: b\0c", 6)) ==
          "Procfile:1: must not contain a NUL character\n");
    CHECK(procfile_problems(std::string(65, 'n') + ": b") ==
          "Procfile:1: a name must have at most 64 bytes, not 65\n");
}

TEST_CASE("a hundred problems of a Procfile are said, and the others counted") {
    std::string text;
    for (int i = 0; i < 102; ++i)
        text += "x\n";
    CHECK(procfile_problems(text).ends_with("Procfile: and 2 more problems\n"));
}
