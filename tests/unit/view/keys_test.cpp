#include "game/view/keys.h"

#include "tests/unit/view/shown_runs.h"
#include "tests/unit/view/shown_tournament.h"

#include <string>

#include <doctest/doctest.h>

using game::view::Action;
using game::view::EnteredCommand;
using game::view::KeyName;
using game::view::LeaveMatch;
using game::view::Model;
using game::view::OpenMatch;
using game::view::PlayedMove;
using game::view::ReplayRequest;

namespace {

constexpr std::size_t page = 5;

Action press_key(Model& model, KeyName name) {
    return press(model, {name}, page);
}

Action press_text(Model& model, std::string_view text) {
    Action last;
    for (const char character : text)
        last = press(model, {KeyName::character, std::string(1, character)}, page);
    return last;
}

bool is_nothing(const Action& action) {
    return std::holds_alternative<std::monostate>(action);
}

/// Twenty lines of worker 1, and between them as many of worker 2.
void tell_of_lines(Model& model) {
    shown_runs::start(model, 1, "zoe", 0);
    shown_runs::start(model, 2, "ben", 0);
    for (int i = 0; i < 20; ++i) {
        shown_runs::write(model, 1, "zoe", 1, "line " + std::to_string(i));
        shown_runs::write(model, 2, "ben", 1, "other");
    }
}

}  // namespace

TEST_CASE("what is typed becomes a command, and can be had again") {
    Model model;
    CHECK(is_nothing(press_text(model, "kilx")));
    press_key(model, KeyName::backspace);
    press_text(model, "l 3");
    CHECK(std::get<EnteredCommand>(press_key(model, KeyName::enter)).text == "kill 3");
    CHECK(model.prompt.is_empty());
    press_text(model, "list");
    CHECK(press_key(model, KeyName::enter) == Action(EnteredCommand{"list"}));
    press_key(model, KeyName::control_p);
    CHECK(model.prompt.text() == "list");
    press_key(model, KeyName::up);
    CHECK(model.prompt.text() == "kill 3");
    press_key(model, KeyName::down);
    press_key(model, KeyName::down);
    CHECK(model.prompt.is_empty());
}

TEST_CASE("the cursor moves by characters") {
    Model model;
    press(model, {KeyName::character, "é"}, page);
    press(model, {KeyName::character, "נ"}, page);
    press_key(model, KeyName::left);
    press_key(model, KeyName::backspace);
    CHECK(model.prompt.text() == "נ");
    press_key(model, KeyName::remove);
    CHECK(model.prompt.is_empty());
    press_text(model, "bc");
    press_key(model, KeyName::home);
    press_text(model, "a");
    press_key(model, KeyName::end);
    press_text(model, "d");
    CHECK(model.prompt.text() == "abcd");
    press_key(model, KeyName::control_u);
    CHECK(model.prompt.is_empty());
}

TEST_CASE("arrows select a worker, and Enter shows only its lines") {
    Model model;
    tell_of_lines(model);
    CHECK_FALSE(model.selected());
    press_key(model, KeyName::enter);
    CHECK(model.choice.mode == game::view::Mode::overview);
    press_key(model, KeyName::down);
    press_key(model, KeyName::down);
    press_key(model, KeyName::down);
    CHECK(model.selected() == 2);
    press_key(model, KeyName::up);
    press_key(model, KeyName::up);
    CHECK(model.selected() == 1);
    press_key(model, KeyName::enter);
    CHECK(model.choice.mode == game::view::Mode::worker);
    CHECK(model.lines().count(model.line_filter()) == 20);
    press_key(model, KeyName::enter);
    CHECK(model.choice.mode == game::view::Mode::overview);
}

TEST_CASE("arrows go through players as they are shown, who are out last") {
    Model model;
    shown_runs::tell_of_snakes(model);
    CHECK(model.selected() == 1);
    press_key(model, KeyName::up);
    CHECK(model.selected() == 1);
    for (int i = 0; i < 5; ++i)
        press_key(model, KeyName::down);
    CHECK(model.selected() == 4);
}

