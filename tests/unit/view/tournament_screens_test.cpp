/// The screen of a tournament.
#include "game/view/keys.h"
#include "game/view/parts.h"
#include "tests/unit/view/drawn_screens.h"
#include "tests/unit/view/shown_tournament.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using drawn::check_screen;
using drawn::few_colors;
using drawn::large;
using drawn::linux_console;
using drawn::only_ascii;
using drawn::rich;
using drawn::row_of;
using drawn::shows;
using drawn::small;
using drawn::usual;
using game::view::Abilities;
using game::view::KeyName;
using game::view::lay_out;
using game::view::Model;
using game::view::Screen;
using namespace std::chrono_literals;

TEST_CASE("a tournament is its standings, its matches and the lines") {
    Model model;
    shown_runs::tell_of_league(model);
    check_screen("tournament-80x24", model, usual);
    check_screen("tournament-80x24-ascii", model, usual, only_ascii);
    check_screen("tournament-80x24-linux-console", model, usual, linux_console);
    check_screen("tournament-200x60", model, large);
    check_screen("tournament-120x30-ascii", model, {30, 120}, only_ascii);
    check_screen("tournament-40x10", model, small);
}

TEST_CASE("before the first standings all players are there, without figures") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben"}, 280, 12);
    check_screen("tournament-begin-80x24", model, usual);
}

TEST_CASE("marks have the colours of players, with 16 colours as with 256") {
    Model model;
    shown_runs::tell_of_league(model);
    const Screen many = lay_out(model, usual, rich);
    const Screen few = lay_out(model, usual, few_colors);
    CHECK(many.text() == few.text());
    CHECK(many.at(3, 5).text == "a");
    CHECK(many.at(3, 5).style.ground == 25);
    CHECK(few.at(3, 5).style.ink == 12);
    CHECK(many.at(4, 5).text == "g");  // the second of the standings is the seventh player
    CHECK(many.at(4, 5).style.ground == 245);
}

TEST_CASE("a match can be chosen, and its lines alone be shown") {
    Model model;
    shown_runs::tell_of_league(model);
    CHECK_FALSE(model.selected());
    press(model, {KeyName::down}, 1);
    CHECK(model.selected() == 141);
    press(model, {KeyName::up}, 1);
    CHECK(model.selected() == 141);
    for (int i = 0; i < 5; ++i)
        press(model, {KeyName::down}, 1);
    CHECK(model.selected() == 137);
    press(model, {KeyName::enter}, 1);
    check_screen("tournament-match-80x24", model, usual);
    press(model, {KeyName::enter}, 1);
    check_screen("tournament-chosen-80x24", model, usual);
    for (int i = 0; i < 300; ++i)
        press(model, {KeyName::down}, 1);
    CHECK(model.selected() == 1);
    CHECK(shows(model, usual, " 1  a zoe "));
}

TEST_CASE("a match that waits has no worker with a name yet") {
    Model model;
    shown_runs::tell_of_league(model);
    shown_runs::plan_match(model, 143, 840, {"zoe", "ben"});
    for (int i = 0; i < 3; ++i)
        press(model, {KeyName::down}, 1);
    CHECK(model.selected() == 143);
    press(model, {KeyName::enter}, 1);
    CHECK(row_of(model, usual, 1) == " match 143 ps#143  waiting");
    CHECK(row_of(model, usual, 2).starts_with("── lines of ps#143 ─"));
}

TEST_CASE("a match of it has a title, and says which key leads back") {
    Model model;
    shown_runs::tell_of_snakes(model);
    model.set_title("match 17 of 280 - zoe, ben, the-very-careful-snake-of-augustin-with-notes");
    model.set_replay({.turn = 111, .turns = 111, .t = 22s, .is_live = true});
    check_screen("tournament-watched-80x24", model, usual);
    CHECK(shows(model, large, " LIVE "));
    CHECK(shows(model, large, "Esc: tournament"));
    CHECK(shows(model, small, "Esc: back"));
    CHECK(shows(model, small, " match 17 of 280 - "));
    model.set_replay({.turn = 99, .turns = 111, .t = 20s});
    CHECK_FALSE(shows(model, usual, " LIVE "));
}

TEST_CASE("results are found among the lines") {
    Model model;
    shown_runs::tell_of_league(model);
    for (const char letter : std::string_view("/void"))
        press(model, {KeyName::character, std::string(1, letter)}, 1);
    press(model, {KeyName::enter}, 1);
    CHECK(shows(model, usual, "match 134 of 280: void - the referee ended with exit code 3\n"));
}

