/// `game --verify`: the moves of a logged match, played again.
#include "tests/end_to_end/bots.h"

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

namespace tests {

namespace {

/// Runs `game --verify` in the folder of the match.
Result verify(const PlayedMatch& played, const Words& words = {"run.ndjson"}) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--verify"});
    launch.add(words);
    launch.folder = played.match.folder.path("");
    return run(launch);
}

/// Checks that the log is verified, with so many turns.
void check_verified(const PlayedMatch& played) {
    const std::size_t turns = played.of("turn").size();
    const Result result = verify(played);
    CHECK(result.errors.empty());
    CHECK(result.output == "run.ndjson: " + std::to_string(turns) +
                               (turns == 1 ? " turn" : " turns") + " verified\n");
    CHECK(result.ending == exited(0));
}

std::string log_of(const PlayedMatch& played) {
    return file_content(played.match.folder.path("run.ndjson"));
}

/// The log with one line changed: the `number`-th of that event, from 1.
std::string changed(const PlayedMatch& played, std::string_view event, int number,
                    const std::function<void(Json&)>& change) {
    std::string text;
    for (const std::string& line : lines(log_of(played))) {
        Json json = Json::parse(line);
        if (json["event"] == event && --number == 0) change(json);
        text += json.dump() + "\n";
    }
    return text;
}

/// Checks that the log `text` is not verified, and what is said of it. Returns standard error.
std::string refused(const PlayedMatch& played, std::string_view text) {
    played.match.folder.write("other.ndjson", text);
    const Result result = verify(played, {"other.ndjson"});
    CHECK(result.ending == exited(1));
    CHECK(result.output.empty());
    CHECK(is_one_line(result.errors));
    CHECK(result.errors.starts_with("game: other.ndjson:"));
    return result.errors;
}

PlayedMatch snake(const Words& options = {"--seed", "7"}, std::string_view more = "") {
    return PlayedMatch(
        match_scenario(
            {shell(bot("echo N"), named("zoe")), shell(bot("echo W"), named("ben"))},
            R"("rules": "snake", "turn_limit": 20, "first_limit": 20)" + std::string(more)),
        options);
}

/// A referee that shuffles a number along, and takes the moves for it.
const std::string adder =
    "n=0; t=1; while read -r line; do case $line in *start*) ;; *'\"X\"'*) n=$((n+1));; esac; "
    "if [ $t -gt 4 ]; then "
    R"(echo '{"type":"end","turn":4,"reason":"done","ranks":[{"player":"zoe","rank":1,"score":'$n'}]}'; )"
    "else "
    R"(echo '{"type":"turn","turn":'$t',"ask":["zoe"],"state":{"n":'$n'},"views":{"zoe":{"t":'$t'}}}'; )"
    "fi; t=$((t+1)); done";

}  // namespace

