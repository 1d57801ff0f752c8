#include "game/log/writer.h"

#include "tests/unit/json_schema.h"
#include "tests/unit/log_story.h"

#include <filesystem>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using std::filesystem::path;

TEST_CASE("NDJSON has a line for each event") {
    CHECK(log_story::written(log_story::tell) == log_story::log());
}

TEST_CASE("the schema accepts every line of NDJSON") {
    const JsonSchema schema(path(SCENARIOS_DIR) / "log.schema.json");
    std::string_view rest = log_story::log();
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        CAPTURE(line);
        CHECK(schema.accepts(line));
    }
}

TEST_CASE("NDJSON without a seed") {
    const std::string text = log_story::written([](game::Reporter& reporter) {
        reporter.scenario({async::Duration(0), "x", std::nullopt, 1, 0});
    });
    CHECK(text ==
          "{\"t\":0.000000,\"event\":\"scenario\",\"version\":1,\"file\":\"x\","
          "\"seed\":null,\"speed\":1,\"workers\":0}\n");
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