TEST_CASE("how long the rest takes is real time, unless it cannot be known") {
    Model model;
    shown_runs::tell_of_league(model);
    CHECK(row_of(model, usual, 0).ends_with("50 % · about 14 min left"));
    model.set_time(shown_runs::seconds(900));
    CHECK(row_of(model, usual, 0).ends_with("about 13 min left"));
    SUBCASE("not at the end of a run that was stopped") {
        model.ended({shown_runs::seconds(900), 140, 0, 130});
        CHECK(row_of(model, usual, 0).ends_with("  match 140 of 280 · 50 %"));
        model.start_over();
        shown_runs::tell_of_league(model);
        CHECK(shows(model, usual, "about 14 min left"));
    }
    SUBCASE("not while the last matches are finished") {
        model.set_stopping();
        CHECK(row_of(model, usual, 0).ends_with("stopping · match 140 of 280 · 50 %"));
    }
    game::StopEvent stop{shown_runs::seconds(900), "quit"};
    model.stopping(stop);
    CHECK(row_of(model, usual, 0).ends_with("stopping · match 140 of 280 · 50 %"));

    Model fast;
    fast.scenario({0s, "x.json", 1, 10.0, 0});
    game::TournamentEvent begin;
    begin.format = "knockout";
    begin.matches = 12;
    fast.tournament(begin);
    CHECK_FALSE(shows(fast, usual, "left"));
    for (std::uint64_t match = 1; match <= 2; ++match)
        shown_runs::end_match(fast, match, 60.0 * static_cast<double>(match), {"ann", "ben"});
    CHECK(shows(fast, usual, "match 2 of 280"));
    CHECK(shows(fast, usual, "about 28 min left"));
}

TEST_CASE("standings that are older than the newest matches are said to be") {
    Model model;
    shown_runs::tell_of_league(model);
    CHECK_FALSE(shows(model, usual, "standings after"));
    shown_runs::end_match(model, 141, 841, {"zoe", "ben"});
    CHECK_FALSE(shows(model, usual, "standings after"));
    shown_runs::end_match(model, 142, 850, {"zoe", "ben"});
    CHECK(shows(model, usual, "1 void · standings after 140"));
}

TEST_CASE("a part without a whole encounter says where the standings are") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben"}, 280, 0, common::Part{2, 3});
    CHECK_FALSE(shows(model, usual, "no whole encounter"));
    shown_runs::end_match(model, 2, 10, {"ann", "ben"});
    shown_runs::rank_many(model, {"ann", "ben"}, 10, 1, 0);
    shown_runs::end_match(model, 5, 20, {"ann", "ben"});
    check_screen("tournament-part-80x24", model, usual);
    check_screen("tournament-part-40x10", model, small);

    Model whole;
    shown_runs::begin_league(whole, {"ann", "ben"}, 280, 0, common::Part{1, 1});
    shown_runs::rank_many(whole, {"ann", "ben"}, 10, 1, 0);
    CHECK(shows(whole, usual, "no whole encounter yet: one counts when all its matches have"));
    shown_runs::rank_many(whole, {"ann", "ben"}, 10, 2, 1);
    CHECK_FALSE(shows(whole, usual, "no whole encounter"));
}

TEST_CASE("the logs of parts have no standings, which is said") {
    Model model;
    game::ScenarioEvent scenario{0s, "runs/league.json", 1, 1.0, 0};
    scenario.is_merged = true;
    model.scenario(scenario);
    game::TournamentEvent event;
    event.matches = 2;
    const std::vector<std::string> players = {"ann", "ben"};
    event.players = players;
    model.tournament(event);
    const std::string why = "no standings in these logs: see --standings of all results";
    CHECK(shows(model, usual, why));
    model.start_over();
    shown_runs::begin_league(model, {"ann", "ben"});
    shown_runs::end_match(model, 1, 10, {"ann", "ben"});
    model.set_time(60s);
    CHECK_FALSE(shows(model, usual, why));
    model.ended({60s, 2, 0, 0});
    CHECK(shows(model, usual, why));
    CHECK_FALSE(shows(model, usual, "no standings yet"));
}

TEST_CASE("points are rounded as in the text") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben"});
    const std::vector<game::StandingsRow> rows = {
        shown_runs::standings_row(1, "ann", 12, 20, 0.625, 1, 0, 0),
        shown_runs::standings_row(2, "ben", -12, 20, 0.375, 0, 0, 1)};
    game::StandingsEvent event;
    event.matches = 2;
    event.players = rows;
    model.standings(event);
    CHECK(shows(model, usual, "    0.63    1"));
    CHECK(shows(model, usual, "    0.38    0"));
}

