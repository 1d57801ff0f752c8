/// game-tournament(5), game(1): a tournament in parts (--part), and the standings of several files
/// of results (--standings).
#include "tests/end_to_end/tournament.h"

namespace tests {

namespace {

const std::string part_file(const Match& match, int part) {
    return match.folder.path("results." + std::to_string(part) + "-of-3.ndjson");
}

Result play_part(const Match& match, int part, const Words& options = {}) {
    Launch launch = match.launch;
    launch.add({"--part", std::to_string(part) + "/3"});
    launch.add(options);
    return run(launch);
}

Result show(const Match& match, const Words& results) {
    Launch launch = Launch::of(GAME_PROGRAM, standings_option(match));
    launch.add(results);
    return run(launch);
}

}  // namespace

TEST_SUITE("tournament in parts") {
    TEST_CASE("the parts play all matches once, and their standings are those of the whole") {
        Match match(tournament(four), {});
        Words files;
        Words logs;
        std::map<int, Json> of_parts;
        for (int part = 1; part <= 3; ++part) {
            CAPTURE(part);
            files.push_back(part_file(match, part));
            logs.push_back(match.folder.path(std::to_string(part) + ".ndjson"));
            CHECK(play_part(match, part, {"--log", logs.back()}).ending == exited(0));
            for (const auto& [number, played] : matches_of(file_content(files.back()))) {
                CHECK(number % 3 == part % 3);
                of_parts[number] = played;
            }
        }
        CHECK(of_parts.size() == 12);
        const Result shown = show(match, files);
        CHECK(shown.ending == exited(0));
        CHECK(shown.errors.empty());
        CHECK(contains(shown.output, "======== standings after 12 of 12 matches\nRANK  PLAYER"));
        const Json standings = standings_in(match);

        match.launch.add(standings_option(match, "whole.json"));
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)) == of_parts);
        CHECK(standings_in(match, "whole.json") == standings);
        CHECK(show(match, {match.folder.path("results.ndjson")}).ending == exited(0));
        CHECK(standings_in(match) == standings);

        Words replay = {"--speed", "1000000", "--replay"};
        replay.insert(replay.end(), logs.begin(), logs.end());
        const Result replayed = run(Launch::of(GAME_PROGRAM, replay));
        CHECK(replayed.ending == exited(0));
        CHECK(count(lines(replayed.output), " of 12: 1. ") == 12);
        CHECK(replayed.output.ends_with(
            "\n======== no standings in these logs: see --standings of all results\n"));
    }

    TEST_CASE("a part goes on where it was stopped, and says how many matches it has") {
        const Match match(tournament(four), {});
        const Result first = play_part(match, 2);
        CHECK(first.ending == exited(0));
        CHECK(first.output.ends_with(
            "         no whole encounter in one part: see --standings of all results\n"));
        const std::string results = file_content(part_file(match, 2));
        const Result again = play_part(match, 2);
        CHECK(again.ending == exited(0));
        CHECK(again.errors ==
              "game: continuing: 4 of 4 matches are in " + part_file(match, 2) + "\n");
        CHECK(file_content(part_file(match, 2)) == results);
    }

    TEST_CASE("matches that no file has are said, those that two have are refused") {
        const Match match(tournament(four), {});
        for (int part = 1; part <= 2; ++part)
            CHECK(play_part(match, part).ending == exited(0));
        const Result one = show(match, {part_file(match, 1)});
        CHECK(one.output.ends_with(
            "         no whole encounter yet: one counts when all its matches have ended\n"));
        const Result incomplete = show(match, {part_file(match, 1), part_file(match, 2)});
        CHECK(incomplete.ending == exited(1));
        CHECK(incomplete.errors == "game: 4 matches have no result\n");
        CHECK(standings_in(match)["matches"] == 8);

        const Result doubled = show(match, {part_file(match, 1), part_file(match, 1)});
        CHECK(doubled.ending == exited(2));
        CHECK(doubled.errors.starts_with("game: " + part_file(match, 1) + ": line 2: match "));
        CHECK(doubled.errors.ends_with(" occurs twice\n"));
    }

    TEST_CASE("results of something else are refused") {
        const Match match(tournament(four), {});
        const Match other(tournament(four, R"("rounds": 1, "seed": 8)"), {});
        CHECK(play_part(match, 1).ending == exited(0));
        CHECK(play_part(other, 2).ending == exited(0));
        const Result mixed = show(match, {part_file(match, 1), part_file(other, 2)});
        CHECK(mixed.ending == exited(2));
        CHECK(contains(mixed.errors, ": has the results of another tournament than "));
        CHECK(contains(mixed.errors, ": /seed is 8, not 7\n"));

        const std::string scenario = match.folder.path("scenario.json");
        const Result none = show(match, {scenario, part_file(match, 1)});
        CHECK(none.ending == exited(2));
        CHECK(contains(none.errors, ": has no results of a tournament\n"));
        CHECK(show(match, {"/nonexistent", scenario}).ending == exited(2));
        const Result logged =
            show(match, {part_file(match, 1), "--log", match.folder.path("x.ndjson")});
        CHECK(logged.ending == exited(2));
        CHECK(contains(logged.errors, "--log: cannot be combined with results"));
    }

    TEST_CASE("what has to be played whole is refused in parts") {
        for (const std::string_view keys :
             {R"("format": "swiss", "rounds": 2, "seed": 1)",
              R"("format": "knockout", "rounds": 1, "seed": 1)", R"("rounds": 1)"}) {
            CAPTURE(keys);
            const Match match(tournament(four, keys), {});
            const Result result = play_part(match, 1);
            CHECK(result.ending == exited(2));
            CHECK(contains(result.errors, "game: --part: "));
            CHECK(result.output.empty());
        }
        const Match tested(
            tournament({four[0], four[1]}, R"("rounds": 1, "seed": 1, "sprt": {"elo1": 10})"), {});
        CHECK(contains(play_part(tested, 1).errors, "\"sprt\""));
    }
}

}  // namespace tests
