/// game(1), --live: a tournament on the whole terminal, and in a replay.
#include "tests/end_to_end/live_screen.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/tournament.h"

#include <filesystem>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Its matches do not end before there is a file `go`.
const std::string holding = contestant("cy", bot("until test -e go; do sleep 0.01; done; echo S"));

constexpr std::string_view patient_match =
    R"("rules": "paint", "turns": 2, "first_limit": 600, "turn_limit": 600,
                                              "settings": {"width": 5, "height": 5})";

/// Its turn 2 is not over before there is a file `turn2`, which it takes away; and so on.
const std::string stepping = contestant("cy", bot(R"(n=${line#*\"turn\":}; n=${n%%,*}
                 until mv turn$n taken 2>/dev/null; do sleep 0.01; done; echo S)"));

constexpr std::string_view three_turns =
    R"("rules": "paint", "turns": 3, "first_limit": 600, "turn_limit": 600,
                                              "settings": {"width": 5, "height": 5})";

/// Below the titles of the standings.
constexpr int first_player = 3;

std::string live(const std::string& options) {
    return shell_word(GAME_PROGRAM) + " --live " + options + "; echo code=$?";
}

}  // namespace

TEST_SUITE("live tournament") {
    TEST_CASE("standings, matches that run and that have ended, and the same from the log") {
        if (skip_without("tmux")) return;
        const Match match(tournament({four[0], four[1], holding}, R"("rounds": 1, "seed": 7)",
                                     patient_match, R"("stop_timeout": 1, "max_running": 6)"),
                          {});
        LiveScreen screen({80, 24, match.folder.path()});
        screen.enter(live("--log run.ndjson scenario.json"));
        screen.wait_for("match 2 of 6 · 33 %");
        screen.wait_for("4 running");
        screen.wait_until("there are standings",
                          [&] { return screen.row(first_player).starts_with("  1  "); });
        CHECK(contains(screen.row(0), "scenario.json  round-robin"));
        CHECK(contains(screen.row(first_player - 1), "rating"));
        CHECK(contains(screen.row(first_player + 2), "cy "));
        CHECK(contains(screen.text(), " running 0:"));
        CHECK(contains(screen.text(), "last turn, 2 turns"));
        CHECK(contains(screen.text(), " of 6: 1. "));  // among the lines

        screen.press({"Down", "Down", "Enter"});
        screen.wait_until("a match is shown", [&] { return contains(screen.row(0), " of 6 - "); });
        screen.press({"Escape"});
        screen.wait_for("── matches ─");
        screen.press({"Down", "Down", "Down", "Enter"});  // one that has ended leaves no log
        screen.wait_for("─ lines of ps#");
        CHECK(contains(screen.row(1), " match "));
        screen.press({"Enter"});
        screen.wait_for("── matches ─");
        screen.enter("list");
        screen.wait_for("4 running, 0 waiting");
        match.release("go");
        screen.wait_for("code=0");
        CHECK_FALSE(screen.is_alternate());
        CHECK(contains(screen.text(), "======== standings after 6 of 6 matches"));

        screen.enter("clear");
        screen.enter(live("--speed 1e6 --replay run.ndjson"));
        screen.wait_for("match 6 of 6 · 100 %");
        screen.wait_for("space goes on");
        screen.press({"Left", "Left", "Left", "Left"});
        screen.wait_for("match 3 of 6 · 50 %");
        CHECK(screen.row(first_player).starts_with("  1  "));  // because of the list
        screen.press({"Left", "Left", "Left"});
        screen.wait_for("match 0 of 6 · 0 %");
        CHECK(screen.row(first_player).starts_with("     a  ann "));
        screen.type("]");
        screen.wait_for("nothing goes wrong later");
        screen.enter("q");
        screen.wait_for("code=0");
    }

    TEST_CASE("names with emoji leave the rest of their rows in place; Ctrl-C finishes matches") {
        if (skip_without("tmux")) return;
        const std::string wait = bot("until test -e go; do sleep 0.01; done; echo S");
        Words players = {contestant("ann", wait)};
        // A family, a flag, a hand of a colour, a heart: a terminal may take 1 to 8 columns for
        // one.
        for (const char* const emoji :
             {"\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U0001F1E9\U0001F1EA",
              "\U0001F44D\U0001F3FD", "\u2764\uFE0F"}) {
            players.push_back(contestant(emoji, wait));
        }
        const Match match(tournament(players, R"("rounds": 1, "seed": 7)", patient_match), {});
        LiveScreen screen({80, 24, match.folder.path()});
        screen.enter(live("scenario.json"));
        screen.wait_for("2 running");
        const std::string all = screen.text();
        CAPTURE(all);
        const std::string ann = screen.row(first_player);
        const std::string figures = ann.substr(ann.find("ann") + 3);
        for (int row = first_player; row < first_player + 5; ++row)
            CHECK(screen.row(row).ends_with(figures.substr(2)));
        CHECK(contains(screen.row(first_player + 5), "── matches ─"));

        screen.press({"C-c"});
        screen.wait_for("stopping · match 0 of 20");
        match.release("go");
        screen.wait_for("======== standings after ");
    }

    TEST_CASE("a match can be watched while it runs, and looked at when it has ended") {
        if (skip_without("tmux")) return;
        const Match match(
            tournament({four[0], stepping}, R"("rounds": 1, "seed": 7, "logs": "logs")",
                       three_turns, R"("stop_timeout": 1, "max_running": 1)"),
            {});
        LiveScreen screen({80, 24, match.folder.path()});
        const auto wait_for_title = [&screen](std::string_view text) {
            screen.wait_until("the title says " + std::string(text),
                              [&] { return contains(screen.row(0), text); });
        };
        screen.enter(live("--log run.ndjson scenario.json"));
        screen.wait_for(" running 0:");
        screen.press({"Down", "Enter"});
        wait_for_title(" match 1 of 2 - ");
        match.release("turn1");
        wait_for_title(" LIVE  turn 1");
        CHECK(contains(screen.row(-1), "Esc: tournament"));
        match.release("turn2");
        wait_for_title(" LIVE  turn 2");
        screen.press({"Left"});
        wait_for_title(" turn 1 of 2");
        screen.press({"End"});
        wait_for_title(" LIVE  turn 2");
        screen.press({"Escape"});
        screen.wait_for("── matches ─");
        wait_for_title("match 0 of 2");
        screen.wait_for(", turn ");
        match.release("turn3");
        wait_for_title("match 1 of 2 · 50 %");
        screen.wait_for("last turn, 3 turns");

        screen.press({"Enter"});
        wait_for_title(" match 1 of 2 - ");
        screen.press({"End"});
        wait_for_title("match over in turn 3");
        screen.press({"Left", "Left"});
        wait_for_title("turn 2 of 3");
        screen.press({"Right"});
        wait_for_title("turn 3 of 3");
        screen.press({"BSpace"});
        screen.wait_for(" running 0:");
        screen.press({"Up", "Enter"});
        wait_for_title(" match 2 of 2 - ");
        for (const char* turn : {"turn1", "turn2", "turn3"})
            match.release(turn);
        screen.wait_for("code=0");
        CHECK_FALSE(screen.is_alternate());

        screen.enter("clear");
        screen.enter(live("--speed 1e6 --replay run.ndjson"));
        screen.wait_for("match 2 of 2 · 100 %");
        screen.press({"Down", "Enter"});
        wait_for_title(" match 2 of 2 - ");
        screen.press({"End"});
        wait_for_title("match over in turn 3");
        screen.press({"Escape"});
        wait_for_title("match 2 of 2 · 100 %");
        std::filesystem::remove_all(match.folder.path("logs"));
        screen.press({"Enter"});
        screen.wait_for("─ lines of ps#2");
        CHECK(contains(screen.row(-1), "the log of match 2 is not here"));
        screen.enter("q");
        screen.wait_for("code=0");
    }

    TEST_CASE("a void match says why, and a replay goes to it") {
        if (skip_without("tmux")) return;
        Match match(tournament({four[0], four[1]}, R"("rounds": 1)",
                               R"("referee": ["sh", "-c", "exit 3"])"),
                    {});
        const std::string log = log_to_file(match);
        CHECK(match.play().ending == exited(1));
        LiveScreen screen({120, 24, match.folder.path()});
        screen.enter(live("--speed 1e6 --replay " + shell_word(log)));
        screen.wait_for("match 2 of 2 · 100 %");
        screen.wait_for("2 void");
        screen.wait_for(" void - the referee ended with exit code 3");
        screen.type("[");
        screen.wait_for("space goes on");
        screen.type("[");
        screen.wait_for("match 1 of 2 · 50 %");
        screen.enter("q");
        screen.wait_for("code=1");
    }
}

}  // namespace tests
