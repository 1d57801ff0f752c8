/// game(1): `game` as a job of a shell at a terminal.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// A shell with job control at a terminal, in the match's folder.
Launch shell_at(Terminal& terminal, const Match& match) {
    Launch launch;
    launch.command = {"bash", "--norc", "--noprofile", "--noediting", "-i"};
    launch.terminal = &terminal;
    launch.input = Source::terminal;
    launch.output = Sink::terminal;
    launch.errors = Sink::terminal;
    launch.folder = match.folder.path();
    launch.environment = {{"PS1", "prompt> "}, {"HISTFILE", ""}};
    return launch;
}

const std::string game_line = shell_word(GAME_PROGRAM) + " --no-clock scenario.json";

const std::string lasting = child({"print", "ready", "wait-file", "go", "print", "went on"});

/// True when the game's own processes are all stopped.
bool game_is_stopped() {
    const auto processes = game_processes();
    return std::all_of(processes.begin(), processes.end(),
                       [](auto& process) { return process.state == 'T'; });
}

}  // namespace

TEST_SUITE("job control") {
    TEST_CASE("Ctrl-Z stops it, fg goes on") {
        Terminal terminal;
        const Match match(scenario({lasting}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + "; echo \"code=$?\"\n");
        shell.wait_for_output("got `ready`");
        shell.type("\x1a");
        shell.wait_for_output("Stopped");
        shell.type("echo between $((1 + 1))\n");
        shell.wait_for_output("between 2");
        shell.type("fg; echo \"end=$?\"\n");
        match.release("go");
        shell.wait_for_output("got `went on`");
        shell.wait_for_output("end=0");
        CHECK(contains(shell.output(), ended(1, "exit code 0", 0)));
        shell.type("exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("after fg the keyboard is ours again") {
        Terminal terminal;
        const Match match(scenario({lasting}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + "\n");
        shell.wait_for_output("got `ready`");
        shell.type("\x1a");
        shell.wait_for_output("Stopped");
        shell.type("fg\n9\n");
        shell.wait_for_output("9 must be between 1 and 4");
        match.release("go");
        shell.wait_for_output(bye);
        shell.type("exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("a stopped game that is continued in the background goes on") {
        Terminal terminal;
        const Match match(scenario({lasting}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + "\n");
        shell.wait_for_output("got `ready`");
        shell.type("\x1a");
        shell.wait_for_output("Stopped");
        shell.type("bg\n");
        match.release("go");
        shell.wait_for_output("got `went on`");
        shell.wait_for_output(bye);
        shell.type("exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("started in the background of a terminal it goes on, without the keyboard") {
        Terminal terminal;
        const Match match(scenario({lasting}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + " &\n");
        shell.wait_for_output("got `ready`");
        // What is typed now is the shell's; it would stop a program that wants to read it.
        shell.type("echo typed $((2 + 2))\n");
        shell.wait_for_output("typed 4");
        CHECK_FALSE(game_is_stopped());
        match.release("go");
        shell.wait_for_output("got `went on`");
        shell.wait_for_output(bye);
        CHECK_FALSE(contains(shell.output(), "must be between"));
        shell.type("wait; exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("brought to the foreground later it reads the keyboard") {
        Terminal terminal;
        const Match match(scenario({lasting}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + " &\n");
        shell.wait_for_output("got `ready`");
        shell.type("fg\n");
        shell.wait_for_output(std::string(GAME_PROGRAM));
        shell.type("8\n");
        shell.wait_for_output("8 must be between 1 and 4");
        match.release("go");
        shell.wait_for_output(bye);
        shell.type("exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("SIGTSTP and SIGCONT from anywhere do the same") {
        Match match(scenario({lasting}));
        match.launch.own_group = true;
        Program game(match.launch);
        game.wait_for_output("got `ready`");
        game.signal(SIGTSTP);
        game.wait_until("it is stopped", [&] { return is_stopped(game.pid()); });
        game.signal(SIGCONT);
        match.release("go");
        const Result result = game.wait();
        CHECK(contains(result.output, got(1, "went on")));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("Ctrl-C ends the job, and the shell sees 130") {
        Terminal terminal;
        const Match match(scenario({child({"print", "ready", "sleep-forever"})}));
        Program shell(shell_at(terminal, match));
        shell.type(game_line + "\n");
        shell.wait_for_output("got `ready`");
        shell.type("\x03");
        shell.wait_for_output(bye);
        shell.type("echo code=$?\n");
        shell.wait_for_output("code=130");
        shell.type("exit\n");
        shell.wait_for_end();
    }

    TEST_CASE("one Ctrl-C ends a loop of bash around it, too") {
        Terminal terminal;
        const Match match(
            scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"})}));
        Launch loop = shell_at(terminal, match);
        loop.command = {"bash", "-c",
                        "for i in 1 2 3; do echo round $i; " + game_line + "; done; echo after"};
        Program bash(loop);
        bash.wait_for_output("got `ready`");
        bash.type("\x03");
        CHECK(bash.wait().ending == killed_by(SIGINT));
        CHECK(contains(bash.output(), got(1, "farewell")));
        CHECK(contains(bash.output(), bye));
        CHECK_FALSE(contains(bash.output(), "round 2"));
        CHECK_FALSE(contains(bash.output(), "after"));
    }

    TEST_CASE("a terminal that goes away is SIGHUP") {
        const Match match(scenario({child({"print", "ready", "sleep-forever"})}));
        auto terminal = std::make_unique<Terminal>();
        Launch launch = match.launch;
        launch.terminal = terminal.get();
        launch.input = Source::terminal;
        Program game(launch);
        game.wait_for_output("got `ready`");
        game.hang_up();
        terminal.reset();
        const Result result = game.wait();
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK(result.ending == killed_by(SIGHUP));
    }
}

}  // namespace tests
