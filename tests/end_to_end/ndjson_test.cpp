/// game(1): `--output ndjson`, event by event.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <csignal>
#include <regex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

/// Plays `match` with NDJSON on standard output, which must keep to the schema.
Words play_ndjson(Match& match) {
    match.launch.add({"--output", "ndjson"});
    const Result result = match.play();
    CHECK(keeps_to_schema(result.output));
    return lines(result.output);
}

Words events(const Words& all, const std::string& kind) {
    return only(all, R"("event":")" + kind + "\"");
}

/// True if `line` is `pattern`, in which ~ stands for a number with or without decimals.
bool is_like(const std::string& line, const std::string& pattern) {
    std::string escaped;
    for (const char c : pattern) {
        if (c == '~') {
            escaped += "[0-9]+(\\.[0-9]{6})?";
        } else {
            if (std::string_view("[]{}()*+?.\\^$|").find(c) != std::string_view::npos) {
                escaped += '\\';
            }
            escaped += c;
        }
    }
    CAPTURE(line);
    CAPTURE(pattern);
    const bool matches = std::regex_match(line, std::regex(escaped));
    CHECK(matches);
    return matches;
}

}  // namespace

TEST_SUITE("ndjson") {
    TEST_CASE("a run, line by line") {
        Match match(scenario({child({"print", "N john", "print-err", "oops", "exit", "3"})}));
        const Words all = play_ndjson(match);
        REQUIRE(all.size() == 6);
        is_like(all[0], R"({"t":0.000000,"event":"scenario","version":1,"file":)" +
                            json_string(match.folder.path("scenario.json")) +
                            R"(,"seed":null,"speed":1,"workers":1,"started":"~-~-~T~:~:~.~Z"})");
        is_like(
            all[1],
            R"x({"t":~,"event":"start","worker":1,"label":"ps#1 (child)","pid":~,"command":[)x" +
                json_string(CHILD_PROGRAM) +
                R"(,"print","N john","print-err","oops","exit","3"]})");
        const Words told = events(all, "line");
        CHECK(count(told, R"("worker":1,"stream":"stdout","text":"N john",)"
                          R"("move":{"player":"john","direction":"N"}})") == 1);
        CHECK(count(told, R"("worker":1,"stream":"stderr","text":"oops"})") == 1);
        is_like(all[4], R"({"t":~,"event":"exit","worker":1,"status":"exited","exit_code":3,)"
                        R"("seconds":~,"user_seconds":~,"system_seconds":~,"max_rss_bytes":~,)"
                        R"("lines":2,"running":0,"failed":true})");
        is_like(all[5], R"({"t":~,"event":"end","workers":1,"failed":1,"moves":1,"seconds":~,)"
                        R"("exit_code":1})");
    }

    TEST_CASE("what a worker took is its own: not the launch's delay, nor game's memory") {
        const std::string description = repeated("a long story ", 2'000'000);
        Match match(scenario({child({"sleep", "0.05"}, R"("count": 10)")},
                             "\"description\": " + json_string(description)));
        const Words ends = events(play_ndjson(match), "exit");
        REQUIRE(ends.size() == 10);
        for (const std::string& end : ends) {
            const auto exit = nlohmann::json::parse(end);
            CHECK(exit["seconds"].get<double>() >= 0.05);
            if (!sanitized) CHECK(exit["max_rss_bytes"].get<long>() < 12L << 20);
        }
    }

    TEST_CASE("the clock, the seed and the speed") {
        Match match(scenario({child({}, R"("time": 2.5)")}), {"--speed", "20", "--seed", "42"});
        const Words all = play_ndjson(match);
        CHECK(contains(all[0], R"("seed":42,"speed":20,)"));
        const Words clocks = events(all, "clock");
        CHECK(is_like(clocks.at(0), R"({"t":~,"event":"clock","seconds":0})"));
        // On a busy machine some seconds are passed over, since each lasts 50 ms.
        const auto last = nlohmann::json::parse(clocks.back());
        CHECK(last["seconds"].get<double>() <= last["t"].get<double>());
        const std::string start = events(all, "start").at(0);
        CHECK(std::stod(start.substr(std::string_view(R"({"t":)").size())) >= 2.5);
    }

    TEST_CASE("how workers can end") {
        Match match(scenario({child({"kill-self", "9"}), command({"/no/such/program"}),
                              child({"sleep-forever"}, R"("timeout": 0.05)"),
                              child({"on-term", "bye", "sleep-forever"}, R"("timeout": 0.3)")}));
        const Words all = play_ndjson(match);
        const Words ends = events(all, "exit");
        CHECK(count(ends, R"("worker":1,"status":"signaled","signal":9,)") == 1);
        CHECK(count(ends, R"("worker":2,"status":"cannot_start",)"
                          R"("error":"/no/such/program: No such file or directory",)") == 1);
        CHECK(count(events(all, "start"), R"x("worker":2,"label":"ps#2 (program)","pid":null,)x") ==
              1);
        CHECK(count(ends, R"("worker":3,"status":"timed_out","signal":15,)") == 1);
        CHECK(count(ends, R"("worker":4,"status":"timed_out",)") == 1);
        CHECK(contains(all.back(), R"("workers":4,"failed":4,)"));
    }

    TEST_CASE("commands and how the run is stopped") {
        Match match(scenario({child({"sleep-forever"})}));
        match.launch.input = Source::file;
        match.launch.typed = "list\nkill 7\n\xff\n\nquit\n";
        const Words all = play_ndjson(match);
        const Words typed = events(all, "command");
        REQUIRE(typed.size() == 4);
        CHECK(contains(typed[0], R"("text":"list","from":"keyboard"})"));
        CHECK(contains(typed[1],
                       R"("text":"kill 7","from":"keyboard","error":"kill 7: no such worker"})"));
        CHECK(contains(typed[2],
                       "\"text\":\"\uFFFD\",\"base64\":\"/w==\",\"from\":\"keyboard\","
                       "\"error\":\"\uFFFD: no such command; try help\","
                       "\"error_base64\":\"/zogbm8gc3VjaCBjb21tYW5kOyB0cnkgaGVscA==\"}"));
        CHECK(contains(typed[3], R"("text":"quit","from":"keyboard"})"));
        CHECK(count(all, R"("event":"stop","reason":"quit"})") == 1);
        CHECK(contains(all.back(), R"("failed":0,"moves":0,)"));
    }

    TEST_CASE("a signal") {
        Match match(scenario({child({"print", "ready", "sleep-forever"})}),
                    {"--no-clock", "--output", "ndjson"});
        Program game(match.launch);
        game.wait_for_output("ready");
        game.signal(SIGINT);
        const Result result = game.wait();
        CHECK(count(lines(result.output), R"("event":"stop","reason":"SIGINT"})") == 1);
        CHECK(lines(result.output).back().ends_with(R"("exit_code":130})"));
        CHECK(result.ending == killed_by(SIGINT));
    }

    TEST_CASE("invalid bytes and pieces") {
        Match match(scenario({child({"write", "a\\xff\\n", "long", "65537"})}));
        const Words told = events(play_ndjson(match), "line");
        REQUIRE(told.size() == 3);
        CHECK(contains(told[0], "\"text\":\"a\uFFFD\",\"base64\":\"Yf8=\"}"));
        CHECK(told[1].ends_with(R"(","continued":true})"));
        CHECK(told[2].ends_with(R"("text":"q"})"));
    }
}

}  // namespace tests
