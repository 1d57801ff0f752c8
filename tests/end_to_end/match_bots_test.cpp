/// Bad bots beside a good one, which must never be late.
#include "tests/end_to_end/bots.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tests {

namespace {

/// Long enough for a good bot on a busy machine.
const std::string patient_keys =
    R"("rules": "paint", "turns": 5, "first_limit": 20, "turn_limit": 20)";

/// Each turn waits for the bad bot until the limit. The good one must answer within it, also on a
/// busy machine.
const std::string strict_keys =
    R"("rules": "paint", "turns": 3, "first_limit": 5, "turn_limit": 3)";

/// Plays the bad bot beside a good one, which must answer to each turn.
PlayedMatch play_bad(const std::string& bad, const std::string& keys,
                     const std::string& more = "") {
    PlayedMatch played(
        match_scenario({good_bot, shell(bad, named("bad", more))}, keys, R"("stop_timeout": 0.5)"));
    CHECK(played.total("good", "answered") == static_cast<int>(played.of("turn").size()));
    CHECK(contains(played.result.output, " - last turn\n"));
    return played;
}

}  // namespace

TEST_SUITE("match bots") {
    TEST_CASE("one that hangs from the start is late in every turn") {
        const PlayedMatch played = play_bad("exec sleep 100", strict_keys);
        CHECK(played.statuses("bad") == "late late late");
    }

    TEST_CASE("one that is late once is late once") {
        const PlayedMatch played =
            play_bad(bot_with("2", "sleep 5; echo S", "echo E"), strict_keys);
        CHECK(played.total("bad", "late") == 1);
        for (const Json& turn : played.of("turn")) {
            const Json& move = turn["moves"]["bad"];
            CHECK((move["status"] == "late" || move["move"] == "E"));
        }
    }

    TEST_CASE("one that floods with newlines, on both streams, delays nobody") {
        const PlayedMatch played = play_bad(
            "yes nonsense | head -c 100000; yes nonsense | head -c 100000 >&2; exec sleep 100",
            strict_keys);
        CHECK(played.total("bad", "answered") == 0);
    }

    TEST_CASE("one that floods without newlines delays nobody") {
        const PlayedMatch played =
            play_bad("head -c 3000000 /dev/zero | tr '\\0' x; exec sleep 100", strict_keys);
        CHECK(played.total("bad", "answered") == 0);
    }

    TEST_CASE("one that reads half a line and stops delays nobody") {
        const PlayedMatch played = play_bad("head -c 20 >&2; exec sleep 100", strict_keys);
        CHECK(played.total("bad", "late") == 3);
    }

    TEST_CASE("one that stops itself delays nobody") {
        const PlayedMatch played = play_bad("kill -STOP $$", strict_keys);
        CHECK(played.total("bad", "late") == 3);
    }

    TEST_CASE("one that closes its input is missing") {
        const PlayedMatch played = play_bad("exec <&-; exec sleep 100", strict_keys);
        CHECK(played.total("bad", "answered") == 0);
    }

    TEST_CASE("one that closes its output is missing") {
        const PlayedMatch played = play_bad("exec >&-; " + bot("echo N"), strict_keys);
        CHECK(played.total("bad", "missing") == 3);
    }

    TEST_CASE("one that dies before the hello is out") {
        const PlayedMatch played = play_bad("exit 3", patient_keys);
        CHECK(contains(played.result.output, "bad is out - crashed, exit code 3\n"));
        CHECK(played.result.ending == exited(1));
    }

    TEST_CASE("one that dies in its turn is out in that turn") {
        const PlayedMatch played = play_bad(bot_with("3", "kill -SEGV $$"), patient_keys);
        CHECK(contains(played.result.output, "-------- turn 3: bad is out - crashed, SIGSEGV\n"));
        CHECK(played.statuses("bad") == "ok ok out");
    }

    TEST_CASE("one that dies after its answer has moved in that turn") {
        const PlayedMatch played = play_bad(bot_with("3", "echo N; exit 0"), patient_keys);
        CHECK(contains(played.result.output, "-------- turn 4: bad is out - left\n"));
        CHECK(played.statuses("bad") == "ok ok ok out");
        CHECK(played.result.ending == exited(0));
    }

    TEST_CASE("one whose child plays on is out when it ends itself") {
        const PlayedMatch played = play_bad("(" + bot("echo N") + ") <&0 & exit 0", patient_keys);
        CHECK(played.result.ending == exited(0));
    }

    TEST_CASE("one that answers twice has moved once") {
        const PlayedMatch played =
            play_bad(bot_with("1", "echo N bad 1; echo S bad 1", "echo E"), patient_keys);
        CHECK(played.of("turn").at(0)["moves"]["bad"]["move"] == "N");
        CHECK(played.statuses("bad") == "ok ok ok ok ok");
    }

    TEST_CASE("one that answers for another, and for other turns, has no effect by that") {
        const PlayedMatch played = play_bad(
            bot_with("3", R"(echo S good; echo W bad 2; echo W bad 9; echo W bad 4; echo E bad 3)",
                     "echo N"),
            patient_keys);
        CHECK(played.statuses("bad") == "ok ok ok ok ok");
        CHECK(played.of("turn").at(2)["moves"]["bad"]["move"] == "E");
        CHECK(played.of("turn").at(2)["moves"]["good"]["move"] == "N");
        CHECK(played.of("turn").at(3)["moves"]["bad"]["move"] == "N");
    }

    TEST_CASE("one that sends what is nearly JSON has no effect by that") {
        const PlayedMatch played = play_bad(
            bot_with("2",
                     R"(printf '{"move":"N","x":'; head -c 1000000 /dev/zero | tr '\0' '['; echo; )"
                     R"(printf '{"move":"\377"}\n'; printf 'N\0\n'; echo E)",
                     "echo N"),
            patient_keys);
        CHECK(played.statuses("bad") == "ok ok ok ok ok");
        CHECK(played.of("turn").at(1)["moves"]["bad"]["move"] == "E");
    }

    TEST_CASE("what a bot says reaches spectators as text") {
        const PlayedMatch played = play_bad(bot(R"(printf '{"move":"N","say":"\\u001b[2J<b>"}\n')"),
                                            patient_keys, R"(, "count": 1)");
        CHECK(played.of("turn").at(0)["moves"]["bad"]["say"] == "\x1b[2J<b>");
    }

    TEST_CASE("one that writes much on standard error is not late for a reader that sleeps") {
        // Far more than an output and a pipe take: while the reader sleeps, nothing of it is read
        // in the usual way.
        Match match(match_scenario(
            {shell(bot("yes 'I think' | head -c 400000 >&2; echo N"), named("loud"))},
            R"("rules": "paint", "turns": 2, "first_limit": 20, "turn_limit": 20)"));
        match.launch.folder = match.folder.path("");
        match.launch.add({"--log", "run.ndjson"});
        Program game(match.launch);
        game.hold_output();
        game.wait_until("the first turn has been played", [&match] {
            return contains(file_content(match.folder.path("run.ndjson")), R"("event":"turn")");
        });
        game.release_output();
        CHECK(game.wait().ending == exited(0));
        const std::string log = file_content(match.folder.path("run.ndjson"));
        CHECK(count(lines(log), R"("loud":{"status":"ok")") == 2);
    }

    TEST_CASE("one that wants rows gets them in each turn from then on") {
        const PlayedMatch played =
            play_bad("echo '{\"want\":[\"rows\"]}'; echo '{\"ready\":true}'; " +
                         bot("case $line in *'\"rows\":['*) echo E ;; *) echo S ;; esac"),
                     patient_keys);
        const std::vector<Json> turns = played.of("turn");
        REQUIRE(turns.size() > 1);
        for (std::size_t i = 1; i < turns.size(); ++i)
            CHECK(turns[i]["moves"]["bad"]["move"] == "E");
    }

    TEST_CASE("one that never reads is told the newest turn when it does") {
        // A turn has more than 500 bytes: the pipe is full long before the last one.
        const PlayedMatch played(match_scenario(
            {shell("sleep 2; while read -r line; do case $line in *skipped*) echo \"$line\" >&2 ;; "
                   "esac; done",
                   named("deaf")),
             good_bot},
            R"("rules": "paint", "turns": 1000, "first_limit": 0.002, "turn_limit": 0.002)",
            R"("stop_timeout": 5)"));
        CHECK(played.of("turn").size() == 1000);
        const std::vector<Json> said = played.of("line");
        const auto skipped = std::find_if(said.begin(), said.end(), [](const Json& line) {
            return contains(line["text"].get<std::string>(), "skipped");
        });
        REQUIRE(skipped != said.end());
        const Json turn = Json::parse((*skipped)["text"].get<std::string>());
        CHECK(turn["skipped"].get<int>() > 100);
    }
}

}  // namespace tests
