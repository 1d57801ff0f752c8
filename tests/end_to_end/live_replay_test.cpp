/// game(1), --live with --replay: back and forth in a log.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/live_screen.h"
#include "tests/end_to_end/players.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

std::string event(const std::string& t, const std::string& what) {
    return R"({"t":)" + t + "," + what + "}\n";
}

/// A run of three seconds and an hour: a line in each of the first seconds.
const std::string run_log =
    event("0",
          R"("event":"scenario","version":1,"file":"x.json","seed":null,"speed":1,"workers":1)") +
    event("0.1", R"x("event":"start","worker":1,"label":"ps#1 (zoe)","pid":7,"command":["zoe"])x") +
    event("0.2", R"("event":"line","worker":1,"stream":"stdout","text":"zero")") +
    event("1.2", R"("event":"line","worker":1,"stream":"stdout","text":"one")") +
    event("2.2", R"("event":"line","worker":1,"stream":"stdout","text":"two")") +
    event("3600", R"("event":"exit","worker":1,"status":"exited","exit_code":3,"seconds":3599.9,)"
                  R"("user_seconds":0,"system_seconds":0,"max_rss_bytes":0,"lines":3,"running":0,)"
                  R"("failed":true)") +
    event("3600", R"("event":"end","workers":1,"failed":1,"moves":0,"seconds":3600,"exit_code":1)");

std::string replay_line(const std::string& log, const std::string& options = "") {
    return shell_word(GAME_PROGRAM) + " --live " + options + " --replay " + shell_word(log) +
           "; echo code=$?";
}

}  // namespace

TEST_SUITE("live replay") {
    TEST_CASE("a run can be stopped, stepped by seconds, and left") {
        if (skip_without("tmux")) return;
        const TemporaryFolder folder;
        LiveScreen screen({80, 24, folder.path()});
        screen.enter(replay_line(folder.write("log", run_log)));
        screen.wait_for(" zero");
        screen.type(" ");
        screen.wait_for("space goes on");
        screen.press({"Left", "Left", "Left", "Left"});
        screen.wait_until("it is at the begin", [&] { return !contains(screen.text(), " zero"); });
        for (const char* line : {" zero", " one", " two"}) {
            screen.press({"Right"});
            screen.wait_for(line);
        }
        screen.press({"Left"});
        screen.wait_until("two is not there yet", [&] { return !contains(screen.text(), " two"); });
        CHECK(contains(screen.text(), " one"));
        screen.press({"Left"});
        screen.wait_until("nor is one", [&] { return !contains(screen.text(), " one"); });
        screen.type("]");
        screen.wait_for("failed 3");
        CHECK(contains(screen.text(), " two"));
        screen.enter("kill 1");
        screen.wait_for("a replay takes no command but quit");
        screen.enter("q");
        screen.wait_for("code=1");
        CHECK_FALSE(screen.is_alternate());
        CHECK(contains(screen.text(), "worker ps#1 (zoe) - exit code 3 - 0 still running"));
    }

    TEST_CASE("it stays at the end, and can begin again") {
        if (skip_without("tmux")) return;
        const TemporaryFolder folder;
        LiveScreen screen({80, 24, folder.path()});
        screen.enter(replay_line(folder.write("log", run_log), "--speed 1e6 --log again.ndjson"));
        screen.wait_for("failed 3");
        screen.wait_for("space goes on");
        screen.type(" ");
        screen.wait_for("failed 3");
        screen.wait_for("space goes on");
        screen.enter("quit");
        screen.wait_for("code=1");
        CHECK(contains(screen.text(), bye));
        const std::vector<std::string> log = lines(file_content(folder.path("again.ndjson")));
        CHECK(only(log, "\"text\":\"one\"").size() == 1);  // each event once
        CHECK(only(log, "\"event\":\"end\"").size() == 1);
    }

    TEST_CASE("a match: turns back and on, and to who went out") {
        if (skip_without("tmux")) return;
        Match match(match_scenario(
            {shell(bot("echo N"), named("ann")), shell(bot_with("2", "echo W"), named("bob"))},
            R"("rules": "snake", "first_limit": 30, "turn_limit": 30)"));
        const std::string log = log_to_file(match);
        CHECK(match.play().ending == exited(0));
        LiveScreen screen({80, 24, match.folder.path()});
        screen.enter(replay_line(log, "--speed 1e6"));
        screen.wait_for("match over in turn");
        screen.type("[");
        screen.wait_for("space goes on");
        screen.wait_for(" is out - ");
        screen.press({"Left"});
        screen.wait_until("nobody is out yet",
                          [&] { return contains(screen.row(0), "2 of 2 alive"); });
        CHECK_FALSE(contains(screen.text(), " is out - "));
        screen.press({"Right"});
        screen.wait_for(" is out - ");
        screen.press({"C-c"});
        screen.wait_for("======== match over in turn");
    }

    TEST_CASE("a log that is cut short is said on the screen, and after it") {
        if (skip_without("tmux")) return;
        const TemporaryFolder folder;
        LiveScreen screen({80, 24, folder.path()});
        folder.write("log", run_log.substr(0, run_log.rfind('{')));
        screen.enter(replay_line("log", "--speed 1e6"));
        screen.wait_for("the log ends here, before the run does");
        screen.enter("q");
        screen.wait_for("code=1");
        CHECK(contains(screen.text(), "log:7: the log ends here, before the run does"));
    }

    TEST_CASE("it needs a file in which it can go back") {
        if (skip_without("tmux")) return;
        const TemporaryFolder folder;
        LiveScreen screen({80, 24, folder.path()});
        folder.write("log", run_log);
        screen.enter("cat log | " + replay_line("/dev/stdin"));
        screen.wait_for("code=2");
        CHECK(contains(screen.text(), "needs a log that is a regular file"));
    }
}

}  // namespace tests
