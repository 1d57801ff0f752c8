#include "players/options.h"

#include "common/report.h"
#include "players/predef.h"

#include <initializer_list>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using common::UsageError;
using players::Options;
using players::PlayerSpec;
using players::predef;
using players::Strategy;

namespace {

Options parse(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv = {"players"};
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    return players::parse_options(static_cast<int>(argv.size()), argv.data());
}

PlayerSpec player(const std::string& text) {
    return parse({"--player", text}).players.front();
}

/// What standard error says.
std::string complaint(const std::vector<std::string>& arguments) {
    try {
        parse(arguments);
    } catch (const UsageError& error) {
        return common::error_line("players", error);
    }
    return "";
}

std::string player_complaint(const std::string& text) {
    return complaint({"--player", text});
}

}  // namespace

TEST_CASE("without arguments the players of predef 1 play") {
    const Options options = parse({});
    CHECK_FALSE(options.answer);
    CHECK(options.players == predef(1));
    CHECK_FALSE(options.seed);
    CHECK(options.speed == 1);
}

TEST_CASE("an argument names the predef") {
    for (int number = 1; number <= 4; ++number) {
        CHECK(parse({std::to_string(number)}).players == predef(number));
    }
    CHECK(parse({"--", "2"}).players == predef(2));
    CHECK(parse({"--seed", "1", "2", "--speed", "3"}).players == predef(2));
}

TEST_CASE("an argument that is no predef") {
    CHECK(complaint({"7"}) == "players: PREDEF: 7 is not between 1 and 4\n");
    CHECK(complaint({"0"}) == "players: PREDEF: 0 is not between 1 and 4\n");
    CHECK(complaint({"-1"}) == "players: PREDEF: -1 is not between 1 and 4\n");
    CHECK(complaint({"18446744073709551617"}) ==
          "players: PREDEF: 18446744073709551617 is not between 1 and 4\n");
    for (const std::string text :
         {"", "one", "1.0", " 1", "1 ", "+1", "0x1", "1e0", "[1]", "-", "++"}) {
        CHECK(complaint({text}) ==
              "players: PREDEF: \"" + text + "\" is not a whole number between 1 and 4\n");
    }
    CHECK(complaint({"--", "--list"}) ==
          "players: PREDEF: \"--list\" is not a whole number between 1 and 4\n");
}

TEST_CASE("a second predef is an unexpected argument") {
    CHECK(complaint({"1", "2"}) == "players: PREDEF: unexpected argument \"2\" (see --help)\n");
}

TEST_CASE("players of one's own, in the order given") {
    const Options options = parse({"--player", "zoe:5x0.3s", "--player=max:1x2"});
    CHECK(options.players == std::vector<PlayerSpec>{{"zoe", 5, 0.3}, {"max", 1, 2}});
}

TEST_CASE("a player's numbers stand at the right end, whatever the name") {
    CHECK(player("a:b:1x2") == PlayerSpec{"a:b", 1, 2});
    CHECK(player("5x0.3s:1x2s") == PlayerSpec{"5x0.3s", 1, 2});
    CHECK(player("x:2x0") == PlayerSpec{"x", 2, 0});
    CHECK(player("::0x0s") == PlayerSpec{":", 0, 0});
    CHECK(player("--seed:1x1") == PlayerSpec{"--seed", 1, 1});
    CHECK(player("zo\xc3\xa9:1x1") == PlayerSpec{"zo\xc3\xa9", 1, 1});
    CHECK(player(std::string(64, 'n') + ":1x1").name == std::string(64, 'n'));
}

TEST_CASE("a player's cycles and period may be large and small") {
    CHECK(player("zoe:1000000000000000000x1e300s") ==
          PlayerSpec{"zoe", 1'000'000'000'000'000'000, 1e300});
    CHECK(player("zoe:1x1e-300") == PlayerSpec{"zoe", 1, 1e-300});
    CHECK(player("zoe:007x.5s") == PlayerSpec{"zoe", 7, 0.5});
}

