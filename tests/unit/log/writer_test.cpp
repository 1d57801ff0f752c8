#include "game/log/writer.h"

#include "tests/unit/log_story.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

TEST_CASE("the log writer writes a line for each event") {
    CHECK(log_story::written(log_story::tell) == log_story::log());
}

TEST_CASE("the log writer writes a missing seed as null") {
    const std::string text = log_story::written([](game::Reporter& reporter) {
        reporter.scenario({async::Duration(0), "x", std::nullopt, 1, 0});
    });
    CHECK(text ==
          "{\"t\":0.000000,\"event\":\"scenario\",\"version\":1,\"file\":\"x\","
          "\"seed\":null,\"speed\":1,\"workers\":0}\n");
}

TEST_CASE("the log writer writes the time of day, and how far the run is") {
    const game::RunSoFar so_far{
        3, {{std::chrono::milliseconds(500), 2, "worker 2", 7, {"x", "y"}, 4}, {}}};
    const std::string text = log_story::written([&so_far](game::Reporter& reporter) {
        const async::Duration t = std::chrono::seconds(1);
        const common::WallTime started(std::chrono::milliseconds(1));
        reporter.scenario({t, "x", 7, 1, 2, started, &so_far});
        const std::vector<std::string> command;
        reporter.started({t, 2, "worker 2", 7, command, true});
        reporter.ended({t, 0, 0, 0});
    });
    CHECK(text ==
          R"({"t":1.000000,"event":"scenario","version":1,"file":"x","seed":7,"speed":1,)"
          R"("workers":2,"started":"1970-01-01T00:00:00.001Z","so_far":{"moves":3,"running":[)"
          R"({"t":0.500000,"worker":2,"label":"worker 2","pid":7,"command":["x","y"],"lines":4},)"
          R"({"t":0.000000,"worker":0,"label":"","pid":null,"command":[],"lines":0}]}})"
          "\n"
          R"({"t":1.000000,"event":"end","workers":0,"failed":0,"moves":3,"seconds":1.000000,)"
          R"("exit_code":0})"
          "\n");
}

TEST_CASE("lines of several workers and streams in one moment") {
    const std::string text = log_story::written([](game::Reporter& reporter) {
        const async::Duration t = std::chrono::milliseconds(1);
        const auto out = game::Stream::standard_output;
        const auto error = game::Stream::standard_error;
        reporter.line({t, 1, "ps#1 (x)", out, "a", false});
        reporter.line({t, 1, "ps#1 (x)", out, "b", false});
        reporter.line({t, 2, "ps#2 (x)", out, "c", false});
        reporter.line({t, 2, "ps#2 (x)", error, "d", false});
        reporter.line({2 * t, 2, "ps#2 (x)", error, "e", false});
    });
    CHECK(text == R"({"t":0.001000,"event":"line","worker":1,"stream":"stdout","text":"a"})"
                  "\n"
                  R"({"t":0.001000,"event":"line","worker":1,"stream":"stdout","text":"b"})"
                  "\n"
                  R"({"t":0.001000,"event":"line","worker":2,"stream":"stdout","text":"c"})"
                  "\n"
                  R"({"t":0.001000,"event":"line","worker":2,"stream":"stderr","text":"d"})"
                  "\n"
                  R"({"t":0.002000,"event":"line","worker":2,"stream":"stderr","text":"e"})"
                  "\n");
}

TEST_CASE(
    "the log writer tells whether a worker failed, and nothing of the end of one that is lost") {
    const std::string text = log_story::written([](game::Reporter& reporter) {
        game::ExitEvent event;
        event.worker = 7;
        event.exit_code = 3;
        reporter.exited(event);
        event.failed = true;
        event.status = game::ExitStatus::lost;
        reporter.exited(event);
    });
    const std::string begin = R"({"t":0.000000,"event":"exit","worker":7,"status":)";
    const std::string numbers =
        R"(,"seconds":0.000000,"user_seconds":0.000000,"system_seconds":0.000000,)"
        R"("max_rss_bytes":0,"lines":0,"running":0,"failed":)";
    CHECK(text == begin + R"("exited","exit_code":3)" + numbers + "false}\n" + begin + R"("lost")" +
                      numbers + "true}\n");
}