TEST_SUITE("verify") {
    TEST_CASE("a match of snake is verified") {
        check_verified(snake());
    }

    TEST_CASE("a match with a start state, settings and illegal, late and missing moves") {
        check_verified(snake({"--seed", "3"}, R"(, "settings": {"width": 7, "height": 9},
            "start": {"turn": 4, "width": 7, "height": 9, "food": [[3, 3]], "hazards": [[6, 6]],
                      "snakes": [{"name": "zoe", "health": 90, "body": [[1, 2], [1, 1], [1, 0]]},
                                 {"name": "ben", "health": 80, "body": [[4, 4], [4, 3]]}]})"));
        check_verified(PlayedMatch(match_scenario(
            {shell(bot_with("2", ":"), named("zoe")), shell(bot_with("3", "echo"), named("ben")),
             shell("read -r line; read -r line; echo N; exit 3", named("bad"))},
            R"("rules": "snake", "turn_limit": 0.3, "first_limit": 20, "strikes": 2)")));
    }

    TEST_CASE("paint in ticks, with predefs that leave and a worker that joins") {
        const PlayedMatch played(
            match_scenario({R"({"predef": 1})", R"({"predef": 2, "time": 3})",
                            shell(bot("echo N; sleep 0.01"), named("late", R"(, "time": 2)"))},
                           R"("rules": "paint", "mode": "ticks", "tick": 0.5, "turns": 30)"),
            {"--speed", "5", "--players", PLAYERS_PROGRAM});
        CHECK(contains(log_of(played), R"("joined":[)"));
        check_verified(played);
    }

    TEST_CASE("snake in ticks") {
        check_verified(PlayedMatch(match_scenario({R"({"predef": 1})", R"({"predef": 3})"},
                                                  R"("rules": "snake", "mode": "ticks", "tick": 0.5,
                              "settings": {"respawn": 3}, "turns": 40)"),
                                   {"--speed", "20", "--players", PLAYERS_PROGRAM}));
    }

    TEST_CASE("a referee program is started again, in its folder") {
        Match match(
            match_scenario({shell(bot("echo X"), named("zoe"))},
                           R"("first_limit": 20, "turn_limit": 20, "referee": ["./adder"])"),
            {"--no-clock", "--log", "run.ndjson"});
        match.folder.write_program("adder", "#!/bin/sh\necho hello >&2\n" + adder + "\n");
        match.launch.folder = match.folder.path("");
        CHECK(match.play().ending == exited(0));
        const TemporaryFolder elsewhere;
        Launch launch = Launch::of(GAME_PROGRAM, {"--verify", match.folder.path("run.ndjson")});
        launch.folder = elsewhere.path("");
        const Result result = run(launch);
        CHECK(result.output == match.folder.path("run.ndjson") + ": 4 turns verified\n");
        CHECK(result.errors == "referee: hello\n");
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a built-in referee as a program is verified") {
        check_verified(
            PlayedMatch(match_scenario({good_bot, shell(bot("echo S"), named("other"))},
                                       R"("turn_limit": 20, "first_limit": 20, "referee": )" +
                                           list({GAME_PROGRAM, "--referee", "snake"})),
                        {"--seed", "11"}));
    }

    TEST_CASE("a referee program that changes its mind, or does not start") {
        const PlayedMatch played(match_scenario(
            {shell(bot("echo X"), named("zoe"))},
            R"("first_limit": 20, "turn_limit": 20, "referee": )" +
                list({"sh", "-c", "n=0; test -e again && n=5; touch again; " + adder.substr(5)})));
        REQUIRE(played.of("turn").size() == 4);
        CHECK(contains(verify(played).errors, "the beginning differs: the hash is "));
        CHECK(contains(refused(played, changed(played, "match", 1,
                                               [](Json& match) {
                                                   match["referee"] = Json({"./no-such-referee"});
                                               })),
                       "the beginning differs: cannot start the referee: ./no-such-referee: No "
                       "such file or directory"));
        CHECK(contains(refused(played, changed(played, "match", 1,
                                               [](Json& match) {
                                                   match["referee"] = Json({"sh", "-c", "exit 3"});
                                               })),
                       "the beginning differs: the referee ended with exit code 3"));
    }

    TEST_CASE("a move, a hash, an event or a rank that was changed is found") {
        const PlayedMatch played = snake();
        const std::size_t line =
            1 + static_cast<std::size_t>(std::find_if(played.events.begin(), played.events.end(),
                                                      [](const Json& event) {
                                                          return event["event"] == "turn" &&
                                                                 event["turn"] == 2;
                                                      }) -
                                         played.events.begin());
        CHECK(refused(played, changed(played, "turn", 2,
                                      [](Json& turn) {
                                          turn["moves"]["zoe"]["move"] =
                                              turn["moves"]["zoe"]["move"] == "N" ? "E" : "N";
                                      }))
                  .starts_with("game: other.ndjson:" + std::to_string(line) +
                               ": turn 2 differs: the hash is "));
        CHECK(contains(
            refused(played, changed(played, "turn", 1,
                                    [](Json& turn) { turn["hash"] = "0123456789abcdef"; })),
            "turn 1 differs: the log has the hash 0123456789abcdef and a state of hash "));
        CHECK(contains(refused(played, changed(played, "turn", 1,
                                               [](Json& turn) {
                                                   turn["state"]["food"] = Json::array();
                                                   turn["hash"] = "0123456789abcdef";
                                               })),
                       "turn 1 differs: "));
        CHECK(contains(
            refused(played, changed(played, "result", 1,
                                    [](Json& result) { result["ranks"][0]["score"] = 99; })),
            "the result differs: the referee has other ranks"));
        const int last = static_cast<int>(played.of("turn").size());
        CHECK(contains(refused(played, changed(played, "turn", last,
                                               [](Json& turn) {
                                                   for (Json& event : turn["events"])
                                                       event["cause"] = "boredom";
                                               })),
                       " differs: the referee does not say of "));
        CHECK(contains(
            refused(played, changed(played, "match", 1, [](Json& match) { match["seed"] = 8; })),
            "the beginning differs: "));
    }

    TEST_CASE("a log that is cut short or damaged, or has no match") {
        const PlayedMatch played = snake();
        std::string cut = log_of(played);
        cut.resize(cut.find(R"("event":"turn","turn":2)"));
        CHECK(contains(refused(played, cut), "the line is cut short"));
        cut.resize(cut.rfind('\n') + 1);
        CHECK(contains(refused(played, cut),
                       "the log ends here, before the match does: 1 turn verified"));
        CHECK(contains(
            refused(played, changed(played, "turn", 2, [](Json& turn) { turn.erase("moves"); })),
            "/moves: is missing"));
        CHECK(contains(refused(played, changed(played, "match", 1,
                                               [](Json& match) { match["rules"] = "chess"; })),
                       "/rules: chess is not known"));
        const std::string all = log_of(played);
        played.match.folder.write("other.ndjson", all.substr(0, all.find('\n') + 1));
        const Result none = verify(played, {"other.ndjson"});
        CHECK(none.errors == "game: other.ndjson: there is no match in this log\n");
        CHECK(none.ending == exited(1));
    }

    TEST_CASE("a match that is void is verified as far as it was played") {
        const PlayedMatch broken(match_scenario(
            {shell(bot("echo X"), named("zoe"))},
            R"("first_limit": 20, "turn_limit": 20, "referee": )" +
                list({"sh", "-c",
                      replace_all(adder, "t=$((t+1));", "t=$((t+1)); [ $t = 4 ] && exit 3;")})));
        CHECK(broken.result.ending == exited(1));
        const Result result = verify(broken);
        CHECK(result.output ==
              "run.ndjson: 2 turns verified - match void - the referee ended with "
              "exit code 3\n");
        CHECK(result.ending == exited(0));
        const PlayedMatch crowded(
            match_scenario({shell(bot("echo N"), named("zoe", R"(, "count": 5)"))},
                           R"("rules": "snake", "settings": {"width": 2, "height": 2})"));
        CHECK(contains(verify(crowded).errors, ": the match has not begun: "));
    }

    TEST_CASE("Ctrl-C ends a verification, and its referee program with it") {
        const PlayedMatch played(
            match_scenario({shell(bot("echo X"), named("zoe"))},
                           R"("first_limit": 20, "turn_limit": 20, "referee": )" +
                               list({"sh", "-c",
                                     "if test -e again; then trap '' TERM; setsid sleep 1000 & "
                                     "echo here >&2; wait; fi; touch again; " +
                                         adder})));
        Launch launch = Launch::of(GAME_PROGRAM, {"--verify", "run.ndjson"});
        launch.folder = played.match.folder.path("");
        Program game(launch);
        game.wait_for_errors("referee: here\n");
        game.signal(SIGINT);
        CHECK(game.wait().ending == killed_by(SIGINT));
    }

    TEST_CASE("several runs in one file, standard input, and names that cannot be opened") {
        const PlayedMatch played = snake();
        const std::string turns = std::to_string(2 * played.of("turn").size());
        played.match.folder.write("other.ndjson", log_of(played) + log_of(played));
        CHECK(verify(played, {"other.ndjson"}).output ==
              "other.ndjson: " + turns + " turns verified in 2 matches\n");
        std::string killed = log_of(played);
        killed.resize(killed.rfind('\n', killed.find(R"("event":"turn","turn":2)")) + 1);
        CHECK(contains(refused(played, killed + log_of(played)),
                       "another match begins here, before the end of the former: 1 turn verified"));
        Launch launch = Launch::of(GAME_PROGRAM, {"--verify", "-"});
        launch.input = Source::file;
        launch.typed = log_of(played);
        CHECK(run(launch).output ==
              "-: " + std::to_string(played.of("turn").size()) + " turns verified\n");
        for (const auto& [words, mentioned] : std::vector<std::pair<Words, std::string>>{
                 {{"nosuch.ndjson"}, "--verify: nosuch.ndjson: No such file or directory"},
                 {{"."}, "--verify: .: Is a directory"},
                 {{""}, "--verify: \"\" is not the name of a file"},
                 {{"run.ndjson", "scenario.json"}, "SCENARIO: cannot be combined with --verify"},
                 {{"run.ndjson", "--seed", "3"}, "--seed: cannot be combined with --verify"},
                 {{"run.ndjson", "--", "./bot"}, "COMMAND: cannot be combined with --verify"}}) {
            const Result result = verify(played, words);
            CHECK(contains(result.errors, mentioned));
            CHECK(result.ending == exited(2));
        }
    }
}

}  // namespace tests