TEST_CASE("what is no player") {
    for (const std::string text :
         {"", "zoe", "zoe:", "zoe:5", "zoe:5x", "5x0.3s", "zoe 5x0.3s", "x", ":"}) {
        CAPTURE(text);
        CHECK(player_complaint(text).starts_with("players: --player: \"" + text +
                                                 "\" is not NAME:CYCLESxPERIOD"));
    }
    CHECK(player_complaint("zoe") ==
          "players: --player: \"zoe\" is not NAME:CYCLESxPERIOD, for example zoe:5x0.3s\n");
}

TEST_CASE("a player whose name is none") {
    for (const std::string& name : {std::string(), std::string("a b"), std::string("a\tb"),
                                    std::string("\x7f"), std::string(65, 'n')}) {
        CAPTURE(name);
        CHECK(player_complaint(name + ":1x1")
                  .ends_with(
                      " with a NAME of 1 to 64 bytes, no white space, no control character\n"));
    }
}

TEST_CASE("a player whose cycles are none") {
    for (const std::string cycles :
         {"", "-1", "+1", "1.5", "1e3", " 1", "one", "18446744073709551616"}) {
        CHECK(player_complaint("zoe:" + cycles + "x1s") ==
              "players: --player: \"zoe:" + cycles +
                  "x1s\" is not NAME:CYCLESxPERIOD with CYCLES a whole number >= 0 of at most 64 "
                  "bits\n");
    }
}

TEST_CASE("a player whose period is none") {
    for (const std::string period :
         {"", "-1", "+1", "nan", "inf", "1e999", "1 s", "0,5", "1ss", "0b1"}) {
        CHECK(player_complaint("zoe:1x" + period) ==
              "players: --player: \"zoe:1x" + period +
                  "\" is not NAME:CYCLESxPERIOD with PERIOD a number of seconds >= 0\n");
    }
}

TEST_CASE("either a predef or players") {
    CHECK(complaint({"2", "--player", "zoe:1x1"}) ==
          "players: PREDEF: got 2 beside --player, takes one or the other\n");
    CHECK(complaint({"--player", "zoe:1x1", "1"}) ==
          "players: PREDEF: got 1 beside --player, takes one or the other\n");
}

TEST_CASE("a seed is any number of 64 bits") {
    CHECK(parse({"--seed", "0"}).seed == 0);
    CHECK(parse({"--seed=42"}).seed == 42);
    CHECK(parse({"--seed", "18446744073709551615"}).seed == 18446744073709551615U);
}

TEST_CASE("what is no seed") {
    const std::string range = "between 0 and 18446744073709551615\n";
    CHECK(complaint({"--seed", "-1"}) == "players: --seed: -1 is not " + range);
    CHECK(complaint({"--seed", "18446744073709551616"}) ==
          "players: --seed: 18446744073709551616 is not " + range);
    CHECK(complaint({"--seed", "x"}) == "players: --seed: \"x\" is not a whole number " + range);
    CHECK(complaint({"--seed", ""}) == "players: --seed: \"\" is not a whole number " + range);
    CHECK(complaint({"--seed=", "3"}) == "players: --seed: \"\" is not a whole number " + range);
    CHECK(complaint({"--seed", "--speed"}) ==
          "players: --seed: \"--speed\" is not a whole number " + range);
}

TEST_CASE("a speed is any finite number above 0") {
    CHECK(parse({"--speed", "2"}).speed == 2);
    CHECK(parse({"--speed=0.5"}).speed == 0.5);
    CHECK(parse({"--speed", "1e3"}).speed == 1000);
    for (const std::string text :
         {"0", "0.0", "-1", "nan", "inf", "-inf", "1e999", "fast", "", "1x"}) {
        CHECK(complaint({"--speed", text}) ==
              "players: --speed: \"" + text + "\" is not a finite number above 0\n");
    }
}

