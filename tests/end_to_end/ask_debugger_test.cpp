/// `game --ask … -- gdb`: a bot in a debugger.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/skip.h"

#include <csignal>
#include <string>

namespace tests {

namespace {

/// What gdb does with its terminal and its options, as far as it matters here: it starts its
/// program through a shell, behind the exec-wrapper.
const std::string stand_in = R"(#!/bin/sh
wrapper=
while [ $# -gt 0 ]; do
    case $1 in
        -iex) wrapper=${2#set exec-wrapper }; shift 2 ;;
        --args) shift; break ;;
    esac
done
interrupted=
trap 'interrupted=1' INT
program=
for word in "$@"; do program="$program '$word'"; done
echo 'ready'
while :; do
    printf '(gdb) '
    command=
    if ! read -r command && [ -z "$interrupted" ]; then exit 0; fi
    interrupted=
    case $command in
        run) sh -c "exec $wrapper $program"; echo '[exited]' ;;
        quit) exit 0 ;;
    esac
done
)";

struct Debugged {
    Debugged()
        : played(match_scenario(
              {shell(bot("echo N"), named("zoe"))},
              R"("rules": "paint", "turn_limit": 20, "first_limit": 20, "turns": 3)")) {
        played.match.folder.write_program("gdb", stand_in);
        played.match.folder.write_program("bot",
                                          "#!/bin/sh\n" + bot_with("2", "echo \"$1\"") + "\n");
        played.match.folder.make_folder("it's a place");
    }

    Launch launch(const std::string& gdb, const Words& words) const {
        Launch launch = Launch::of(GAME_PROGRAM, {"--ask", "run.ndjson", "zoe", "--", gdb});
        launch.add(words);
        launch.folder = played.match.folder.path("");
        launch.environment.emplace_back("TMPDIR", played.match.folder.path("it's a place"));
        return launch;
    }

    bool has_left_files() const {
        return !std::filesystem::is_empty(played.match.folder.path("it's a place"));
    }

    PlayedMatch played;
};

const std::string findings =
    "turn 1: N, as logged\nturn 2: E - logged: N\nturn 3: N, as logged\n"
    "zoe: 3 turns, 1 differs\n";

}  // namespace

TEST_SUITE("ask in a debugger") {
    TEST_CASE("the debugger has standard input, and the bot the messages, each time it is run") {
        const Debugged debugged;
        Launch launch = debugged.launch("./gdb", {"--args", "./bot", "E"});
        launch.input = Source::pipe;
        launch.typed = "run\nrun\nquit\n";
        const Result result = run(launch);
        CHECK(result.output == "ready\n(gdb) [exited]\n(gdb) [exited]\n(gdb) " + findings);
        CHECK(contains(result.errors, "game: run the bot in the debugger: "));
        CHECK(result.ending == exited(1));
        CHECK_FALSE(debugged.has_left_files());
    }

    TEST_CASE("Ctrl-C at the terminal is for the debugger") {
        const Debugged debugged;
        Terminal terminal;
        Launch launch = debugged.launch("./gdb", {"--args", "./bot", "N"});
        launch.terminal = &terminal;
        launch.input = Source::terminal;
        launch.output = Sink::terminal;
        Program game(launch);
        game.wait_for_output("(gdb) ");
        game.type("\x03");
        game.type("run\n");
        game.wait_for_output("[exited]");
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(result.output, "zoe: 3 turns, all as logged\n"));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a debugger in which the bot was not run, and one that must end") {
        const Debugged debugged;
        Launch launch = debugged.launch("./gdb", {"--args", "./bot", "E"});
        launch.input = Source::pipe;
        launch.typed = "quit\n";
        const Result idle = run(launch);
        CHECK(contains(idle.errors, "game: the bot was not run\n"));
        CHECK(idle.ending == exited(1));
        launch.typed = "";
        Program game(launch);
        game.wait_for_output("(gdb) ");
        game.signal(SIGTERM);
        CHECK(game.wait_for_end() == killed_by(SIGTERM));
        CHECK_FALSE(debugged.has_left_files());
    }

    TEST_CASE("the real gdb") {
        if (skip_without("gdb")) return;
        const Debugged debugged;
        Launch launch = debugged.launch(
            "gdb", {"-nx", "-batch", "-iex", "set debuginfod enabled off", "-ex", "run", "-ex",
                    "run", "--args", "/bin/sh", "-c", bot_with("2", "echo E")});
        const Result result = run(launch);
        if (contains(result.errors, "ptrace")) return;  // not allowed here
        CAPTURE(result.errors);
        CHECK(result.output.ends_with(findings));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
