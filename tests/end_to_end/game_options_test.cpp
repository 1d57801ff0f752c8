/// game(1): the options of `game`, and arguments that it cannot use.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <map>

#include <doctest/doctest.h>

namespace tests {

namespace {

Result run_game(const Words& arguments) {
    return run(Launch::of(GAME_PROGRAM, arguments));
}

void check_option_refused(const Words& arguments, const Words& mentioned) {
    std::string command_line;
    for (const std::string& argument : arguments)
        command_line += " '" + argument + "'";
    CAPTURE(command_line);
    const Result result = run_game(arguments);
    CHECK(result.ending == exited(2));
    CHECK(result.output.empty());
    CAPTURE(result.errors);
    CHECK(is_one_line(result.errors));
    CHECK(result.errors.starts_with("game: "));
    for (const std::string& word : mentioned)
        CHECK_MESSAGE(contains(result.errors, word), word);
}

/// The directions that each player of each worker took, in order: `john` from ps#1 (predef 1) ….
std::map<std::string, std::string> moves(const std::string& output) {
    std::map<std::string, std::string> found;
    for (const std::string& line : only(lines(output), "got `")) {
        const std::size_t start = line.find('`') + 1;
        found[line.substr(start + 2)] += line[start];
    }
    return found;
}

}  // namespace

TEST_SUITE("game options") {
    TEST_CASE("arguments that cannot be used are refused in one line") {
        const std::string demo = std::string(SCENARIOS) + "/demo.json";
        check_option_refused({}, {"SCENARIO"});
        check_option_refused({demo, "another.json"}, {"another.json"});
        check_option_refused({"--frobnicate", demo}, {"--frobnicate"});
        check_option_refused({demo, "--speed"}, {"--speed"});
        for (const char* speed : {"0", "-1", "nan", "inf", "fast", "1x"}) {
            check_option_refused({"--speed", speed, demo}, {"--speed", speed});
        }
        for (const char* seed : {"x", "1.5", "18446744073709551616"}) {
            check_option_refused({"--seed", seed, demo}, {"--seed", seed});
        }
        for (const char* running : {"-1", "1.5", "many", "1000000001"}) {
            check_option_refused({"--max-running", running, demo}, {"--max-running", running});
        }
        for (const char* part : {"0/3", "4/3", "x", "1/0", "1/99999999999"}) {
            check_option_refused({"--part", part, demo}, {"--part", part});
        }
        for (const char* time :
             {"now", "-1", "1e9", "2026-11-29T14:03:22", "2026-13-01T00:00:00Z"}) {
            check_option_refused({"--start-at", time, demo}, {"--start-at", time});
        }
        for (const char* words : {"nice 'n", "'' nice"}) {
            check_option_refused({"--launcher", words, demo}, {"--launcher", words});
        }
        for (const char* mode : {"", "x", "0680", "1777", "-1", "0660:", "0660:no such group"}) {
            check_option_refused({"--control", "c", "--control-mode", mode, demo},
                                 {"--control-mode"});
        }
        check_option_refused({"--control-mode", "0600", demo}, {"--control-mode", "--control"});
        for (const char* option : {"--players", "--control", "--log"}) {
            check_option_refused({option, "", demo}, {option});
        }
        for (const char* seconds : {"-1", "nan", "soon", "5 s"}) {
            check_option_refused({"--stop-timeout", seconds, demo}, {"--stop-timeout", seconds});
        }
    }

    TEST_CASE("an option or a value that is nearly right is named") {
        check_option_refused({"--sped", "3", "x.json"},
                             {"--sped: no such option; did you mean --speed? (see --help)"});
        check_option_refused({"--max-runing=3", "x.json"}, {"did you mean --max-running?"});
        check_option_refused({"--frobnicate", "x.json"}, {"no such option (see --help)"});
        check_option_refused(
            {"--color", "alwys", "x.json"},
            {R"("alwys" is neither auto, always nor never)", "did you mean always?"});
        check_option_refused({"--output", "json", "x.json"},
                             {R"("json" is neither text nor ndjson)"});
    }

    TEST_CASE("options that have no effect together are refused") {
        const auto check = [](const Words& options, const std::string& error) {
            Words arguments = options;
            arguments.emplace_back("x.json");
            check_option_refused(arguments, {error});
        };
        check({"--output", "ndjson", "--timestamps"},
              "--timestamps: cannot be combined with --output ndjson");
        check({"--check", "--log", "x"}, "--log: cannot be combined with --check");
        check({"--check", "--timeline", "x"}, "--timeline: cannot be combined with --check");
        check({"--check", "--summary"}, "--summary: cannot be combined with --check");
        check({"--check", "--timestamps"}, "--timestamps: cannot be combined with --check");
        check({"--check", "--control", "x"}, "--control: cannot be combined with --check");
        check({"--check", "--output=ndjson"}, "--output ndjson: cannot be combined with --check");
    }

    TEST_CASE("--check may stand beside what only says how the run would go") {
        const Match match(scenario({command({"true"})}),
                          {"--check", "--speed", "2", "--seed", "1", "--no-clock", "--fail-fast",
                           "--no-keyboard", "--keep-running", "--color", "never", "--output",
                           "text", "--max-running", "2", "--stop-timeout", "1"});
        CHECK(match.play().ending == exited(0));
    }

    TEST_CASE("--help and --version tell and end with 0") {
        const Result help = run_game({"--help"});
        CHECK(help.ending == exited(0));
        CHECK(help.errors.empty());
        for (const char* option : {"SCENARIO", "--players", "--max-running", "--stop-timeout",
                                   "--seed", "--speed", "--no-clock", "--check", "--version"}) {
            CHECK_MESSAGE(contains(help.output, option), option);
        }
        const Result version = run_game({"--version"});
        CHECK(version.ending == exited(0));
        CHECK(version.errors.empty());
        CHECK(is_one_line(version.output));
    }

    TEST_CASE("--check prints the timetable and starts nothing") {
        const Match match(scenario({child({"touch", "started"}, R"("time": 12.5, "name": "zoe")"),
                                    R"({"time": 3, "predef": 2, "count": 3})"}),
                          {"--check"});
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        CHECK(result.errors.empty());
        CHECK_FALSE(match.has("started"));
        const Words table = lines(result.output);
        CHECK(count(table, "predef 2") >= 1);
        CHECK(count(only(table, "zoe"), "12.5") == 1);
        CHECK(result.output.find("predef 2") < result.output.find("zoe"));
    }

    TEST_CASE("the same seed gives the same moves") {
        const std::string text = R"([[0, 1], [0, 2], [0.5, 1]])";
        const auto play = [&](const std::string& seed) {
            const Match match(text, {"--no-clock", "--speed", "50", "--seed", seed});
            return moves(match.play().output);
        };
        const auto first = play("1");
        CHECK(first.size() == 6);
        CHECK(play("1") == first);
        CHECK(play("1000") != first);
    }

    TEST_CASE("workers of one game have different seeds") {
        const Match match(R"([[0, 4], [0, 4]])", {"--no-clock", "--speed", "50", "--seed", "5"});
        auto found = moves(match.play().output);
        CHECK(found.size() == 4);
        CHECK(found["juliette` from " + label(1, "predef 4")] !=
              found["juliette` from " + label(2, "predef 4")]);
    }

    TEST_CASE("--speed makes the script's times and timeouts shorter") {
        const Match match(scenario({child({"sleep-forever"}, R"("timeout": 10000)"),
                                    child({"print", "late"}, R"("time": 20000)")}),
                          {"--no-clock", "--speed", "100000"});
        const Result result = match.play();
        check_story(result.output);
        CHECK(contains(result.output, "worker " + label(1) + " - timed out - "));
        CHECK(contains(result.output, got(2, "late")));
    }

    TEST_CASE("--speed leaves the stop_timeout alone") {
        // At that speed the clock is soon past the child's time to die.
        Match match(scenario({child({"ignore-term", "print", "ready", "wait-file", "go", "print",
                                     "in peace", "exit", "0"})},
                             R"("stop_timeout": 1000)"),
                    {"--speed", "100000"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("kill 1\nlist\n");
        game.wait_for_errors(" running, 0 waiting\n");
        const int killed_at = clock_seconds(game.output()).back();
        game.wait_until("the stop_timeout would be over",
                        [&] { return clock_seconds(game.output()).back() > killed_at + 5000; });
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(result.output, got(1, "in peace")));
        CHECK(contains(result.output, ended(1, "exit code 0", 0)));
    }

    TEST_CASE("--stop-timeout wins over the file") {
        Match match(scenario({child({"ignore-term", "print", "ready", "sleep-forever"})},
                             R"("stop_timeout": 1000)"),
                    {"--no-clock", "--stop-timeout", "0.1"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("kill 1\n");
        CHECK(contains(game.wait().output, ended(1, "exit code -9", 0)));
    }
}

}  // namespace tests
