/// game(1), --live: what a person at the terminal sees and does.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/live_screen.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <array>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string live_line =
    shell_word(GAME_PROGRAM) + " --no-clock --live scenario.json; echo code=$?";

LiveScreen::Settings at(const Match& match, int columns = 80, int rows = 24) {
    return {columns, rows, match.folder.path()};
}

const std::string waiting_child = child({"print", "ready", "wait-file", "go", "print", "went on"});
const std::string flooding_child = child({"flood-forever"});

/// The part of a row before its first two blanks.
std::string begin_of(const std::string& row) {
    return row.substr(0, row.find("  "));
}

}  // namespace

TEST_SUITE("live") {
    TEST_CASE("a run: the table, the lines, the prompt; then the last lines on the normal screen") {
        if (!skip_without("tmux")) {
            const Match match(scenario({waiting_child, child({"exit", "3"})}));
            LiveScreen screen(at(match));
            screen.enter(live_line);
            screen.wait_for("failed 3");
            screen.wait_for(" ready");
            CHECK(contains(screen.row(0), "scenario.json  2 workers"));
            CHECK(contains(screen.row(1), "worker           state"));
            CHECK(contains(screen.row(-1), "? keys"));
            CHECK(contains(screen.text(), "● running"));
            CHECK(screen.is_alternate());
            match.release("go");
            screen.wait_for("code=1");
            CHECK_FALSE(screen.is_alternate());
            const std::string text = screen.text();
            CHECK(contains(text, got(1, "went on")));
            CHECK(contains(text, "worker ps#2 (child) - exit code 3 - "));
            CHECK(contains(text, bye + "\ncode=1"));
        }
    }

    TEST_CASE("--summary follows the last lines") {
        if (skip_without("tmux")) return;
        const Match match(scenario({child({"print", "hello"})}));
        LiveScreen screen(at(match));
        screen.enter(shell_word(GAME_PROGRAM) + " --live --summary scenario.json; echo code=$?");
        screen.wait_for("code=0");
        const std::string text = screen.text();
        CHECK(contains(text, got(1, "hello")));
        CHECK(contains(text, bye + "\nWORKER"));
    }

    TEST_CASE("a flood does not break the prompt") {
        if (skip_without("tmux")) return;
        const Match match(scenario({flooding_child}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for("● running");
        const std::string command = "frobnicate";
        for (std::size_t i = 0; i < command.size(); ++i) {
            screen.type(command.substr(i, 1));
            const std::string expected = "› " + command.substr(0, i + 1);
            screen.wait_until("the prompt has " + expected,
                              [&] { return begin_of(screen.row(-1)) == expected; });
        }
        screen.press({"Enter"});
        screen.wait_until("it is refused", [&] {
            return contains(screen.row(-1), "frobnicate: no such command; try help");
        });
        screen.enter("quit");
        screen.wait_for("code=0");
        CHECK(contains(screen.text(), bye));
    }

    TEST_CASE("answers stand among the lines") {
        if (skip_without("tmux")) return;
        const Match match(scenario({waiting_child}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for(" ready");
        screen.enter("list");
        screen.wait_for("ps#1 (child) - process ");
        screen.wait_for("1 running, 0 waiting");
        screen.enter("help");
        screen.wait_for("lists these commands");
        match.release("go");
        screen.wait_for("code=0");
    }

    TEST_CASE("keys: the help, one worker's lines, and back") {
        if (skip_without("tmux")) return;
        const Match match(scenario({waiting_child, child({"print", "other", "wait-file", "go"})}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for(" ready");
        screen.wait_for(" other");
        screen.type("?");
        screen.wait_for("─ keys ─");
        screen.press({"Escape"});
        screen.wait_until("the help is closed",
                          [&] { return !contains(screen.text(), "─ keys ─"); });
        screen.press({"Down", "Enter"});
        screen.wait_for("lines of ps#1 (child)");
        CHECK_FALSE(contains(screen.text(), " other"));
        screen.press({"Enter"});
        screen.wait_for(" other");
        match.release("go");
        screen.wait_for("code=0");
    }

    TEST_CASE("every size has a title and a prompt, also when it changes") {
        if (skip_without("tmux")) return;
        const Match match(scenario({flooding_child, waiting_child}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for("● running");
        const std::array<std::pair<int, int>, 4> sizes = {{{200, 60}, {40, 10}, {8, 3}, {80, 24}}};
        for (const auto& [columns, rows] : sizes) {
            CAPTURE(columns);
            screen.resize(columns, rows);
            screen.wait_until("it is drawn in the new size", [&] {
                return !screen.row(0).empty() && screen.row(-1).starts_with("›");
            });
        }
        screen.wait_for("● running");
        screen.press({"C-c"});
        screen.wait_for(bye);
    }

    TEST_CASE("Ctrl-Z gives the terminal back, fg takes it again") {
        if (skip_without("tmux")) return;
        const Match match(scenario({waiting_child}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for(" ready");
        screen.press({"C-z"});
        screen.wait_for("Stopped");
        CHECK_FALSE(screen.is_alternate());
        screen.enter("echo between $((1 + 1))");
        screen.wait_for("between 2");
        screen.enter("fg");
        screen.wait_for("● running");
        CHECK(screen.is_alternate());
        screen.enter("list");
        screen.wait_for("1 running, 0 waiting");
        match.release("go");
        screen.wait_for("went on` from");
        screen.wait_for(bye);
        CHECK_FALSE(screen.is_alternate());
    }

    TEST_CASE("in the background nothing is drawn; fg shows it") {
        if (skip_without("tmux")) return;
        const Match match(scenario({waiting_child}));
        LiveScreen screen(at(match));
        screen.enter(shell_word(GAME_PROGRAM) + " --live --log run.ndjson scenario.json &");
        wait_until("the worker runs", [&] {
            return contains(file_content(match.folder.path("run.ndjson")), "\"ready\"");
        });
        screen.enter("echo typed $((2 + 2))");
        screen.wait_for("typed 4");
        CHECK_FALSE(screen.is_alternate());
        screen.enter("fg");
        screen.wait_for("● running");
        match.release("go");
        screen.wait_for(bye);
    }

    TEST_CASE("the Linux console, a locale without UTF-8, and no colours") {
        if (skip_without("tmux")) return;
        const Match match(scenario({waiting_child}));
        LiveScreen screen(at(match));
        for (const auto& [environment, sign] :
             {std::pair("TERM=linux LC_ALL=C.UTF-8", "* running"),
              std::pair("TERM=tmux-256color LC_ALL=C", "* running"),
              std::pair("TERM=xterm LC_ALL=C.UTF-8", "● running"),
              std::pair("TERM=tmux-256color LC_ALL=C.UTF-8 NO_COLOR=1", "● running")}) {
            CAPTURE(environment);
            screen.enter("clear; " + std::string(environment) + " " + live_line);
            screen.wait_for(sign);
            screen.wait_for(" ready");
            screen.enter("quit");
            screen.wait_for("code=0");
        }
    }

    TEST_CASE("a thousand workers: those on the screen are shown, all are counted") {
        if (skip_without("tmux") || sanitized) return;
        const Match match(scenario({shell("exec sleep 1000", R"("count": 1000)")}));
        LiveScreen screen(at(match));
        screen.enter(live_line);
        screen.wait_for("1000 workers · 1000 run");
        screen.wait_for("● running");
        screen.enter("list");
        screen.wait_for("1000 running, 0 waiting");
        screen.press({"C-c"});
        screen.wait_for(bye);
    }
}

}  // namespace tests