TEST_CASE("pages go back to the oldest line and on to the newest") {
    Model model;
    tell_of_lines(model);
    press_key(model, KeyName::page_up);
    CHECK(model.choice.lines_end == 35);
    shown_runs::write(model, 1, "zoe", 2, "new");
    CHECK(model.choice.lines_end == 35);
    for (int i = 0; i < 20; ++i)
        press_key(model, KeyName::page_up);
    CHECK(model.choice.lines_end == 5);
    press_key(model, KeyName::page_down);
    CHECK(model.choice.lines_end == 10);
    press_key(model, KeyName::end);
    CHECK_FALSE(model.choice.lines_end);
    press_key(model, KeyName::page_up);
    press_key(model, KeyName::page_down);
    CHECK_FALSE(model.choice.lines_end);
    press_key(model, KeyName::page_down);
    CHECK_FALSE(model.choice.lines_end);
}

TEST_CASE("pages count only the lines that are shown") {
    Model model;
    tell_of_lines(model);
    press_key(model, KeyName::down);
    press_key(model, KeyName::enter);
    press_key(model, KeyName::page_up);
    CHECK(model.choice.lines_end == 29);
    press_key(model, KeyName::page_down);
    CHECK_FALSE(model.choice.lines_end);
}

TEST_CASE("a search goes back through the lines, n and N go on") {
    Model model;
    tell_of_lines(model);
    press_text(model, "/line 1");
    CHECK(is_nothing(press_key(model, KeyName::enter)));
    CHECK(model.choice.hit == 38);
    press_text(model, "n");
    CHECK(model.choice.hit == 36);
    CHECK(model.choice.lines_end == 37);
    press_text(model, "NN");
    CHECK(model.choice.hit == 2);
    press_text(model, "n");
    CHECK(model.choice.hit == 38);
    press_key(model, KeyName::escape);
    CHECK(model.choice.search.empty());
    press_text(model, "n");
    CHECK(model.prompt.text() == "n");
}

TEST_CASE("a search that finds nothing says so") {
    Model model;
    tell_of_lines(model);
    press_text(model, "/flood");
    press_key(model, KeyName::enter);
    CHECK(model.shown_answer() == "no line has \"flood\"");
    model.set_time(shown_runs::seconds(60));
    CHECK(model.shown_answer().empty());
}

TEST_CASE("while the keys are shown they are scrolled, unless the prompt has text") {
    Model model;
    tell_of_lines(model);
    press_text(model, "?");
    press_key(model, KeyName::down);
    press_key(model, KeyName::page_down);
    CHECK(model.choice.help_first == 1 + page);
    CHECK_FALSE(model.selected());
    press_key(model, KeyName::page_up);
    press_key(model, KeyName::page_up);
    CHECK(model.choice.help_first == 0);
    press_text(model, "list");
    press_key(model, KeyName::home);
    press_text(model, "x");
    CHECK(model.prompt.text() == "xlist");
    press_key(model, KeyName::end);
    CHECK(model.choice.help_first == 0);
}

TEST_CASE("without a tournament Tab selects a worker") {
    Model model;
    tell_of_lines(model);
    press_key(model, KeyName::tab);
    CHECK(model.selected() == 1);
    CHECK(model.choice.mode == game::view::Mode::overview);
}

TEST_CASE("? shows the keys, but in the prompt it is text") {
    Model model;
    press_text(model, "?");
    CHECK(model.choice.shows_help);
    press_text(model, "?");
    CHECK_FALSE(model.choice.shows_help);
    press_text(model, "a?");
    CHECK_FALSE(model.choice.shows_help);
    CHECK(model.prompt.text() == "a?");
}

TEST_CASE("Escape closes one thing after the other") {
    Model model;
    tell_of_lines(model);
    press_key(model, KeyName::down);
    press_key(model, KeyName::enter);
    press_key(model, KeyName::page_up);
    press_text(model, "?");
    press_text(model, "x");
    press_key(model, KeyName::escape);
    CHECK_FALSE(model.choice.shows_help);
    press_key(model, KeyName::escape);
    CHECK(model.prompt.is_empty());
    CHECK(model.choice.lines_end);
    press_key(model, KeyName::escape);
    CHECK_FALSE(model.choice.lines_end);
    CHECK(model.choice.mode == game::view::Mode::worker);
    press_key(model, KeyName::escape);
    CHECK(model.choice.mode == game::view::Mode::overview);
}

