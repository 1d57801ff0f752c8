/// game(1), --live: whatever ends it, the terminal is as it was before; and a terminal that takes
/// nothing delays nothing.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string whole_screen = "\x1b[?1049h";
const std::string normal_screen = "\x1b[?1049l";

Launch live_at(Terminal& terminal, const Match& match, const Words& options = {}) {
    Launch launch = match.launch;
    launch.terminal = &terminal;
    launch.input = Source::terminal;
    launch.output = Sink::terminal;
    launch.errors = Sink::terminal;
    launch.environment = {{"TERM", "xterm-256color"}, {"LC_ALL", "C.UTF-8"}};
    launch.add({"--live"});
    launch.add(options);
    return launch;
}

const std::string patient_child = child({"print", "ready", "sleep-forever"});
const std::string stubborn_child = child({"ignore-term", "print", "ready", "sleep-forever"});

/// What was written after the screen was given back.
std::string after_screen(const std::string& output) {
    const std::size_t end = output.rfind(normal_screen);
    return end == std::string::npos ? "" : output.substr(end + normal_screen.size());
}

/// A live game at a terminal of its own, which shows what its worker says.
struct LiveGame {
    explicit LiveGame(const std::string& entry, std::string_view shown = "ready")
        : match(scenario({entry})), before(terminal.modes()), program(live_at(terminal, match)) {
        program.wait_for_output(shown);
    }

    /// Waits for its end, and checks the terminal.
    Ending end() {
        const Ending ending = program.wait_for_end();
        program.wait_for_output(normal_screen);
        CHECK(same_modes(terminal.modes(), before));
        CHECK(program.output().rfind(whole_screen) < program.output().rfind(normal_screen));
        return ending;
    }

    Match match;
    Terminal terminal;
    termios before;
    Program program;
};

}  // namespace

