/// players(1): arguments that `players` cannot use.
#include "tests/end_to_end/players.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

/// A wrong command line, and what its one line of explanation must contain: the argument's name,
/// what it got, and something of what it takes.
struct Mistake {
    std::vector<std::string> arguments;
    std::vector<std::string> mentioned;
};

void check_refused(const Mistake& mistake) {
    std::string command_line;
    for (const std::string& argument : mistake.arguments)
        command_line += " '" + argument + "'";
    CAPTURE(command_line);
    const Result result = run(players(mistake.arguments));
    CHECK(result.ending == exited(2));
    CHECK(result.output.empty());
    CAPTURE(result.errors);
    CHECK(is_one_line(result.errors));
    for (const std::string& word : mistake.mentioned) {
        CHECK_MESSAGE(contains(result.errors, word), word);
    }
}

}  // namespace

TEST_SUITE("players usage") {
    TEST_CASE("a predef that is not 1 to 4 is refused") {
        for (const char* predef : {"0", "5", "44", "1.5", "one", "1x", " 1", "0x1", "4294967297",
                                   "99999999999999999999"}) {
            check_refused({{predef}, {predef, "1", "4"}});
        }
        check_refused({{""}, {}});
        check_refused({{"-1"}, {"-1"}});
    }

    TEST_CASE("one predef only") {
        check_refused({{"1", "2"}, {"2"}});
    }

    TEST_CASE("an unknown option is refused") {
        check_refused({{"--frobnicate"}, {"--frobnicate"}});
        check_refused({{"-z"}, {"-z"}});
    }

    TEST_CASE("an option without its value is refused") {
        for (const char* option : {"--seed", "--speed", "--player"}) {
            check_refused({{option}, {option}});
        }
    }

    TEST_CASE("a speed that is not above zero is refused") {
        for (const char* speed : {"0", "-1", "0.0", "nan", "inf", "fast", "1x", "1e999", "-0"}) {
            check_refused({{"--speed", speed}, {"--speed", speed, "0"}});
        }
        check_refused({{"--speed", ""}, {"--speed"}});
    }

    TEST_CASE("a seed that is not a whole number is refused") {
        for (const char* seed : {"abc", "1.5", "1e3", "0x", "7 "}) {
            check_refused({{"--seed", seed}, {"--seed", seed, "number"}});
        }
        const std::string too_large = "18446744073709551616";
        check_refused({{"--seed", too_large}, {"--seed", too_large, "18446744073709551615"}});
        check_refused({{"--seed", ""}, {"--seed"}});
    }

    TEST_CASE("a player that is not NAME:CYCLESxPERIOD is refused") {
        for (const char* player :
             {"zoe", "zoe:", "zoe:5", "zoe:5x", "zoe:5xs", "zoe:x1", ":5x1", "zoe:5y1", "5x1"}) {
            check_refused({{"--player", player}, {"--player", player, "CYCLESxPERIOD"}});
        }
        check_refused({{"--player", ""}, {"--player"}});
    }

    TEST_CASE("a player whose cycles are not a whole number from 0 is refused") {
        for (const char* player : {"zoe:-1x1s", "zoe:1.5x1s", "zoe:manyx1s", "zoe: 1x1s",
                                   "zoe:99999999999999999999999x1s"}) {
            check_refused({{"--player", player}, {"--player", player}});
        }
    }

    TEST_CASE("a player whose period is not seconds from 0 is refused") {
        for (const char* player : {"zoe:1x-1s", "zoe:1xnan", "zoe:1xinfs", "zoe:1x1m", "zoe:1x1ss",
                                   "zoe:1x1s ", "zoe:1x1e999", "zoe:1x0.5.5s"}) {
            check_refused({{"--player", player}, {"--player", player}});
        }
    }

    TEST_CASE("a player's name has 1 to 64 bytes with no white space and no control character") {
        const std::string too_long(65, 'n');
        check_refused({{"--player", too_long + ":1x1s"}, {"--player", "64"}});
        check_refused({{"--player", "zo e:1x1s"}, {"--player", "zo e"}});
        for (const char* player : {"zo\te:1x1s", "zo\ne:1x1s",
                                   "zo\x7f"
                                   "e:1x1s",
                                   "zo\x1b[31me:1x1s"}) {
            check_refused({{"--player", player}, {"--player"}});
        }
    }

    TEST_CASE("one bad player among good ones is enough") {
        check_refused({{"--player", "zoe:1x1s", "--player", "max:1"}, {"--player", "max:1"}});
    }
}

}  // namespace tests