TEST_CASE("who plays moves with arrows and letters, and opens the prompt for commands") {
    Model model;
    shown_runs::tell_of_snakes(model);
    model.set_play({shown_runs::noa});
    CHECK(press_key(model, KeyName::up) == Action(PlayedMove{'N'}));
    CHECK(press_key(model, KeyName::left) == Action(PlayedMove{'W'}));
    CHECK(press_text(model, "d") == Action(PlayedMove{'E'}));
    CHECK(press_text(model, "S") == Action(PlayedMove{'S'}));
    press_key(model, KeyName::tab);
    CHECK(model.selected() == 2);
    CHECK(is_nothing(press_text(model, ":status")));
    CHECK(model.prompt.text() == "status");
    CHECK(press_key(model, KeyName::enter) == Action(EnteredCommand{"status"}));
    CHECK(press_text(model, "w") == Action(PlayedMove{'N'}));
    press_text(model, ":");
    press_key(model, KeyName::escape);
    CHECK(press_text(model, "a") == Action(PlayedMove{'W'}));
}

TEST_CASE("a replay has keys of its own while the prompt is empty") {
    Model model;
    shown_runs::tell_of_royale(model);
    CHECK(press_text(model, " ") == Action(ReplayRequest::pause_or_go_on));
    CHECK(press_key(model, KeyName::left) == Action(ReplayRequest::turn_back));
    CHECK(press_key(model, KeyName::right) == Action(ReplayRequest::turn_on));
    CHECK(press_text(model, "<") == Action(ReplayRequest::slower));
    CHECK(press_text(model, ">") == Action(ReplayRequest::faster));
    CHECK(press_text(model, "[") == Action(ReplayRequest::previous_out));
    CHECK(press_text(model, "]") == Action(ReplayRequest::next_out));
    CHECK(press_key(model, KeyName::end) == Action(ReplayRequest::end));
    press_key(model, KeyName::page_up);
    CHECK(is_nothing(press_key(model, KeyName::end)));  // the newest line comes first
    model.answer("nobody goes out later");
    press_key(model, KeyName::end);
    CHECK(model.shown_answer().empty());
    press_text(model, "list");
    CHECK(is_nothing(press_text(model, " <")));
    CHECK(model.prompt.text() == "list <");
    CHECK(std::holds_alternative<game::view::DrawAnew>(press_key(model, KeyName::control_l)));
}

TEST_CASE("in a tournament Enter opens a match; one without a log is its worker's lines") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben"});
    shown_runs::start_match(model, 1, 0, {"ann", "ben"}, 1, "/logs/1.ndjson");
    shown_runs::start_match(model, 2, 0, {"ben", "ann"});
    CHECK(is_nothing(press_key(model, KeyName::enter)));
    press_key(model, KeyName::down);
    const Action open = press_key(model, KeyName::enter);
    CHECK(std::get<OpenMatch>(open).match.log == "/logs/1.ndjson");
    CHECK(model.choice.mode == game::view::Mode::overview);
    press_key(model, KeyName::down);
    CHECK(is_nothing(press_key(model, KeyName::enter)));
    CHECK(model.choice.mode == game::view::Mode::worker);
    CHECK(model.shown_answer() == "match 2 has no log: give \"logs\" in its tournament");
    press_key(model, KeyName::up);
    CHECK(is_nothing(press_key(model, KeyName::enter)));
    CHECK(model.choice.mode == game::view::Mode::overview);
}

TEST_CASE("Escape and Backspace leave a match when there is nothing else to close") {
    Model model;
    shown_runs::tell_of_snakes(model);
    press_key(model, KeyName::escape);
    CHECK(is_nothing(press_key(model, KeyName::backspace)));
    model.set_title("match 17 of 300 - zoe, ben");
    press_key(model, KeyName::enter);
    press_text(model, "li");
    press_key(model, KeyName::backspace);
    CHECK(model.prompt.text() == "l");
    CHECK(is_nothing(press_key(model, KeyName::escape)));  // the prompt
    CHECK(is_nothing(press_key(model, KeyName::escape)));  // the player's lines
    CHECK(model.choice.mode == game::view::Mode::overview);
    CHECK(press_key(model, KeyName::escape) == Action(LeaveMatch{}));
    CHECK(press_key(model, KeyName::backspace) == Action(LeaveMatch{}));
    press_text(model, "?");
    CHECK(is_nothing(press_key(model, KeyName::backspace)));
    CHECK_FALSE(model.choice.shows_help);
}
