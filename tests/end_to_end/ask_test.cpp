/// `game --ask`: a bot is asked again what a player was asked in a logged match.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/skip.h"

#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace tests {

namespace {

/// As `bot`, but also keeps what it is told, in the file $TOLD; `told` where that is not set.
std::string recorder(const std::string& told, std::string_view act) {
    return R"(while IFS= read -r line; do printf '%s\n' "$line" >>"${TOLD:-)" + told +
           R"(}"; case $line in '{"type":"turn"'*'"ask":["'*) )" + std::string(act) +
           " ;; esac; done";
}

Launch ask_launch(const PlayedMatch& played, const Words& words, const Words& command) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--ask", "run.ndjson"});
    launch.add(words);
    if (!command.empty()) launch.add({"--"});
    launch.add(command);
    launch.folder = played.match.folder.path("");
    return launch;
}

Result ask(const PlayedMatch& played, const Words& words, const Words& command = {}) {
    return run(ask_launch(played, words, command));
}

/// Checks that a bot of that script is told, byte for byte, what it was told as `player` in the
/// match, and answers the same.
void check_same(const PlayedMatch& played, const std::string& player, const std::string& told,
                const std::string& script) {
    Launch launch = ask_launch(played, {player}, {"sh", "-c", script});
    launch.environment.emplace_back("TOLD", "asked");
    const Result result = run(launch);
    CAPTURE(player);
    CAPTURE(result.output);
    CAPTURE(result.errors);
    CHECK(contains(result.output, ", all as logged\n"));
    CHECK(result.ending == exited(0));
    const std::string asked = file_content(played.match.folder.path("asked"));
    CHECK(!asked.empty());
    CHECK(asked == file_content(played.match.folder.path(told)));
    CHECK(ask(played, {player}).output == asked);
    std::filesystem::remove(played.match.folder.path("asked"));
}

const std::string zoe_script = bot("echo N");

/// Five turns of paint, in which zoe always answers N, but E in turn 3.
const PlayedMatch& painted() {
    static const PlayedMatch played(
        match_scenario({shell(bot_with("3", "echo E"), named("zoe")), good_bot},
                       R"("rules": "paint", "turn_limit": 20, "first_limit": 20, "turns": 5,
                          "settings": {"width": 4, "height": 4})"));
    return played;
}

}  // namespace

