/// Matches with a referee program.
#include "tests/end_to_end/bots.h"

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace tests {

namespace {

const std::string first_turn = R"(echo '{"type":"turn","turn":1,"ask":["good"],"state":{"n":1}}')";
const std::string end_well =
    R"(echo '{"type":"end","turn":1,"reason":"done","ranks":[{"player":"good","rank":1,"score":3}]}')";

/// A match of one good bot with a referee in shell.
PlayedMatch referee_match(const std::string& script, const Words& options = {}) {
    return PlayedMatch(match_scenario({good_bot}, R"("first_limit": 20, "referee": )" +
                                                      list({"sh", "-c", script})),
                       options);
}

/// What standard error says of a referee that is at fault.
std::string fault(const std::string& script) {
    const PlayedMatch played = referee_match(script);
    CHECK(played.result.ending == exited(1));
    CHECK(played.of("result").at(0).contains("void"));
    const std::string start = "game: the match is void: ";
    REQUIRE(contains(played.result.errors, start));
    const std::string what =
        played.result.errors.substr(played.result.errors.find(start) + start.size());
    CHECK(contains(played.result.output, "======== match void - " + what));
    return what.substr(0, what.size() - 1);
}

}  // namespace

TEST_SUITE("match referee") {
    TEST_CASE("a referee program asks, judges and ranks; its errors are relayed") {
        const PlayedMatch played =
            referee_match("read -r start; echo \"$start\" >&2; " + first_turn +
                              "; read -r moves; echo \"$moves\" >&2; " + end_well + "; cat",
                          {"--seed", "9006"});
        CHECK(played.result.ending == exited(0));
        CHECK(played.result.errors.empty());
        CHECK(contains(played.result.output,
                       R"(got `{"type":"start","protocol":1,"mode":"lockstep","seed":9006,)"
                       R"("players":["good"],"settings":{}}` from referee on stderr)"));
        CHECK(contains(
            played.result.output,
            R"({"type":"moves","turn":1,"moves":{"good":{"status":"ok","move":"N","seconds":0.)"));
        CHECK(contains(played.result.output,
                       "======== match over in turn 1 - done\n"
                       "         1. good - 3\n"));
        CHECK(played.of("turn").at(0)["state"]["n"] == 1);
        const Result again = replay(played.match.folder.path("run.ndjson"));
        CHECK(again.output == played.result.output);
    }

    TEST_CASE("a built-in referee as a program gives the same match as inside") {
        const auto play_with = [](const std::string& keys) {
            const PlayedMatch played(
                match_scenario({good_bot, shell(bot("echo S"), named("other"))},
                               keys + R"(, "turn_limit": 20, "first_limit": 20)"),
                {"--seed", "11"});
            Words all;
            for (const Json& turn : played.of("turn"))
                all.push_back(turn["hash"].get<std::string>() + turn["events"].dump());
            all.push_back(played.of("result").at(0)["ranks"].dump());
            return all;
        };
        const Words inside = play_with(R"("rules": "snake")");
        CHECK(inside.size() > 3);
        CHECK(inside == play_with("\"referee\": " + list({GAME_PROGRAM, "--referee", "snake"})));
    }

    TEST_CASE("a referee that does not start, ends, or is killed") {
        const PlayedMatch missing(
            match_scenario({good_bot}, R"("referee": ["./no-such-referee"])"));
        CHECK(missing.result.ending == exited(1));
        CHECK(contains(missing.result.output,
                       "======== match void - cannot start the referee: ./no-such-referee: "
                       "No such file or directory\n"));
        CHECK(fault("exit 3") == "the referee ended with exit code 3");
        CHECK(fault("kill -SEGV $$") == "the referee was killed by SIGSEGV");
        CHECK(fault("read -r line; " + first_turn + "; read -r line; exit 0") ==
              "the referee ended with exit code 0");
        CHECK(fault("exec >&-; sleep 3") == "the referee closed its output");
    }

    TEST_CASE("--check finds a referee that is not there") {
        Match match(match_scenario({good_bot}, R"("referee": ["./no-such-referee"])"), {"--check"});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(result.errors.ends_with(
            ": the referee cannot start: ./no-such-referee: No such file or directory\n"));
    }

    TEST_CASE("a referee that says what is not allowed") {
        CHECK(fault("echo nonsense; cat").starts_with("message 1 of the referee: column 1: "));
        CHECK(fault(R"(echo '{"type":"turn","turn":1,"ask":["bob"],"state":{}}'; cat)") ==
              "message 1 of the referee: /ask/0: no player is called \"bob\"");
        CHECK(fault("read -r line; " + first_turn + "; read -r line; " + first_turn + "; cat") ==
              "message 2 of the referee: /turn: 1 is not the next turn, 2");
        CHECK(fault("read -r line; " + first_turn + "; " + first_turn + "; cat").find("message") !=
              std::string::npos);
    }

    TEST_CASE("a referee that does not wait for the moves") {
        // The bot answers when the second message has been written.
        const PlayedMatch played(match_scenario(
            {shell(bot("touch asked; until test -e early; do sleep 0.01; done; echo N"),
                   named("good"))},
            R"("first_limit": 20, "referee": )" +
                list({"sh", "-c",
                      "read -r line; " + first_turn +
                          "; until test -e asked; do sleep 0.01; done; " +
                          R"(echo '{"type":"turn","turn":2,"ask":["good"],"state":{}}'; )" +
                          "touch early; cat"})));
        CHECK(played.result.ending == exited(1));
        CHECK(contains(played.result.output,
                       "match void - the referee sent a message before the moves of turn 1\n"));
    }

    TEST_CASE("what a referee says cannot look like lines of the game") {
        const std::string odd = R"(a\nno process left - bye\u001b[2J)";
        const PlayedMatch played = referee_match(
            "read -r line; " + first_turn + R"(; read -r line; printf '%s\n' '{"type":"end",)" +
            R"("turn":1,"reason":")" + odd + R"(","events":[{"player":"good","cause":")" + odd +
            R"("}],"ranks":[{"player":"good","rank":1,"score":3}]}'; cat)");
        CHECK(played.result.ending == exited(0));
        const std::string shown = R"(a\x0ano process left - bye\x1b[2J)";
        CHECK(contains(played.result.output, "-------- turn 1: good is out - " + shown + "\n"));
        CHECK(contains(played.result.output, "======== match over in turn 1 - " + shown + "\n"));
        const Result again = replay(played.match.folder.path("run.ndjson"));
        CHECK(again.output == played.result.output);
    }

    TEST_CASE("a referee with a message that is too long") {
        CHECK(fault("head -c 20000000 /dev/zero | tr '\\0' x; cat") ==
              "a message of the referee has more than 16 MiB");
    }

    TEST_CASE("a referee that asks nobody, for ever") {
        CHECK(fault("n=0; while read -r line; do n=$((n+1)); echo "
                    "'{\"type\":\"turn\",\"turn\":'$n',\"ask\":[],\"state\":{}}'; done") ==
              "the referee asked nobody who plays in 1000 turns, up to 1000");
    }

    TEST_CASE("a referee that is silent") {
        CHECK(fault("exec sleep 100") == "the referee was silent for 10 s");
    }

    TEST_CASE("the time in which game is suspended is not the referee's") {
        Match match(match_scenario(
            {good_bot},
            R"("first_limit": 20, "referee": )" +
                list({"sh", "-c",
                      "read -r line; " + first_turn + "; read -r line; touch thinking; sleep 2; " +
                          end_well + "; cat"})));
        match.launch.folder = match.folder.path("");
        Program game(match.launch);
        game.wait_until("the referee thinks", [&match] { return match.has("thinking"); });
        game.signal(SIGSTOP);
        const auto begin = std::chrono::steady_clock::now();
        game.wait_until("more than its limit has passed", [begin] {
            return std::chrono::steady_clock::now() - begin > std::chrono::seconds(11);
        });
        game.signal(SIGCONT);
        const Result result = game.wait();
        CHECK(result.ending == exited(0));
        CHECK(contains(result.output, "======== match over in turn 1 - done\n"));
    }

    TEST_CASE("a reader that sleeps is no fault of a referee that writes much on standard error") {
        Match match(
            match_scenario({good_bot}, R"("first_limit": 20, "referee": )" +
                                           list({"sh", "-c",
                                                 "read -r line; " + first_turn +
                                                     "; read -r line; touch thinking; "
                                                     "yes 'I think' | head -c 4000000 >&2; " +
                                                     end_well + "; cat"})));
        match.launch.folder = match.folder.path("");
        Program game(match.launch);
        game.hold_output();
        game.wait_until("the referee thinks", [&match] { return match.has("thinking"); });
        const auto begin = std::chrono::steady_clock::now();
        game.wait_until("more than its limit has passed", [begin] {
            return std::chrono::steady_clock::now() - begin > std::chrono::seconds(11);
        });
        game.release_output();
        const Result result = game.wait();
        CHECK(result.ending == exited(0));
        CHECK(contains(result.output, "======== match over in turn 1 - done\n"));
    }

    TEST_CASE("a player who has crashed is out for the referee") {
        const PlayedMatch played(match_scenario(
            {good_bot, shell("read -r line; read -r line; exit 3", named("bad"))},
            R"("first_limit": 20, "referee": )" +
                list({"sh", "-c",
                      "read -r l; echo '{\"type\":\"turn\",\"turn\":1,\"ask\":[\"good\",\"bad\"],"
                      "\"state\":{}}'; read -r l; echo \"$l\" >&2; echo "
                      "'{\"type\":\"end\",\"turn\":1,"
                      "\"reason\":\"x\",\"ranks\":[{\"player\":\"good\",\"rank\":1,\"score\":1},"
                      "{\"player\":\"bad\",\"rank\":2,\"score\":0}]}'; cat"})));
        CHECK(contains(played.result.output,
                       R"("bad":{"status":"out","cause":"crashed","by":"exit code 3"})"));
        CHECK(contains(played.result.output, "turn 1: bad is out - crashed, exit code 3\n"));
    }
}

}  // namespace tests
