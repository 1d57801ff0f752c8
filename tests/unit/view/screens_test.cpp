#include "game/view/keys.h"
#include "game/view/layout.h"
#include "tests/unit/file_content.h"
#include "tests/unit/view/shown_runs.h"

#include <string>

#include <doctest/doctest.h>

using game::view::Abilities;
using game::view::Charset;
using game::view::KeyName;
using game::view::lay_out;
using game::view::Model;
using game::view::Screen;
using game::view::Size;
using namespace std::chrono_literals;

namespace {

constexpr Size usual_size = {24, 80};
constexpr Size large_size = {60, 200};
constexpr Size small_size = {10, 40};
constexpr Abilities all_abilities = {};
constexpr Abilities ascii_only = {Charset::ascii, false};
constexpr Abilities linux_console = {Charset::console, false};

/// The whole screen as it has been looked at once.
std::string expected_screen(const std::string& name) {
    return file_content(TEST_DATA_DIR "/screens/" + name + ".txt");
}

void check_screen(const std::string& name, const Model& model, Size size,
                  const Abilities& abilities = all_abilities) {
    CAPTURE(name);
    CHECK(lay_out(model, size, abilities).text() == expected_screen(name));
}

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
    check_screen("run-200x60", model, large_size);
    type(model, "kill 9");
    check_screen("run-80x24", model, usual_size);
    check_screen("run-80x24-ascii", model, usual_size, ascii_only);
    check_screen("run-40x10", model, small_size);
    const Screen screen = lay_out(model, usual_size, all_abilities);
    CHECK(screen.cursor_row() == 23);
    CHECK(screen.cursor_column() == 8);
}

TEST_CASE("a match of snakes is its board, its players and the lines") {
    Model model;
    shown_runs::tell_of_snakes(model);
    check_screen("match-80x24", model, usual_size);
    check_screen("match-80x24-ascii", model, usual_size, ascii_only);
    check_screen("match-80x24-linux-console", model, usual_size, linux_console);
    check_screen("match-200x60", model, large_size);
    check_screen("match-40x10", model, small_size);
}

TEST_CASE("with 256 colours a snake is a band, with 16 a coloured path") {
    Model model;
    shown_runs::tell_of_snakes(model);
    const std::size_t head_row = 7;  // of zoe, in blue
    const std::size_t head_column = 18;
    const std::size_t path_row = 6;
    const Screen rich = lay_out(model, usual_size, all_abilities);
    const Screen poor = lay_out(model, usual_size, {Charset::unicode, false});
    CHECK(rich.text() == poor.text());
    CHECK(rich.at(path_row, head_column).style == game::view::Style{.ink = 231, .ground = 25});
    CHECK(rich.at(head_row, head_column).style ==
          game::view::Style{.ink = 231, .ground = 25, .bold = true});
    CHECK(poor.at(path_row, head_column).style == game::view::Style{.ink = 12});
    CHECK(poor.at(head_row, head_column).style ==
          game::view::Style{.ink = 12, .bold = true, .reverse = true});
    CHECK(rich.at(1, 0).style.dim);  // the frame
    CHECK(rich.at(0, 2).style.ground == 236);
    CHECK(poor.at(0, 2).style.reverse);
}

TEST_CASE("a match of painters is its board with their letters") {
    Model model;
    shown_runs::tell_of_painters(model);
    check_screen("paint-80x24", model, usual_size);
    check_screen("paint-80x24-ascii", model, usual_size, ascii_only);
}

TEST_CASE("beside a high board the lines are below the players") {
    Model model;
    shown_runs::tell_of_royale(model);
    check_screen("replay-19x19-80x24", model, usual_size);
    check_screen("replay-200x60", model, large_size);
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
    check_screen("play-80x24", model, usual_size);
}

TEST_CASE("the lines of one worker have the whole screen") {
    Model model;
    shown_runs::tell_of_snakes(model);
    press(model, {KeyName::down}, 1);
    press(model, {KeyName::enter}, 1);
    check_screen("worker-lines-80x24", model, usual_size);
    const std::size_t page = lines_per_page(model, usual_size, all_abilities);
    CHECK(page == 19);
    type(model, "/eval -");
    press(model, {KeyName::enter}, page);
    check_screen("worker-lines-search-80x24", model, usual_size);
}

TEST_CASE("the keys are listed over the rest") {
    Model model;
    shown_runs::tell_of_snakes(model);
    type(model, "?");
    check_screen("help-80x24", model, usual_size);
    check_screen("help-80x24-ascii", model, usual_size, ascii_only);
    check_screen("help-40x10", model, small_size);
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
    begin.rows = R"(["....","..b.","aab#"])";
    model.match(begin);
    const Screen screen = lay_out(model, usual_size, all_abilities);
    CHECK(screen.text().find("│ a a b # │") != std::string::npos);
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
            const std::string text = lay_out(model, {rows, columns}, all_abilities).text();
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
            lay_out(*other, {size / 2, size}, ascii_only);
    }
}
