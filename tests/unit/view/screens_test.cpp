#include "game/view/keys.h"
#include "tests/unit/view/drawn_screens.h"
#include "tests/unit/view/shown_runs.h"

#include <string>

#include <doctest/doctest.h>

using drawn::check_screen;
using drawn::few_colors;
using drawn::large;
using drawn::linux_console;
using drawn::only_ascii;
using drawn::rich;
using drawn::small;
using drawn::usual;
using game::view::KeyName;
using game::view::lay_out;
using game::view::Model;
using game::view::Screen;
using namespace std::chrono_literals;

namespace {

void type(Model& model, std::string_view text) {
    for (const char character : text)
        press(model, {KeyName::character, std::string(1, character)}, 1);
}

}  // namespace

TEST_CASE("a run without a match is a table of workers above their lines") {
    Model model;
    shown_runs::tell_of_many(model);
    for (int i = 0; i < 5; ++i)
        press(model, {KeyName::down}, 1);
    check_screen("run-200x60", model, large);
    type(model, "kill 9");
    check_screen("run-80x24", model, usual);
    check_screen("run-80x24-ascii", model, usual, only_ascii);
    check_screen("run-40x10", model, small);
    const Screen screen = lay_out(model, usual, rich);
    CHECK(screen.cursor_row() == 23);
    CHECK(screen.cursor_column() == 8);
}

TEST_CASE("a match of snakes is its board, its players and the lines") {
    Model model;
    shown_runs::tell_of_snakes(model);
    check_screen("match-80x24", model, usual);
    check_screen("match-80x24-ascii", model, usual, only_ascii);
    check_screen("match-80x24-linux-console", model, usual, linux_console);
    check_screen("match-200x60", model, large);
    check_screen("match-40x10", model, small);
}

TEST_CASE("with 256 colours a snake is a band, with 16 a coloured path") {
    Model model;
    shown_runs::tell_of_snakes(model);
    const std::size_t head_row = 7;  // of zoe, in blue
    const std::size_t head_column = 18;
    const std::size_t path_row = 6;
    const Screen many = lay_out(model, usual, rich);
    const Screen few = lay_out(model, usual, few_colors);
    CHECK(many.text() == few.text());
    CHECK(many.at(path_row, head_column).style == game::view::Style{.ink = 231, .ground = 25});
    CHECK(many.at(head_row, head_column).style ==
          game::view::Style{.ink = 231, .ground = 25, .bold = true});
    CHECK(few.at(path_row, head_column).style == game::view::Style{.ink = 12});
    CHECK(few.at(head_row, head_column).style ==
          game::view::Style{.ink = 12, .bold = true, .reverse = true});
    CHECK(many.at(1, 0).style.dim);  // the frame
    CHECK(many.at(0, 2).style.ground == 236);
    CHECK(few.at(0, 2).style.reverse);
}

TEST_CASE("a match of painters is its board with their letters") {
    Model model;
    shown_runs::tell_of_painters(model);
    check_screen("paint-80x24", model, usual);
    check_screen("paint-80x24-ascii", model, usual, only_ascii);
}

TEST_CASE("beside a high board the lines are below the players") {
    Model model;
    shown_runs::tell_of_royale(model);
    check_screen("replay-19x19-80x24", model, usual);
    check_screen("replay-200x60", model, large);
}

TEST_CASE("of a board that is too large, the part around the selected player is shown") {
    Model model;
    shown_runs::tell_of_royale(model);
    model.choice.worker = 4;
    check_screen("replay-60x16", model, {16, 60});
}

TEST_CASE("who plays sees the next move and the time that is left") {
    Model model;
    shown_runs::tell_of_snakes(model, {"ticks", 300us, game::AnswerStatus::ok});
    model.set_play({shown_runs::noa, 'W', 130ms, 128ms});
    check_screen("play-80x24", model, usual);
}

TEST_CASE("the lines of one worker have the whole screen") {
    Model model;
    shown_runs::tell_of_snakes(model);
    press(model, {KeyName::down}, 1);
    press(model, {KeyName::enter}, 1);
    check_screen("worker-lines-80x24", model, usual);
    const std::size_t page = page_of(model, usual, rich);
    CHECK(page == 19);
    type(model, "/eval -");
    press(model, {KeyName::enter}, page);
    check_screen("worker-lines-search-80x24", model, usual);
}

TEST_CASE("the keys are listed over the rest") {
    Model model;
    shown_runs::tell_of_snakes(model);
    type(model, "?");
    check_screen("help-80x24", model, usual);
    check_screen("help-80x24-ascii", model, usual, only_ascii);
}

TEST_CASE("in a small screen the list of keys is scrolled") {
    Model model;
    shown_runs::tell_of_snakes(model);
    type(model, "?");
    check_screen("help-40x10", model, small);
    const auto scroll = [&](KeyName key) { press(model, {key}, page_of(model, small, rich)); };
    scroll(KeyName::page_down);
    check_screen("help-40x10-page-2", model, small);
    for (int i = 0; i < 20; ++i)
        scroll(KeyName::page_down);
    check_screen("help-40x10-end", model, small);
    scroll(KeyName::up);
    scroll(KeyName::end);
    check_screen("help-40x10-end", model, small);
    scroll(KeyName::home);
    check_screen("help-40x10", model, small);
    scroll(KeyName::end);
    type(model, "??");
    check_screen("help-40x10", model, small);
    CHECK_FALSE(model.choice.worker);
}

TEST_CASE("a referee's rows are drawn, with players' letters as theirs") {
    Model model;
    model.scenario({0s, "connect.json", 7, 1.0, 1});
    const std::vector<game::MatchPlayer> players = {{"zoe", 1}, {"ben", 2}};
    const std::vector<std::string> referee = {"referees/connect"};
    game::MatchEvent begin;
    begin.referee = referee;
    begin.mode = "lockstep";
    begin.players = players;
    begin.rows = R"(["..\u2764\ufe0f.","..b.","aab#","漢..."])";
    model.match(begin);
    const Screen screen = lay_out(model, usual, rich);
    CHECK(screen.text().find("│ · · \u2764\ufe0f· │") != std::string::npos);
    CHECK(screen.text().find("│ a a b # │") != std::string::npos);
    CHECK(screen.text().find("│ 漢· · · │") != std::string::npos);
    CHECK(screen.at(4, 2).style.ground == 25);
    CHECK_FALSE(screen.at(4, 8).style.ground);
}

TEST_CASE("any size can be drawn, and nothing is drawn that controls a terminal") {
    Model model;
    shown_runs::tell_of_snakes(model);
    shown_runs::write(model, 1, "zoe", 23, "\x1b[2J\xff\tx\r\a\u202e");
    model.answer("a\x1b[H");
    for (std::size_t rows = 0; rows < 30; ++rows) {
        for (std::size_t columns = 0; columns < 100; columns += 3) {
            const std::string text = lay_out(model, {rows, columns}, rich).text();
            CHECK(text.find('\x1b') == std::string::npos);
            CHECK(text.find('\a') == std::string::npos);
        }
    }
    Model painters;
    shown_runs::tell_of_painters(painters);
    Model many;
    shown_runs::tell_of_many(many);
    Model royale;
    shown_runs::tell_of_royale(royale);
    for (Model* other : {&painters, &many, &royale}) {
        other->choice.shows_help = true;
        for (std::size_t size = 0; size < 70; ++size)
            lay_out(*other, {size / 2, size}, only_ascii);
    }
}
