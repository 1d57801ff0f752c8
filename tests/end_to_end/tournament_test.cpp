/// game-tournament(5): what is played, and what is said of it.
#include "tests/end_to_end/tournament.h"

namespace tests {

TEST_SUITE("tournament") {
    TEST_CASE(
        "a round-robin: a line for each match, standings, results, logs and standings files") {
        Match match(tournament(four, R"("rounds": 1, "seed": 7, "logs": "logs")"), {});
        for (const std::string_view name : {"s.json", "s.csv", "s.svg"})
            match.launch.add(standings_option(match, name));
        match.launch.add({"--log", match.folder.path("run.ndjson")});
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        CHECK(result.errors.empty());
        const std::vector<std::string> said = lines(result.output);
        CHECK(count(said, " of 12: 1. ") == 12);
        CHECK(count(said, " - last turn, 6 turns") == 12);
        CHECK(contains(result.output, "======== standings after 12 of 12 matches\nRANK  PLAYER"));
        CHECK(said.size() >= 12 + 6);
        CHECK(contains(lines(results_of(match)).front(),
                       R"({"tournament":1,"players":[{"name":"ann")"));
        CHECK(matches_of(results_of(match)).size() == 12);
        for (int i = 1; i <= 12; ++i) {
            CHECK(keeps_to_schema(
                file_content(match.folder.path("logs/" + std::to_string(i) + ".ndjson"))));
        }
        CHECK(keeps_to_schema(file_content(match.folder.path("run.ndjson"))));

        const Json standings = Json::parse(file_content(match.folder.path("s.json")));
        CHECK(standings["matches"] == 12);
        CHECK(standings["void"] == 0);
        REQUIRE(standings["players"].size() == 4);
        double points = 0;
        for (const Json& player : standings["players"]) {
            for (const char* const key :
                 {"rank", "name", "rating", "interval", "encounters", "points", "wins", "draws",
                  "losses", "late", "crashed", "seconds"})
                CHECK(player.contains(key));
            CHECK(player["encounters"] == 3);
            points += player["points"].get<double>();
        }
        CHECK(points == doctest::Approx(6));
        CHECK(lines(file_content(match.folder.path("s.csv"))).size() == 5);
        CHECK(contains(file_content(match.folder.path("s.svg")), "<title>Standings</title>"));

        Launch again = Launch::of(GAME_PROGRAM,
                                  {"--replay", match.folder.path("run.ndjson"), "--speed", "1000"});
        CHECK(run(again).output == result.output);
    }

    TEST_CASE("both players start in each position, with one seed") {
        const Match match(tournament({four[0], four[1]}, R"("rounds": 2, "seed": 7)"), {});
        CHECK(match.play().ending == exited(0));
        const std::map<int, Json> played = matches_of(results_of(match));
        REQUIRE(played.size() == 4);
        const auto first = [&](int number) { return played.at(number)["players"][0]["name"]; };
        CHECK(first(1) != first(2));
        CHECK(first(3) != first(4));
        CHECK(played.at(1)["seed"] == played.at(2)["seed"]);
        CHECK(played.at(1)["seed"] != played.at(3)["seed"]);
    }

    TEST_CASE("every format is played to its end") {
        for (const std::string_view keys :
             {R"("format": "gauntlet", "rounds": 1)", R"("format": "swiss", "rounds": 2)",
              R"("format": "knockout", "rounds": 1)",
              R"("format": "free-for-all", "group": 3, "rounds": 2)",
              R"("format": "round-robin", "group": 3, "rounds": 1)"}) {
            CAPTURE(keys);
            Match match(tournament(four, std::string(keys) + R"(, "seed": 3)"), {});
            match.launch.add(standings_option(match));
            const Result result = match.play();
            CHECK(result.ending == exited(0));
            const Json standings = standings_in(match);
            CHECK(standings["matches"] == standings["planned"]);
            CHECK(standings["players"].size() == 4);
            CHECK(match.play().ending == exited(0));  // nothing is left to play
            CHECK(standings_in(match) == standings);
        }
    }

    TEST_CASE("without a seed it is drawn, kept in the results, and taken from there") {
        const Match match(tournament({four[0], four[1]}, R"("rounds": 1)"), {});
        CHECK(match.play().ending == exited(0));
        const std::string results = results_of(match);
        const Result again = match.play();
        CHECK(again.ending == exited(0));
        CHECK(results_of(match) == results);
        CHECK(again.errors == "game: continuing: 2 of 2 matches are in " +
                                  match.folder.path("results.ndjson") + "\n");
    }

    TEST_CASE("who crashes or is late is counted, and loses") {
        Match match(tournament({four[0], contestant("falls", "exit 3"),
                                contestant("slow", bot("sleep 0.3; echo N"))},
                               R"("rounds": 1, "logs": "logs", "keep_logs": "lost")",
                               R"("rules": "paint", "turns": 3, "first_limit": 5, "strikes": 1,
                                  "turn_limit": 0.1)"),
                    {});
        match.launch.add(standings_option(match));
        CHECK(match.play().ending == exited(0));
        std::map<std::string, Json> by_name;
        const Json standings = standings_in(match);
        for (const Json& player : standings["players"])
            by_name[player["name"]] = player;
        CHECK(by_name["falls"]["crashed"] == 4);
        CHECK(by_name["ann"]["crashed"] == 0);
        CHECK(by_name["slow"]["late"] > 0);
        CHECK(by_name["ann"]["rank"] == 1);
    }

    TEST_CASE("logs that are not kept are gone") {
        Match match(
            tournament({four[0], four[1]}, R"("rounds": 1, "logs": "logs", "keep_logs": "lost")"),
            {});
        CHECK(match.play().ending == exited(0));
        CHECK(match.has("logs"));
        CHECK_FALSE(match.has("logs/1.ndjson"));
    }

    TEST_CASE("a program that is missing crashes, which is said before; so does --check") {
        Match match(tournament({four[0], R"({"name": "gone", "command": ["./nosuch"]})"}), {});
        match.launch.add(standings_option(match));
        const Result played = match.play();
        CHECK(played.ending == exited(0));
        CHECK(contains(played.errors, "(gone) cannot start: ./nosuch: No such file"));
        CHECK(standings_in(match)["players"][1]["crashed"] == 2);
        CHECK(standings_in(match)["players"][0]["rating"].is_null());
        CHECK(standings_in(match)["players"][0]["interval"].is_null());
        match.launch.command.resize(2);
        match.launch.add({"--check"});
        const Result checked = match.play();
        CHECK(checked.ending == exited(1));
        CHECK(contains(checked.output,
                       "round-robin of 2 players, 1 round: 1 encounter of 2 matches"
                       " each, at most 2 at once\n"));
        CHECK(contains(checked.errors, "(gone) cannot start: ./nosuch: No such file"));
    }

    TEST_CASE("a void match is played four times in all, and then counts for nobody") {
        Match match(tournament({four[0], four[1]}, R"("rounds": 1)",
                               R"("referee": ["sh", "-c", "echo >>tries; exit 3"])"),
                    {});
        match.launch.add(standings_option(match));
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(lines(file_content(match.folder.path("tries"))).size() == 8);
        CHECK(contains(result.output, "match 1 of 2: void - "));
        CHECK(contains(result.output, "standings after 2 of 2 matches, 2 void\n"));
        CHECK(contains(result.output, "no rating - "));
        CHECK_FALSE(contains(result.output, "nan"));
        const Json standings = standings_in(match);
        CHECK(standings["matches"] == 0);
        CHECK(standings["void"] == 2);
        CHECK(contains(file_content(match.folder.path("standings.json")), "\"seconds\":null"));
    }

    TEST_CASE("what a match says on standard error is shown with its number") {
        Match match(tournament({four[0], four[1]}, R"("rounds": 1)",
                               R"("rules": "paint", "turns": 1, "first_limit": 20)",
                               R"("launcher": ["sh", "-c", "echo hm >&2; exec \"$@\"", "sh"],
                                  "max_running": 1)"),
                    {});
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        CHECK(result.errors == "match 1: hm\nmatch 2: hm\n");
    }

