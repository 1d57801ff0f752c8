#include "game/options/conflicts.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

/// Why these arguments are refused; `accepted` if they are not.
std::string refusal(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "game");
    try {
        parse_options(static_cast<int>(arguments.size()), arguments.data());
        return "accepted";
    } catch (const common::UsageError& error) {
        return error.what();
    }
}

}  // namespace

TEST_CASE("options that go together are accepted") {
    CHECK(refusal({"demo.json", "--check", "--summary"}) != "accepted");
    CHECK(refusal({"demo.json", "--check", "--speed", "2"}) == "accepted");
    CHECK(refusal({"--replay", "a.ndjson", "--no-keyboard"}) == "accepted");
    CHECK(refusal({"--verify", "a.ndjson", "--launcher", "nice"}) == "accepted");
    CHECK(refusal({"--referee", "snake"}) == "accepted");
    CHECK(refusal({"--", "true"}) == "accepted");
}

TEST_CASE("options that exclude each other are refused, in the words of the user") {
    CHECK(refusal({"--replay", "a.ndjson", "--seed", "1"}) ==
          "--seed: cannot be combined with --replay");
    CHECK(refusal({"demo.json", "--check", "--log", "a.ndjson"}) ==
          "--log: cannot be combined with --check");
    CHECK(refusal({"demo.json", "--live", "--no-keyboard"}) ==
          "--no-keyboard: cannot be combined with --live");
    CHECK(refusal({"demo.json", "--output", "ndjson", "--timestamps"}) ==
          "--timestamps: cannot be combined with --output ndjson");
    CHECK(refusal({"demo.json", "--", "true"}) == "SCENARIO: cannot be combined with -- COMMAND");
    CHECK(refusal({"--verify", "a.ndjson", "--seed", "1"}) ==
          "--seed: cannot be combined with --verify");
    CHECK(refusal({"--referee", "snake", "--speed", "2"}) ==
          "--speed: cannot be combined with --referee");
    CHECK(refusal({"--referee", "snake", "--", "true"}) ==
          "COMMAND: cannot be combined with --referee");
    CHECK(refusal({"a.tsv", "b.tsv", "--standings", "a.json", "--check"}) ==
          "--check: cannot be combined with results for --standings");
}

TEST_CASE("options that need others are refused without them") {
    CHECK(refusal({}) == "SCENARIO: got nothing, takes a JSON file (see --help)");
    CHECK(refusal({"demo.json", "--append"}) == "--append: needs --log");
    CHECK(refusal({"demo.json", "--control-mode", "0660"}) == "--control-mode: needs --control");
    CHECK(refusal({"demo.json", "--play"}) == "--play: needs --serve, or --live and a name");
    CHECK(refusal({"demo.json", "--serve", "0", "--play=zoe"}) == "--play: NAME needs --live");
}