TEST_CASE("of three hundred players the best are shown, and all with Tab") {
    std::vector<std::string> players;
    for (int i = 1; i <= 300; ++i)
        players.push_back("player " + std::to_string(i));
    Model model;
    shown_runs::begin_league(model, players);
    shown_runs::rank_many(model, players, 10, 280, 3);
    check_screen("tournament-300-80x24", model, usual);
    CHECK(row_of(model, large, 4).starts_with("  #     43 of 300  "));
    const auto push = [&](KeyName key) { press(model, {key}, page_of(model, usual, rich)); };
    push(KeyName::tab);
    check_screen("standings-300-80x24", model, usual);
    push(KeyName::page_down);
    CHECK(shows(model, usual, "20-38 of 300"));
    push(KeyName::down);
    push(KeyName::page_up);
    CHECK(shows(model, usual, "2-20 of 300"));
    push(KeyName::end);
    CHECK(shows(model, usual, "282-300 of 300"));
    push(KeyName::down);
    check_screen("standings-300-end-80x24", model, usual);
    push(KeyName::home);
    CHECK(shows(model, usual, "1-19 of 300"));
    check_screen("standings-300-40x10", model, small);
    push(KeyName::page_down);
    push(KeyName::tab);
    check_screen("tournament-300-80x24", model, usual);
    push(KeyName::back_tab);
    CHECK(shows(model, usual, "1-19 of 300"));
    push(KeyName::escape);
    check_screen("tournament-300-80x24", model, usual);
}

TEST_CASE("the standings have no place of their own") {
    Model model;
    shown_runs::tell_of_league(model);
    Screen left({12, 120});
    Screen right({12, 130});
    draw_standings(game::view::Sheet(left, rich), model, {0, 0, 12, 120}, true);
    draw_standings(game::view::Sheet(right, rich), model, {0, 10, 12, 120}, true);
    for (std::size_t row = 0; row < 12; ++row) {
        for (std::size_t column = 0; column < 120; ++column)
            CHECK(right.at(row, column + 10) == left.at(row, column));
    }
}

TEST_CASE("names with emoji take the columns that they are given") {
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    Model model;
    shown_runs::begin_league(model, {family + " ann", "\U0001F1E9\U0001F1EA", "ben"});
    CHECK(row_of(model, usual, 3).starts_with("     a  " + family + " ann "));
    CHECK(row_of(model, usual, 4).find(" –") - row_of(model, usual, 5).find(" –") == 8 - 3 + 1);
    CHECK(lay_out(model, usual, only_ascii).text().find("[a] ?? ann ") != std::string::npos);
}

TEST_CASE("in groups, the players of a match stand in the order of their places") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben", "cy"}, 6);
    shown_runs::start_match(model, 1, 0, {"ann", "ben", "cy"});
    CHECK(shows(model, usual, "a ann  b ben  c cy"));
    shown_runs::end_match(model, 1, 1, {"cy", "ann", "ben"});
    CHECK(shows(model, usual, "1. c cy  2. a ann  3. b ben"));
}

TEST_CASE("the test that ends a tournament is said below the standings") {
    Model model;
    shown_runs::begin_league(model, {"ann", "ben"});
    const std::vector<game::StandingsRow> rows = {
        shown_runs::standings_row(1, "ann", 12, 20, 3, 3, 0, 0),
        shown_runs::standings_row(2, "ben", -12, 20, 0, 0, 0, 3)};
    game::StandingsEvent event;
    event.matches = 6;
    event.planned = 280;
    event.players = rows;
    event.test = game::TestState{0, 10, 1.234, -2.94, 2.94, 3, "undecided"};
    model.standings(event);
    CHECK(shows(model, usual, "test of 0 against 10 Elo: undecided, 1.23 in -2.94 .. 2.94"));
    event.test->verdict = "elo1";
    model.standings(event);
    CHECK(shows(model, usual, "10 Elo accepted"));
}

TEST_CASE("a tournament fits into any size") {
    Model model;
    shown_runs::tell_of_league(model);
    shown_runs::end_match(model, 142, 850, {"a\x1b[2J\xff", "ben", "zoe"},
                          {.reason = "\x1b[H\a", .late = 1});
    for (std::size_t rows = 0; rows < 70; rows += 3) {
        for (std::size_t columns = 0; columns < 210; columns += 7) {
            for (const Abilities& abilities : {rich, only_ascii}) {
                const std::string text = lay_out(model, {rows, columns}, abilities).text();
                CHECK(text.find('\x1b') == std::string::npos);
                CHECK(text.find('\a') == std::string::npos);
            }
        }
    }
}

TEST_CASE("what is kept of a long tournament has a limit") {
    Model model;
    shown_runs::begin_league(model, shown_runs::league, 10'000);
    for (std::uint64_t match = 1; match <= 10'000; ++match) {
        shown_runs::start_match(model, match, static_cast<double>(match), {"zoe", "ben"});
        shown_runs::end_match(model, match, static_cast<double>(match), {"zoe", "ben"});
    }
    CHECK(model.tournament().running().empty());
    CHECK(model.tournament().recent().size() == 500);
    CHECK(model.selectable().size() == 500);
    CHECK(model.tournament().ended() == 10'000);
    CHECK(model.tournament().against(0, 1).points == 10'000);
    CHECK(row_of(model, usual, 0).ends_with("match 10000 of 10000 · 100 %"));
}
