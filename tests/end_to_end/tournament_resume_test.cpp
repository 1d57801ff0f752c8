/// game-tournament(5): tournaments that are interrupted, and go on.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/tournament.h"

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <sys/mount.h>

namespace tests {

namespace {

/// Bots that wait for a file before each match, to be interrupted meanwhile.
const std::string held = contestant("ann", bot("until test -e go; do sleep 0.01; done; echo N"));

constexpr std::string_view paint_six =
    R"("rules": "paint", "turns": 6, "first_limit": 20, "settings": {"width": 5, "height": 5})";

/// Four matches of which one runs, held, and three wait for a place; commands can be typed.
struct FourMatches {
    FourMatches() {
        launch.input = Source::pipe;
        launch.add({"--log", match.folder.path("run.ndjson")});
    }

    std::string log() const { return file_content(match.folder.path("run.ndjson")); }

    /// Waits until the log tells of all, and of the one that has been started.
    void wait_for_all(Program& game) const {
        game.wait_until("four matches", [this] {
            const Words events = lines(log());
            return count(events, R"("event":"match_start")") == 4 &&
                   count(events, R"("event":"start")") == 1;
        });
    }

    Match match{tournament({held, four[1]}, R"("rounds": 2)", paint_six,
                           R"("max_running": 4, "hosts": [{"name": "local", "slots": 1}])"),
                {}};
    Launch launch = match.launch;
};

}  // namespace

TEST_SUITE("tournament resume") {
    TEST_CASE("killed at any time, it goes on without losing or repeating a match") {
        const std::string keys = R"("format": "swiss", "rounds": 5, "seed": 9)";
        Words eight = four;
        for (const char* const name : {"ed", "fay", "gus", "hal"})
            eight.push_back(runner(name, "N"));
        Match undisturbed(tournament(eight, keys), {});
        undisturbed.launch.add(standings_option(undisturbed));
        CHECK(undisturbed.play().ending == exited(0));
        const std::map<int, Json> expected = matches_of(results_of(undisturbed));

        CHECK(expected.size() == 40);

        Match match(tournament(eight, keys), {});
        match.launch.add(standings_option(match));
        for (const std::size_t played : {1U, 5U, 13U}) {
            Program game(match.launch);
            game.wait_until("some results",
                            [&] { return lines(results_of(match)).size() > played; });
            game.signal(SIGKILL);
            CHECK(game.wait_for_end() == killed_by(SIGKILL));
            wait_until_all_are_gone();
        }
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)) == expected);
        CHECK(standings_in(match) == standings_in(undisturbed));
    }

    TEST_CASE("an incomplete last line is dropped, with a message") {
        Match match(tournament({four[0], four[1]}), {});
        CHECK(match.play().ending == exited(0));
        const std::string whole = results_of(match);
        match.folder.write("results.ndjson", whole.substr(0, whole.size() - 10));
        const Result result = match.play();
        CHECK(result.ending == exited(0));
        CHECK(contains(result.errors, "results.ndjson: dropped an incomplete last line, of "));
        CHECK(matches_of(results_of(match)) == matches_of(whole));
    }

    TEST_CASE("results of another tournament, and other files, are refused and stay") {
        const std::string first = tournament({four[0], four[1]});
        Match match(first, {});
        CHECK(match.play().ending == exited(0));
        const std::string results = results_of(match);
        const auto refusal_of = [&](const std::string& scenario_text) {
            const std::string file = match.folder.write("other.json", scenario_text);
            const Result result = run(Launch::of(GAME_PROGRAM, {file}));
            CHECK(result.ending == exited(2));
            CHECK(results_of(match) == results);
            return result.errors;
        };
        CHECK(contains(refusal_of(tournament({four[0], four[1]}, R"("rounds": 2, "seed": 7)")),
                       "results.ndjson: has the results of another tournament: /rounds is 1, "
                       "not 2\n"));
        CHECK(contains(refusal_of(tournament({four[0], four[2]})),
                       "/players/1/name is \"ben\", not \"cy\"\n"));
        CHECK(contains(refusal_of(tournament({four[0], four[1]}, R"("rounds": 1, "seed": 8)")),
                       "/seed is 7, not 8\n"));
        CHECK(contains(refusal_of(tournament({four[0], four[1]}, R"("rounds": 1, "seed": 7)",
                                             R"("rules": "paint", "turns": 4)")),
                       "/match/"));
        match.folder.write("results.ndjson", "hello\n");
        const Result result = match.play();
        CHECK(result.ending == exited(2));
        CHECK(contains(result.errors, "has no results of a tournament\n"));
        CHECK(results_of(match) == "hello\n");
    }

    TEST_CASE("two games cannot use the same results") {
        const Match match(tournament({held, four[1]}), {});
        Program game(match.launch);
        game.wait_until("the results", [&] { return !results_of(match).empty(); });
        const Result second = match.play();
        CHECK(second.ending == exited(2));
        CHECK(contains(second.errors, "results.ndjson: another game writes it\n"));
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("the first signal lets matches be finished, and no others start") {
        const Match match(tournament({held, four[1]}, R"("rounds": 5)"), {});
        Program game(match.launch);
        game.wait_until("both matches", [&] { return game_processes().size() >= 4; });
        game.signal(SIGINT);
        match.release("go");
        const Result result = game.wait();
        CHECK(result.ending == killed_by(SIGINT));
        CHECK(count(lines(result.output), "match 1 of 10: 1. ") == 1);
        CHECK(count(lines(result.output), "match 2 of 10: 1. ") == 1);
        CHECK(contains(result.output, "standings after 2 of 10 matches\n"));
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 10);
    }

    TEST_CASE("the first signal drops matches that wait for a place") {
        const FourMatches matches;
        const Match& match = matches.match;
        Program game(matches.launch);
        matches.wait_for_all(game);
        game.signal(SIGINT);
        game.wait_until("the waiting ones are gone", [&] {
            game.type("list\n");
            return contains(game.errors(), "1 running, 0 waiting");
        });
        match.release("go");
        CHECK(game.wait().ending == killed_by(SIGINT));
        CHECK(matches_of(results_of(match)).size() == 1);
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 4);
    }

    TEST_CASE("a match that is killed while it waits for a place is played all the same") {
        const FourMatches matches;
        const Match& match = matches.match;
        Program game(matches.launch);
        matches.wait_for_all(game);
        game.type("kill 3\n");
        game.wait_until("the command", [&] { return contains(matches.log(), "\"kill 3\""); });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 4);
    }

    TEST_CASE("a match in ticks that is stopped has no result") {
        const Match match(
            tournament({four[0], four[1]}, R"("rounds": 1)",
                       R"("rules": "paint", "mode": "ticks", "tick": 0.02, "turns": 100000)"),
            {});
        Launch launch = match.launch;
        launch.input = Source::pipe;
        Program game(launch);
        game.wait_until("both matches", [&] { return game_processes().size() >= 4; });
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, "standings after 0 of 2 matches\n"));
        CHECK(matches_of(results_of(match)).empty());
    }

    TEST_CASE("the result of another match is not taken") {
        // What the first match says, it says for the second one.
        const std::string liar =
            list({"sh", "-c", R"("$@" | sed 's/"match":1,/"match":2,/')", "sh"});
        const Match match(
            tournament({four[0], four[1]}, R"("rounds": 1)", paint_six, R"("launcher": )" + liar),
            {});
        CHECK(match.play().ending == exited(1));
        const std::map<int, Json> played = matches_of(results_of(match));
        REQUIRE(played.size() == 2);
        CHECK(played.at(1).contains("void"));
        CHECK_FALSE(played.at(2).contains("void"));
    }

    TEST_CASE("a second signal stops them, and they are played again another time") {
        const Match match(tournament({held, four[1]}), {});
        Program game(match.launch);
        game.wait_until("both matches", [&] { return game_processes().size() >= 4; });
        game.signal(SIGTERM);
        // One decision may reach us twice, so a second one soon after is not a second one.
        const Deadline echo(std::chrono::milliseconds(100));
        game.wait_until("the end of the echo", [&] { return echo.passed(); });
        game.signal(SIGTERM);
        const Result result = game.wait();
        CHECK(result.ending == killed_by(SIGTERM));
        CHECK(contains(result.output, "standings after 0 of 2 matches\n"));
        CHECK(matches_of(results_of(match)).empty());
        match.release("go");
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 2);
    }

    TEST_CASE("a match that is killed is played again") {
        const Match match(tournament({held, four[1]}, R"("rounds": 1)",
                                     R"("rules": "paint", "turns": 1, "first_limit": 20)",
                                     R"("stop_timeout": 1, "max_running": 1)"),
                          {});
        Launch launch = match.launch;
        launch.input = Source::pipe;
        launch.add({"--log", match.folder.path("run.ndjson")});
        Program game(launch);
        game.wait_until("a match", [&] { return game_processes().size() >= 3; });
        game.type("kill 1\n");
        const auto log = [&] { return file_content(match.folder.path("run.ndjson")); };
        game.wait_until("the end of it", [&] { return contains(log(), "\"event\":\"exit\""); });
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(log(), "\"match\":1,\"matches\":2,\"attempt\":2"));
        CHECK(result.ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 2);
    }

    TEST_CASE("what a match that dies leaves behind is ended at once, and it is played again") {
        const std::string script =
            "trap '' TERM; echo started >> started; until test -e go; do sleep 0.01; done; " +
            bot("echo N");
        const Words stubborn = {contestant("ann", script), contestant("ben", script)};
        const Match match(tournament(stubborn, R"("rounds": 1)",
                                     R"("rules": "paint", "turns": 1, "first_limit": 20)",
                                     R"("stop_timeout": 1, "max_running": 1)"),
                          {});
        Launch launch = match.launch;
        launch.add({"--log", match.folder.path("run.ndjson")});
        Program game(launch);
        const auto starts = [&] {
            return lines(file_content(match.folder.path("started"))).size();
        };
        pid_t player = 0;
        game.wait_until("a match", [&] {
            for (const std::string& line : lines(file_content(match.folder.path("run.ndjson")))) {
                if (contains(line, R"("event":"start")")) player = Json::parse(line)["pid"];
            }
            return player != 0 && starts() == 2;
        });
        const std::vector<Process> bots = descendants_of(player);
        CHECK(bots.size() >= 2);
        ::kill(player, SIGKILL);
        game.wait_until("the second attempt", [&] { return starts() == 4; });
        game.wait_until("the end of the bots", [&] {
            return std::ranges::none_of(bots, [](const Process& bot) { return is_alive(bot.pid); });
        });
        match.release("go");
        CHECK(game.wait().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 2);
    }

    TEST_CASE("standings that cannot be written are a failure, and the results stay") {
        Match match(tournament({four[0], four[1]}), {"--standings", "/nosuch/s.json"});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.errors, "cannot write /nosuch/s.json: No such file or directory\n"));
        CHECK(matches_of(results_of(match)).size() == 2);
    }

    TEST_CASE("logs that cannot be written stop the tournament, which goes on later") {
        const Match match(tournament({four[0], four[1]}, R"("rounds": 1, "logs": "logs")"), {});
        const std::string logs = match.folder.make_folder("logs");
        std::filesystem::create_symlink("/dev/full", logs + "/1.ndjson");
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.errors, "game: the log of match 1: "));
        CHECK(contains(
            result.errors,
            "the tournament stops; correct this, then run the same command again to continue\n"));
        std::filesystem::remove(logs + "/1.ndjson");
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 2);
    }

    TEST_CASE("a full disk under the results stops the tournament, which goes on later") {
        const Match match(tournament({four[0], four[1]}, R"("rounds": 10, "logs": "logs")"), {});
        const std::string disk = match.folder.make_folder("disk");
        if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=8k") != 0) {
            skip("no small disk can be made here");
            return;
        }
        const std::string results = disk + "/results.ndjson";
        std::filesystem::create_symlink(results, match.folder.path("results.ndjson"));
        match.folder.write("disk/filler", repeated("x", 4096));
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.errors, "cannot write "));
        CHECK(contains(result.errors, "No space left on device: the tournament stops"));
        const std::string before = file_content(results);
        CHECK(before.ends_with('\n'));
        CHECK(matches_of(before).size() > 1);
        std::filesystem::remove(disk + "/filler");
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(file_content(results)).size() == 20);
        ::umount(disk.c_str());
    }
}

}  // namespace tests