    TEST_CASE("the test of two players ends the tournament early") {
        const std::string wins = R"("referee": ["sh", "referee.sh"])";
        Match match(tournament({four[0], four[1]},
                               R"("rounds": 500, "sprt": {"elo0": 0, "elo1": 300})", wins),
                    {});
        match.folder.write("referee.sh",
                           R"(read -r start
echo '{"type":"end","turn":0,"reason":"so","ranks":[{"player":"ann","rank":1,"score":1},{"player":"ben","rank":2,"score":0}]}'
)");
        match.launch.add(standings_option(match));
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        const Json standings = standings_in(match);
        CHECK(standings["test"]["verdict"] == "elo1");
        CHECK(standings["matches"] < 100);
        CHECK(contains(result.output, "test of 0 against 300 Elo: 300 Elo accepted, "));
        CHECK(match.play().ending == exited(0));
        CHECK(standings_in(match) == standings);
    }

    TEST_CASE("the keyboard lists the standings, and launches nothing") {
        Match match(
            tournament(
                {contestant("ann", bot("until test -e go; do sleep 0.01; done; echo N")), four[1]},
                R"("rounds": 1)"),
            {});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.type("1\nlist\n");
        game.wait_for_output("======== standings after 0 of 2 matches\n");
        game.wait_for_errors("(match)");
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(result.output, "1: a tournament launches its matches itself\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("odd names and words arrive as they are") {
        Match match(tournament({R"({"name": "<b>&\"x\"", "command": ["sh", "-c", )" +
                                    json_string(bot("echo N") + " # \"'$\\ ü") +
                                    R"(], "env": {"A": "b c"}, "cwd": "sub"})",
                                four[1]}),
                    {});
        match.folder.make_folder("sub");
        for (const std::string_view name : {"s.json", "s.csv", "s.svg"})
            match.launch.add(standings_option(match, name));
        CHECK(match.play().ending == exited(0));
        CHECK(contains(file_content(match.folder.path("s.svg")), "&lt;b&gt;&amp;\"x\""));
        CHECK(contains(file_content(match.folder.path("s.csv")), R"("<b>&""x""")"));
    }

    TEST_CASE("what makes no sense in a tournament is refused") {
        const Match match(tournament({four[0], four[1]}), {});
        for (const Words& options : {Words{"--keep-running"}, Words{"--fail-fast"}}) {
            Launch launch = match.launch;
            launch.add(options);
            const Result result = run(launch);
            CHECK(result.ending == exited(2));
            CHECK(result.errors == "game: " + options[0] + ": has no meaning in a tournament\n");
        }
        Launch launch = match.launch;
        launch.add({"--standings", "standings.txt"});
        CHECK(contains(run(launch).errors, "does not end with .json, .csv or .svg"));
        CHECK_FALSE(match.has("results.ndjson"));
        Match other(scenario({}), {"--standings", "s.json"});
        CHECK(other.play().errors == "game: --standings: the scenario has no tournament\n");
    }
}

}  // namespace tests
