#include "game/scenario/scenario.h"

#include <string>

#include <doctest/doctest.h>

using game::Entry;
using game::Scenario;

namespace {

std::string name_of_command(const std::string& program) {
    Entry entry;
    entry.command = {program, "--argument"};
    return game::default_name(entry);
}

std::string folder_of(const std::string& file) {
    Scenario scenario;
    scenario.file = file;
    return scenario.folder().string();
}

}  // namespace

TEST_CASE("planned_workers counts every one of an entry") {
    Scenario scenario;
    CHECK(scenario.planned_workers() == 0);
    scenario.script.resize(3);
    scenario.script[1].count = 100'000;
    CHECK(scenario.planned_workers() == 100'002);
}

TEST_CASE("predef_entry is like an entry of the script") {
    const Entry entry = game::predef_entry(3, "scenarios");
    CHECK(entry.predef == 3);
    CHECK(entry.command.empty());
    CHECK(entry.name == "predef 3");
    CHECK(entry.time.count() == 0);
    CHECK(entry.count == 1);
    CHECK(entry.cwd == "scenarios");
    CHECK(game::predef_entry(1, "").cwd == ".");
}

TEST_CASE("a command's default name is its base name") {
    CHECK(name_of_command("python3") == "python3");
    CHECK(name_of_command("/usr/bin/env") == "env");
    CHECK(name_of_command("./bot.sh") == "bot.sh");
    CHECK(name_of_command("bots/") == "bots");
    CHECK(name_of_command("/") == "/");
}

TEST_CASE("a command's default name is fit for a label") {
    CHECK(name_of_command("a\nb\x7f\x1b[31m") == "a?b??[31m");
    CHECK(name_of_command(std::string(100, 'x')) == std::string(64, 'x'));
    CHECK(name_of_command(std::string(63, 'x') + "\u00e9") == std::string(63, 'x'));
}

TEST_CASE("relative paths count from the scenario file's folder") {
    CHECK(folder_of("demo.json") == ".");
    CHECK(folder_of("scenarios/demo.json") == "scenarios");
    CHECK(folder_of("/demo.json") == "/");
}

TEST_CASE("a scenario from a pipe has our own folder") {
    CHECK(folder_of("/dev/stdin") == ".");
    CHECK(folder_of("/dev/fd/63") == ".");
    CHECK(folder_of("/proc/self/fd/0") == ".");
}
