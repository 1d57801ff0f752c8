/// The players in scenarios/bots/, which people copy from.
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <set>

#include <doctest/doctest.h>

namespace tests {

namespace {

struct Language {
    std::string name;  ///< as bots.json calls it
    std::string interpreter;
    std::string player;
    std::size_t moves;
};

const std::vector<Language> languages{
    {"Python", "python3", "monty", 6},
    {"JavaScript", "node", "jasper", 8},
    {"shell", "sh", "shelly", 5},
    {"C", "cc", "cecil", 10},
};

Result play_bots(const std::vector<std::string>& options) {
    Launch launch;
    launch.command = {GAME_PROGRAM, "--no-clock"};
    launch.add(options);
    launch.command.push_back(std::string(SCENARIOS) + "/bots.json");
    return run(launch);
}

std::vector<std::string> lines_of(const std::string& output, const Language& language) {
    return only(only(lines(output), "got `"), "(" + language.name + ")");
}

}  // namespace

TEST_SUITE("bots") {
    TEST_CASE("every language plays its moves, and says nothing else") {
        const Result result = play_bots({"--speed", "20"});
        check_story(result.output);
        for (const Language& language : languages) {
            if (skip_without(language.interpreter)) continue;
            CAPTURE(language.name);
            const std::vector<std::string> said = lines_of(result.output, language);
            CHECK(said.size() == language.moves);
            CHECK(count(said, " " + language.player + "` from") == language.moves);
            for (const std::string& line : only(lines(result.output), "<<<<")) {
                if (contains(line, "(" + language.name + ")")) {
                    CHECK(contains(line, " - exit code 0 - "));
                }
            }
        }
    }

    TEST_CASE("every language makes the same moves from the same seed") {
        const std::string first = play_bots({"--speed", "100", "--seed", "7"}).output;
        const std::string again = play_bots({"--speed", "100", "--seed", "7"}).output;
        for (const Language& language : languages) {
            if (skip_without(language.interpreter)) continue;
            CAPTURE(language.name);
            CHECK(lines_of(first, language) == lines_of(again, language));
            CHECK_FALSE(lines_of(first, language).empty());
        }
    }

    TEST_CASE("every language moves in more than one direction from the largest seed") {
        const std::string output =
            play_bots({"--speed", "100", "--seed", "18446744073709551615"}).output;
        for (const Language& language : languages) {
            if (skip_without(language.interpreter)) continue;
            CAPTURE(language.name);
            std::set<char> directions;
            for (const std::string& line : lines_of(output, language))
                directions.insert(line[line.find('`') + 1]);
            CHECK(directions.size() > 1);
        }
    }
}

}  // namespace tests