TEST_CASE("a strategy") {
    CHECK(parse({}).strategy == Strategy::random);
    CHECK(parse({"--strategy", "random", "3"}).strategy == Strategy::random);
    CHECK(parse({"--strategy", "random", "3"}).players == predef(3));
    CHECK(parse({"--strategy=careful"}).strategy == Strategy::careful);
    CHECK(parse({"--strategy", "careful", "--seed", "7"}).seed == 7);
    CHECK(parse({"--strategy", "careful"}).players.empty());
    CHECK(parse({"--strategy", "careful", "--list"}).answer == players::list_predefs());
    CHECK(
        complaint({"--strategy", "carefull"}).starts_with("players: --strategy: \"carefull\" is "));
    CHECK(complaint({"--strategy"}) == "players: --strategy: takes a value, NAME, got nothing\n");
}

TEST_CASE("the careful strategy plays who the match says") {
    const std::string reason =
        ": cannot be used with --strategy careful, which plays who the match says\n";
    CHECK(complaint({"--strategy", "careful", "2"}) == "players: PREDEF" + reason);
    CHECK(complaint({"--player", "zoe:1x1", "--strategy", "careful"}) ==
          "players: --player" + reason);
    CHECK(complaint({"--speed", "1", "--strategy", "careful"}) == "players: --speed" + reason);
}

TEST_CASE("options take one value, once") {
    CHECK(complaint({"--seed"}) == "players: --seed: takes a value, N, got nothing\n");
    CHECK(complaint({"--player"}) ==
          "players: --player: takes a value, NAME:CYCLESxPERIOD, got nothing\n");
    CHECK(complaint({"--seed", "1", "--seed", "2"}) ==
          "players: --seed: takes one value, got \"1\" and \"2\"\n");
    CHECK(complaint({"--speed", "1", "--speed=1"}) ==
          "players: --speed: takes one value, got \"1\" and \"1\"\n");
    CHECK(complaint({"--list=no"}) == "players: --list: takes no value, got \"no\"\n");
    CHECK(complaint({"--help="}) == "players: --help: takes no value, got \"\"\n");
}

TEST_CASE("options that do not exist") {
    CHECK(complaint({"--sede", "1"}) ==
          "players: --sede: no such option; did you mean --seed? (see --help)\n");
    CHECK(complaint({"--see=1"}) ==
          "players: --see=1: no such option; did you mean --seed? (see --help)\n");
    CHECK(complaint({"--frobnicate"}) == "players: --frobnicate: no such option (see --help)\n");
    CHECK(complaint({"-x"}) == "players: -x: no such option (see --help)\n");
}

TEST_CASE("a complaint is one line, whatever the argument holds") {
    CHECK(complaint({"a\nb"}) ==
          "players: PREDEF: \"a\\x0ab\" is not a whole number between 1 and 4\n");
    CHECK(complaint({"--\x1b[31m\r\n"}) ==
          "players: --\\x1b[31m\\x0d\\x0a: no such option (see --help)\n");
    CHECK(player_complaint("\x7f:1x1").find("\"\\x7f:1x1\"") != std::string::npos);
}

TEST_CASE("--list, --help and --version ask for a text instead") {
    CHECK(parse({"--list"}).answer == players::list_predefs());
    CHECK(parse({"--list", "--list", "3"}).answer == players::list_predefs());
    CHECK(parse({"--version"}).answer == "players " GAME_VERSION "\n");
    const std::string help = parse({"--help"}).answer.value();
    for (const std::string word :
         {"PREDEF", "--list", "--player", "--seed", "--speed", "--strategy", "--version"}) {
        CAPTURE(word);
        CHECK(help.find(word) != std::string::npos);
    }
    CHECK(parse({"-h"}).answer == help);
}

TEST_CASE("--help and --version win over what stands after them") {
    CHECK(parse({"--help", "--seed", "x", "7"}).answer.value().find("Usage:") != std::string::npos);
    CHECK(parse({"--version", "--help"}).answer == "players " GAME_VERSION "\n");
}

TEST_CASE("a program without even a name") {
    CHECK(players::parse_options(0, nullptr).players == predef(1));
}