TEST_SUITE("ask") {
    TEST_CASE("each answer is printed next to the logged one") {
        const PlayedMatch played(
            match_scenario({shell(bot_with("3", "echo E"), named("zoe")), good_bot},
                           R"("rules": "paint", "turn_limit": 20, "first_limit": 20, "turns": 5)"));
        const Result same = ask(played, {"zoe"}, {"sh", "-c", bot_with("3", "echo E")});
        CHECK(same.output ==
              "turn 1: N, as logged\nturn 2: N, as logged\nturn 3: E, as logged\n"
              "turn 4: N, as logged\nturn 5: N, as logged\nzoe: 5 turns, all as logged\n");
        CHECK(same.errors.empty());
        CHECK(same.ending == exited(0));
        const Result other =
            ask(played, {"zoe", "3"}, {"sh", "-c", "echo thinking >&2; " + zoe_script});
        CHECK(other.output ==
              "turn 1: N, as logged\nturn 2: N, as logged\n"
              "turn 3: N - logged: E\nzoe: 3 turns, 1 differs\n");
        CHECK(other.errors == "thinking\n");
        CHECK(other.ending == exited(1));
    }

    TEST_CASE("a bot that says less, nothing, or something else") {
        const PlayedMatch& played = painted();
        const Result ended =
            ask(played, {"zoe", "3"}, {"sh", "-c", "read -r a; read -r b; echo N; exit 3"});
        CHECK(ended.output ==
              "turn 1: N, as logged\nturn 2: no answer - logged: N\n"
              "turn 3: no answer - logged: E\nzoe: 3 turns, 2 differ\n");
        CHECK(ended.errors == "game: the command ended with exit code 3\n");
        CHECK(ended.ending == exited(1));
        const Result garbage =
            ask(played, {"zoe", "2"}, {"sh", "-c", bot(R"(printf 'north \033[2J\n\n')")});
        CHECK(garbage.output ==
              "         got `north \\x1b[2J`, no answer\n"
              "turn 1: no move - logged: N\n"
              "         got `north \\x1b[2J`, no answer\n"
              "turn 2: no move - logged: N\n"
              "zoe: 2 turns, 2 differ\n");
        const Result eager = ask(played, {"zoe", "1"}, {"sh", "-c", bot("echo N; echo N")});
        CHECK(eager.output ==
              "turn 1: N, as logged\n         got `N`, not asked for\n"
              "zoe: 1 turn, all as logged\n");
        const Result killed = ask(played, {"zoe", "1"}, {"sh", "-c", "kill -SEGV $$"});
        CHECK(contains(killed.errors, "game: the command ended with SIGSEGV\n"));
        const Result deaf = ask(played, {"zoe"}, {"sh", "-c", "exec <&-; echo N; echo N"});
        CHECK(deaf.ending == exited(1));
    }

    TEST_CASE("a bot that hangs is waited for until Ctrl-C, and leaves nothing behind") {
        Program game(ask_launch(painted(), {"zoe"},
                                {"sh", "-c",
                                 "read -r a; read -r b; echo N; trap '' INT TERM; "
                                 "setsid sleep 1000 & sleep 1000"}));
        game.wait_for_output("turn 1: N, as logged\n");
        game.signal(SIGINT);
        const Result result = game.wait();
        CHECK(result.ending == killed_by(SIGINT));
        CHECK(contains(result.output, "turn 2: no answer - logged: N\n"));
    }

    TEST_CASE("the messages are those of the match: late, unheard, illegal, with a bank") {
        const std::string zoe = recorder(
            "told-zoe",
            R"(case $line in *'"turn","turn":2,'*) echo hm; sleep 0.5; echo N ;; )"
            R"(*'"turn","turn":3,'*) echo nonsense ;; *'"turn","turn":5,'*) echo ;; *) echo N ;; esac)");
        const std::string pair = "echo '{\"ready\":true,\"want\":[\"rows\"]}'; " +
                                 recorder("told-pair", "echo W ben; echo W zoe");
        const std::string crashing = recorder(
            "told-x", R"(case $line in *'"turn","turn":2,'*) exit 3 ;; *) echo E ;; esac)");
        const PlayedMatch played(match_scenario(
            {shell(zoe, named("zoe")), shell(pair, named("two", R"(, "plays": ["ben", "zoe"])")),
             shell(crashing, named("x"))},
            R"("rules": "paint", "turn_limit": 0.3, "first_limit": 20, "turns": 7, "bank": 1.5,
               "strikes": 9)"));
        CHECK(
            contains(file_content(played.match.folder.path("told-zoe")), R"("heard":"nonsense")"));
        CHECK(contains(file_content(played.match.folder.path("told-pair")), R"("rows":[")"));
        check_same(played, "zoe", "told-zoe", zoe);
        check_same(played, "zoe-2", "told-pair", pair);
        check_same(played, "ben", "told-pair", pair);
        check_same(played, "x", "told-x", crashing);
    }

    TEST_CASE("the messages are those of the match: eliminations, start state, no limits") {
        const std::string zoe = recorder("told-zoe", "echo N");
        const std::string ben = recorder("told-ben", "echo '{\"move\":\"W\",\"say\":\"mine\"}'");
        const PlayedMatch played(
            match_scenario({shell(zoe, named("zoe")), shell(ben, named("ben"))},
                           R"("rules": "snake", "start": {"turn": 4, "width": 7, "height": 9,
                              "food": [[3, 3]], "hazards": [], "snakes": [
                               {"name": "zoe", "health": 90, "body": [[1, 2], [1, 1], [1, 0]]},
                               {"name": "ben", "health": 80, "body": [[5, 4], [6, 4]]}]})"),
            {"--no-limits"});
        CHECK(contains(file_content(played.match.folder.path("told-ben")), R"("type":"out")"));
        check_same(played, "zoe", "told-zoe", zoe);
        check_same(played, "ben", "told-ben", ben);
    }

    TEST_CASE("the messages are those of the match: turns that a slow reader missed") {
        if (skip_without("python3")) return;
        const std::string slow =
            "import sys, time\n"
            "for line in sys.stdin:\n"
            "    open('told', 'a').write(line)\n"
            "    if '\"turn\":1,' in line: time.sleep(2)\n"
            "    if '\"ask\":[' in line: print('N', flush=True)\n";
        const PlayedMatch played(match_scenario({command({"python3", "-c", slow}, named("slow"))},
                                                R"("rules": "paint", "turn_limit": 0.1,
                                                   "first_limit": 0.2, "turns": 40,
                                                   "settings": {"width": 200, "height": 150})",
                                                R"("stop_timeout": 60)"));
        const std::string told = file_content(played.match.folder.path("told"));
        CHECK(contains(told, R"("skipped":)"));
        const Result again = ask(played, {"slow"});
        CHECK(again.output == told);
    }

    TEST_CASE("the messages are those of the match: ticks, and a player who joins") {
        const std::string first = recorder("told-first", "echo N");
        const std::string late = recorder("told-late", "echo E");
        const PlayedMatch played(
            match_scenario({R"({"predef": 1})", shell(first, named("first")),
                            shell(late, named("late", R"(, "time": 2)"))},
                           R"("rules": "paint", "mode": "ticks", "tick": 2, "turns": 5)"),
            {"--speed", "4", "--players", PLAYERS_PROGRAM});
        for (const std::string name : {"first", "late"}) {
            const std::string told = file_content(played.match.folder.path("told-" + name));
            CHECK(contains(told, R"("type":"end")"));
            CHECK(ask(played, {name}).output == told);
        }
        const std::string predef = played.of("match").at(0)["players"][0]["player"];
        const Result none = ask(played, {predef}, {"true"});
        CHECK(contains(none.errors, "was told nothing"));
        CHECK(none.ending == exited(2));
    }

    TEST_CASE("the messages are those of the match: views and moves of a referee program") {
        const std::string referee =
            "t=1; while read -r line; do if [ $t -gt 3 ]; then "
            R"(echo '{"type":"end","turn":3,"reason":"done","state":{"pot":0},"ranks":[{"player":"zoe","rank":1,"score":1.5},{"player":"ben","rank":2,"score":-1}]}'; )"
            "else "
            R"(echo '{"type":"turn","turn":'$t',"ask":["zoe"],"limit":7,"state":{"pot":'$t'},"rows":["a","b"],"views":{"zoe":{"card":"K"},"ben":{"card":"Q"}},"events":[{"player":"zoe","illegal":"no such card"}]}'; )"
            "fi; t=$((t+1)); done";
        const std::string zoe =
            "echo '{\"ready\":true,\"want\":[\"rows\"]}'; " + recorder("told-zoe", "echo raise 3");
        const std::string ben = recorder("told-ben", "echo fold");
        const PlayedMatch played(
            match_scenario({shell(zoe, named("zoe")), shell(ben, named("ben"))},
                           R"("first_limit": 20, "referee": )" + list({"sh", "-c", referee})));
        CHECK(played.result.ending == exited(0));
        check_same(played, "zoe", "told-zoe", zoe);
        CHECK(ask(played, {"ben"}).output == file_content(played.match.folder.path("told-ben")));
        const Result illegal = ask(played, {"zoe", "1"}, {"sh", "-c", bot("echo fold")});
        CHECK(contains(illegal.output, "turn 1: fold - logged: raise 3 (illegal)\n"));
    }

    TEST_CASE("a log that goes on without an end, and one from standard input") {
        const PlayedMatch& played = painted();
        const std::string log = file_content(played.match.folder.path("run.ndjson"));
        std::string cut = log;
        cut.resize(cut.find(R"("event":"turn","turn":4)"));
        Launch launch =
            Launch::of(GAME_PROGRAM, {"--ask", "-", "zoe", "--", "sh", "-c", zoe_script});
        launch.input = Source::file;
        launch.typed = cut;
        const Result result = run(launch);
        CHECK(contains(result.errors, ": the line is cut short"));
        CHECK(result.output ==
              "turn 1: N, as logged\nturn 2: N, as logged\n"
              "turn 3: N - logged: E\nzoe: 3 turns, 1 differs\n");
    }

    TEST_CASE("what cannot be asked is refused in one line") {
        const PlayedMatch& played = painted();
        for (const auto& [words, command, mentioned] :
             std::vector<std::tuple<Words, Words, std::string>>{
                 {{"bob"}, {"true"}, R"(PLAYER: "bob" is not in the match; it has zoe, good)"},
                 {{"zoe", "6"}, {"true"}, "TURN: the player was not told turn 6; its last is 5"},
                 {{"zoe", "x"}, {"true"}, "TURN"},
                 {{"zoe", "1", "2"}, {"true"}, "\"2\""},
                 {{}, {"true"}, "PLAYER: got nothing"},
                 {{"zoe"}, {""}, "COMMAND: got nothing"},
                 {{"zoe", "--seed", "1"}, {"true"}, "--seed: cannot be combined with --ask"},
                 {{"zoe", "--verify", "x"}, {"true"}, "--verify: cannot be combined with --ask"}}) {
            const Result result = ask(played, words, command);
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK_MESSAGE(contains(result.errors, mentioned), result.errors);
        }
        const Result missing = ask(played, {"zoe"}, {"./no-such-bot"});
        CHECK(missing.ending == exited(1));
        CHECK(missing.errors == "game: ./no-such-bot: No such file or directory\n");
        const Result no_log =
            run(Launch::of(GAME_PROGRAM, {"--ask", "no.ndjson", "zoe", "--", "true"}));
        CHECK(no_log.errors == "game: --ask: no.ndjson: No such file or directory\n");
        CHECK(no_log.ending == exited(2));
    }

    TEST_CASE("the command runs as a worker of the match, with a launcher") {
        const Result result =
            ask(painted(), {"zoe", "1", "--launcher", "env LEVEL=3"},
                {"sh", "-c", "echo worker=$GAME_WORKER level=$LEVEL >&2; " + zoe_script});
        CHECK(result.errors == "worker=1 level=3\n");
    }
}

}  // namespace tests