TEST_SUITE("live exit") {
    TEST_CASE("the end of the run") {
        LiveGame game(child({"print", "ready", "wait-file", "go"}));
        game.match.release("go");
        CHECK(game.end() == exited(0));
        CHECK(after_screen(game.program.output()).ends_with(bye + "\n"));
    }

    TEST_CASE("quit") {
        LiveGame game(patient_child);
        game.program.type("quit\n");
        CHECK(game.end() == exited(0));
        CHECK(contains(after_screen(game.program.output()), bye));
    }

    TEST_CASE("Ctrl-C once") {
        LiveGame game(patient_child);
        game.program.type("\x03");
        CHECK(game.end() == killed_by(SIGINT));
        CHECK(contains(after_screen(game.program.output()), bye));
    }

    TEST_CASE("Ctrl-C twice, as the view says") {
        LiveGame game(stubborn_child);
        game.program.type("\x03");
        game.program.wait_for_output("Ctrl-C again");
        game.program.type("\x03");
        CHECK(game.end() == killed_by(SIGINT));
        CHECK(contains(after_screen(game.program.output()), "exit code -9"));
        CHECK_FALSE(contains(after_screen(game.program.output()), "Ctrl-C again"));
    }

    TEST_CASE("signals that stop it") {
        for (const int signal : {SIGTERM, SIGHUP}) {
            CAPTURE(signal);
            LiveGame game(patient_child);
            game.program.signal(signal);
            CHECK(game.end() == killed_by(signal));
            CHECK(contains(after_screen(game.program.output()), bye));
        }
    }

    TEST_CASE("signals that end it at once") {
        for (const int signal : {SIGQUIT, SIGABRT, SIGSEGV}) {
            if (sanitized && signal != SIGQUIT) continue;  // the sanitizers handle these
            CAPTURE(signal);
            LiveGame game(patient_child);
            game.program.signal(signal);
            CHECK(game.end() == killed_by(signal));
            wait_until_all_are_gone();
        }
    }

    TEST_CASE("a worker that crashes changes nothing") {
        LiveGame game(child({"print", "ready", "wait-file", "go", "kill-self", "11"}));
        game.match.release("go");
        CHECK(game.end() == exited(1));
        CHECK(contains(after_screen(game.program.output()), "exit code -11"));
    }

    TEST_CASE("a log that cannot be written") {
        const Match match(scenario({patient_child}));
        Terminal terminal;
        const termios before = terminal.modes();
        Program program(live_at(terminal, match, {"--log", "/dev/full"}));
        CHECK(program.wait_for_end() == exited(1));
        program.wait_for_output("cannot write /dev/full: No space left on device\n");
        CHECK(contains(after_screen(program.output()), "game: cannot write /dev/full"));
        CHECK(same_modes(terminal.modes(), before));
    }

    TEST_CASE("a terminal that takes nothing delays no worker") {
        LiveGame game(child({"print", "ready", "wait-file", "go", "flood", "4000000", "write-pid",
                             "flooded", "wait-file", "end"}));
        game.program.hold_output();
        game.match.release("go");
        game.match.wait_for("flooded");
        game.program.release_output();
        game.match.release("end");
        CHECK(game.end() == exited(0));
        CHECK(contains(after_screen(game.program.output()), bye));
    }

    TEST_CASE("stopped at a terminal that takes nothing") {
        LiveGame game(child({"flood-forever"}), "● running");
        game.program.hold_output();
        game.program.signal(SIGTERM);
        game.program.release_output();
        CHECK(game.end() == killed_by(SIGTERM));
    }

    TEST_CASE("last lines: twenty, and before them what failed") {
        Match match(scenario({child({"exit", "4"}),
                              child({"wait-file", "go", "flood", "100000"}, R"("name": "b")")}));
        Terminal terminal;
        Program program(live_at(terminal, match));
        program.wait_for_output("failed 4");
        match.release("go");
        CHECK(program.wait_for_end() == exited(1));
        program.wait_for_output(bye);
        const std::vector<std::string> text = lines(after_screen(program.output()));
        const std::vector<std::string> failures = only(text, "exit code 4");
        REQUIRE(failures.size() == 1);
        CHECK(contains(failures.front(), "ps#1 (child)"));
        CHECK(only(text, "got `").size() == 18);
    }

    TEST_CASE("without a terminal, or a screen on it, nothing is started") {
        const Match match(scenario({child({"write-pid", "started"})}));
        Launch launch = match.launch;
        launch.add({"--live"});
        const Result piped = run(launch);
        CHECK(piped.ending == exited(2));
        CHECK(piped.errors == "game: --live: needs a terminal as standard output\n");
        for (const auto& [term, what] : {std::pair("dumb", "TERM=dumb, which has no screen"),
                                         std::pair("nosuch", "TERM=nosuch, which is not known"),
                                         std::pair("", "needs TERM, which is not set")}) {
            Terminal terminal;
            Launch live = live_at(terminal, match);
            live.environment = {{"TERM", term}};
            Program program(live);
            CHECK(program.wait_for_end() == exited(2));
            program.wait_for_output(what);
            CHECK(lines(program.output()).size() == 1);
        }
        CHECK_FALSE(match.has("started"));
    }

    TEST_CASE("options that it cannot be combined with") {
        const Match match(scenario({}));
        for (const Words& words :
             {Words{"--output", "ndjson"}, Words{"--check"}, Words{"--no-keyboard"}}) {
            Launch launch = match.launch;
            launch.add({"--live"});
            launch.add(words);
            const Result result = run(launch);
            CHECK(result.ending == exited(2));
            CHECK(contains(result.errors, "cannot be combined with"));
        }
    }

    TEST_CASE("commands on a standard input that is no terminal") {
        Match match(scenario({patient_child}));
        Terminal terminal;
        Launch launch = live_at(terminal, match);
        launch.input = Source::pipe;
        Program program(launch);
        program.wait_for_output("ready");
        program.type("frobnicate\n");
        program.wait_for_output("no such command");
        program.type("quit\n");
        CHECK(program.wait_for_end() == exited(0));
        program.wait_for_output(bye);
    }
}

}  // namespace tests
