#include "game/view/tournament_story.h"

#include "tests/unit/view/shown_tournament.h"

#include <doctest/doctest.h>

using game::view::Model;
using game::view::TournamentStory;
using namespace std::chrono_literals;
using namespace shown_runs;

TEST_SUITE("tournament story") {
    TEST_CASE("matches run, end, and are played again") {
        Model model;
        begin_league(model, {"ann", "ben", "cy"}, 6, 1);
        const TournamentStory& story = model.tournament();
        CHECK(story.ended() == 1);
        CHECK(story.played_before() == 1);
        REQUIRE(story.rows().size() == 3);
        CHECK(story.rows()[2].name == "cy");
        CHECK(story.rows()[2].rank == 0);
        start_match(model, 2, 0, {"ann", "ben"});
        start_match(model, 3, 0, {"ben", "ann"});
        start_match(model, 2, 1, {"ann", "ben"}, 2);
        REQUIRE(story.running().size() == 2);
        CHECK(story.running()[0].match == 3);
        CHECK(story.running()[1].attempt == 2);
        CHECK(story.match_of(2) == 2);
        end_match(model, 2, 2, {"ben", "ann"});
        end_match(model, 3, 2, {"ben", "ann"}, {.is_void = true});
        CHECK(story.running().empty());
        CHECK(story.ended() == 3);
        CHECK(story.voids() == 1);
        REQUIRE(story.recent().size() == 2);
        CHECK(story.recent().front().match == 3);
        CHECK(story.recent().front().worker == 3);
        CHECK(story.worker_of(2) == 2);
        CHECK_FALSE(story.worker_of(4));
    }

    TEST_CASE("a match can be found by its worker, with its log, while it runs and after it") {
        Model model;
        begin_league(model, {"ann", "ben", "cy"}, 6);
        start_match(model, 2, 0, {"cy", "ann"}, 1, "/logs/2.ndjson");
        start_match(model, 3, 0, {"ann", "ben"});
        const TournamentStory& story = model.tournament();
        const game::view::ChosenMatch second = {2, "match 2 of 280 - cy, ann", "/logs/2.ndjson"};
        CHECK(story.find_match(2) == second);
        CHECK(story.find_match(3)->log.empty());
        CHECK(story.is_running(2));
        end_match(model, 2, 1, {"cy", "ann"});
        CHECK(story.find_match(2) == second);
        CHECK_FALSE(story.is_running(2));
        CHECK_FALSE(story.find_match(4));
    }

    TEST_CASE("who did what against whom is counted without void matches") {
        Model model;
        begin_league(model, {"ann", "ben", "cy"});
        const TournamentStory& story = model.tournament();
        end_match(model, 1, 1, {"ann", "ben", "cy"});
        end_match(model, 2, 1, {"ben", "ann"}, {.is_draw = true});
        end_match(model, 3, 1, {"ben", "ann"}, {.is_void = true});
        CHECK(story.against(0, 1).matches == 2);
        CHECK(story.against(0, 1).points == 1.5);
        CHECK(story.against(1, 0).points == 0.5);
        CHECK(story.against(0, 2).matches == 1);
        CHECK(story.against(2, 0).points == 0);
        CHECK(story.against(2, 2).matches == 0);
    }

    TEST_CASE("with many players that is not kept") {
        std::vector<std::string> players;
        for (int i = 0; i < 100; ++i)
            players.push_back(std::to_string(i));
        Model model;
        begin_league(model, players);
        end_match(model, 1, 1, {"7", "99"});
        CHECK_FALSE(model.tournament().has_encounters());
    }

    TEST_CASE("a log that begins in the middle of a tournament is of use") {
        Model model;
        start_match(model, 7, 1, {"ann", "ben"});
        end_match(model, 7, 2, {"ann", "ben"});
        const TournamentStory& story = model.tournament();
        CHECK(story.has_begun());
        CHECK(story.format().empty());
        CHECK(story.planned() == 280);
        CHECK(story.ended() == 1);
        CHECK_FALSE(story.has_encounters());
        rank_league(model, 3, 7);
        CHECK(story.ended() == 7);
        CHECK(story.rows().size() == 8);
        CHECK(story.find("zoe"));
        CHECK_FALSE(story.left(3s));
    }

    TEST_CASE("the rest takes as long as what was played") {
        Model model;
        begin_league(model, {"ann", "ben"}, 280, 100);
        const TournamentStory& story = model.tournament();
        end_match(model, 101, 10, {"ann", "ben"});
        CHECK_FALSE(story.left(10s));
        end_match(model, 102, 20, {"ann", "ben"});
        CHECK(story.left(20s) == 1780s);
        CHECK(story.left(30s) == 1770s);
        CHECK(story.left(10'000s) == 0s);
    }

    TEST_CASE("a part has its share of the matches") {
        Model model;
        game::ScenarioEvent scenario;
        scenario.part = {2, 3};
        model.scenario(scenario);
        game::TournamentEvent event;
        event.matches = 280;
        model.tournament(event);
        CHECK(model.tournament().planned() == 93);
    }

    TEST_CASE("void matches are counted as the standings count them") {
        Model model;
        begin_league(model, {"ann", "ben"}, 280, 4);
        const TournamentStory& story = model.tournament();
        end_match(model, 5, 1, {"ann", "ben"});
        end_match(model, 6, 1, {"ann", "ben"}, {.is_void = true});
        CHECK(story.ended() == 6);
        CHECK(story.voids() == 1);
        game::StandingsEvent standings;
        standings.matches = 3;
        standings.voids = 3;  // two were void before
        standings.planned = 280;
        model.standings(standings);
        CHECK(story.ended() == 6);
        CHECK(story.voids() == 3);
        end_match(model, 7, 2, {"ann", "ben"}, {.is_void = true});
        CHECK(story.voids() == 4);

        standings.matches = 2;
        standings.voids = 2;
        standings.test = game::TestState{0, 10, 3, -2.94, 2.94, 2, "elo1"};
        model.standings(standings);
        CHECK(story.ended() == 4);
        CHECK(story.voids() == 2);
    }

    TEST_CASE("to tell it anew is to forget it") {
        Model model;
        tell_of_league(model);
        model.start_over();
        CHECK_FALSE(model.tournament().has_begun());
        CHECK(model.selectable().empty());
    }
}
