#include "game/scenario/timetable.h"

#include "common/text/shell_words.h"

#include <doctest/doctest.h>

using common::join_shell_words;
using game::Entry;
using game::Scenario;
using namespace std::chrono_literals;

TEST_CASE("the timetable lines up") {
    Scenario scenario;
    Entry players;
    players.time = 500ms;
    players.predef = 2;
    players.name = "predef 2";
    players.count = 3;
    Entry bot;
    bot.time = 12s;
    bot.command = {"python3", "my bot.py"};
    bot.name = "zo\u00e9";
    bot.timeout = 10s;
    scenario.script = {players, bot};
    scenario.max_running = 2;
    CHECK(format_timetable(scenario) ==
          " TIME  WORKERS       NAME      TIMEOUT  RUNS\n"
          "0.5 s  ps#1 to ps#3  predef 2           players 2\n"
          " 12 s  ps#4          zo\u00e9          10 s  python3 'my bot.py'\n"
          "2 entries, 4 workers, at most 2 at once\n");
}

TEST_CASE("a launcher and another players program are in it") {
    Scenario scenario;
    scenario.script.resize(2);
    scenario.script[0].predef = 2;
    scenario.script[0].name = "predef 2";
    scenario.script[1].command = {"true"};
    scenario.script[1].name = "true";
    scenario.launcher = {"nice", "-n", "5"};
    scenario.players = "bin/players";
    CHECK(format_timetable(scenario) ==
          "TIME  WORKERS  NAME      TIMEOUT  RUNS\n"
          " 0 s  ps#1     predef 2           nice -n 5 bin/players 2\n"
          " 0 s  ps#2     true               nice -n 5 true\n"
          "2 entries, 2 workers\n");
}

TEST_CASE("restarts have a column where there are any, and stop_when is told") {
    Scenario scenario;
    scenario.script.resize(3);
    for (Entry& entry : scenario.script) {
        entry.command = {"web"};
        entry.name = "web";
    }
    scenario.script[1].restart = game::RestartWhen::always;
    scenario.script[2].restart = game::RestartWhen::on_failure;
    scenario.script[2].max_restarts = 3;
    scenario.stop_when = {game::StopWhen::Event::entry_ends, "web"};
    CHECK(format_timetable(scenario) ==
          "TIME  WORKERS  NAME  TIMEOUT  RESTART              RUNS\n"
          " 0 s  ps#1     web                                 web\n"
          " 0 s  ps#2     web            always               web\n"
          " 0 s  ps#3     web            on-failure, 3 times  web\n"
          "3 entries, 3 workers, stops when web ends\n");
    scenario.script.clear();
    scenario.stop_when = {game::StopWhen::Event::any_ends};
    CHECK(format_timetable(scenario) == "0 entries, 0 workers, stops when any ends\n");
}

TEST_CASE("an empty script has no table") {
    CHECK(format_timetable(Scenario()) == "0 entries, 0 workers\n");
}

TEST_CASE("a long or strange command is cut and shown") {
    Scenario scenario;
    Entry entry;
    entry.command = {"sh", "-c", "echo \x1b" + std::string(100, 'x')};
    entry.name = "sh";
    scenario.script = {entry};
    const std::string table = format_timetable(scenario);
    CHECK(table.find("sh -c 'echo \\x1bxxx") != std::string::npos);
    CHECK(table.find("xxx…\n") != std::string::npos);
}

TEST_CASE("words that are joined can be split again") {
    for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                  {"a"},
                                                  {"a b", "c"},
                                                  {""},
                                                  {"it's", "\"", "\\", "$x", "\n"}}) {
        CHECK(common::split_shell_words(join_shell_words(words)) == words);
    }
    CHECK(join_shell_words({"nice", "-n", "5"}) == "nice -n 5");
}
