// Verification, with a referee whose words are written down.

#include "game/review/verification.h"

#include "game/events/state_hash.h"
#include "tests/unit/match/match_world.h"

#include <functional>
#include <string>
#include <vector>

using namespace tests;

namespace {

/// A match of two turns, as a log has it; a test changes what it wants to.
struct LoggedStory {
    LoggedStory() {
        match.rules = "cards";
        match.mode = "lockstep";
        match.players = players;
        match.state = R"({"n":0})";
        first.turn = 1;
        first.moves = first_moves;
        first.state = R"({"n":1})";
        second.turn = 2;
        second.moves = second_moves;
        second.events = second_events;
        second.state = R"({"n":2})";
        result.turn = 2;
        result.reason = "done";
        result.ranks = ranks;
    }

    std::vector<game::MatchPlayer> players = {{"zoe", 1}, {"ben", 2}};
    std::vector<game::PlayerTurn> first_moves = {{"zoe", game::AnswerStatus::ok, "N", 3ms},
                                                 {"ben", game::AnswerStatus::illegal, "Q", 4ms}};
    std::vector<game::PlayerTurn> second_moves = {
        {"zoe", game::AnswerStatus::late},
        {"ben", game::AnswerStatus::out, "", {}, "", "crashed", "SIGSEGV"}};
    std::vector<game::PlayerEvent> second_events = {{"ben", "crashed", "SIGSEGV", ""},
                                                    {"zoe", "hunger", "", ""}};
    std::vector<game::MatchRank> ranks = {{"zoe", 1, "1"}, {"ben", 2, "0"}};
    game::MatchEvent match;
    game::TurnEvent first;
    game::TurnEvent second;
    game::ResultEvent result;
};

game::Announcement announce(std::uint64_t turn, std::string state) {
    game::Announcement news;
    news.turn = turn;
    news.ask = {"zoe", "ben"};
    news.state = std::move(state);
    return news;
}

/// What the referee says, which agrees with the story.
ScriptedReferee& write_script(ScriptedReferee& referee) {
    referee.script = {announce(1, R"({"n":0})"), announce(2, R"({"n":1})"),
                      announce(2, R"({"n":2})")};
    referee.script[2].is_end = true;
    referee.script[2].reason = "done";
    referee.script[2].ranks = {{"zoe", 1, "1"}, {"ben", 2, "0"}};
    referee.script[2].events = {{"zoe", "hunger", "", ""}};
    return referee;
}

async::Task<void> verify_story(game::Verification& verification, const LoggedStory& story) {
    co_await verification.begin(story.match);
    co_await verification.play(story.first);
    co_await verification.play(story.second);
    verification.finish(story.result);
}

/// On what story and referee differ; empty if on nothing.
std::string difference(const LoggedStory& story, ScriptedReferee& referee) {
    async::ManualTime time;
    async::Loop loop(time);
    game::Verification verification(referee, game::LoggedMatch(story.match));
    try {
        loop.run(verify_story(verification, story));
    } catch (const game::Difference& found) {
        return found.what();
    }
    CHECK(verification.turns() == 2);
    return {};
}

std::string difference(const std::function<void(LoggedStory&, ScriptedReferee&)>& change) {
    LoggedStory story;
    ScriptedReferee referee;
    change(story, write_script(referee));
    return difference(story, referee);
}

}  // namespace

TEST_CASE("a referee gets the logged moves as it got them in the match") {
    const LoggedStory story;
    ScriptedReferee referee;
    CHECK(difference(story, write_script(referee)).empty());
    CHECK(referee.players == std::vector<std::string>{"zoe", "ben"});
    CHECK(referee.heard == std::vector<std::string>{"zoe ok N;ben ok Q;", "zoe late ;ben out ;"});
}

TEST_CASE("the first difference is named") {
    CHECK(difference([](LoggedStory&, ScriptedReferee& referee) {
              referee.script[1].state = "{}";
          }) == "turn 1 differs: the hash is " + game::state_hash(R"({"n":1})") + " in the log, " +
                    game::state_hash("{}") + " by the referee");
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) {
              story.match.hash = "00";
          }).starts_with("the beginning differs: the log has the hash 00 and a state of hash "));
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) {
              story.first.views = R"({"zoe":{"card":"K"}})";
          }) == "turn 1 differs in what single players see");
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) { story.first.turn = 3; }) ==
          "turn 3 differs: the referee asks for turn 1");
    CHECK(difference([](LoggedStory&, ScriptedReferee& referee) { referee.script.resize(2); }) ==
          "turn 2 differs: the referee has no more to say");
    CHECK(difference([](LoggedStory&, ScriptedReferee& referee) {
              referee.script[1].is_end = true;
              referee.script[1].reason = "bored";
          }) == "turn 2 differs: for the referee the match is over in turn 2 - bored");
    CHECK(difference([](LoggedStory&, ScriptedReferee& referee) {
              referee.script[2].events.clear();
          }) == "turn 2 differs: the referee does not say of zoe: hunger");
}

TEST_CASE("the result is compared too") {
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) { story.result.reason = "won"; }) ==
          "the result differs: the reason is won in the log, done by the referee");
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) { story.ranks[1].score = "1"; }) ==
          "the result differs: the referee has other ranks");
    CHECK(difference([](LoggedStory& story, ScriptedReferee&) { story.result.turn = 3; }) ==
          "the result differs: it is of turn 3, not 2");
    CHECK(difference([](LoggedStory&, ScriptedReferee& referee) {
              referee.script[2].is_end = false;
          }) == "the result differs: for the referee the match goes on");
    CHECK(difference([](LoggedStory& story, ScriptedReferee& referee) {
              referee.script[2].is_end = false;
              story.result.is_void = true;
          }).empty());
}
