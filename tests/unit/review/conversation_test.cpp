// Conversation and Comparison, with events that are written down.

#include "game/review/conversation.h"

#include "game/review/comparison.h"
#include "tests/unit/manual_time.h"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game;
using namespace std::chrono_literals;

namespace {

using Strings = std::vector<std::string>;

/// Worker 2 plays ben, whom it calls zoe, and max. Three turns are played, a fourth is open.
void tell_story(Reporter& reporter) {
    const std::vector<MatchPlayer> players = {{"zoe", 1}, {"zoe-2", 2, "zoe"}, {"max", 2}};
    const auto say = [&reporter](std::uint64_t turn, std::string_view text) {
        LineEvent line{1ms, 2, "two", Stream::standard_output, text, false};
        if (turn > 0) line.turn = turn;
        reporter.line(line);
    };
    reporter.scenario({0ns, "match.json", 7, 2, 2});
    say(0, R"({"ready":true,"want":["rows"]})");
    MatchEvent match;
    match.rules = "snake";
    match.mode = "lockstep";
    match.turn_limit = match.first_limit = 1s;
    match.bank = 2s;
    match.tick = 200ms;
    match.settings = "{}";
    match.players = players;
    match.state = R"({"n":0})";
    reporter.match(match);

    const Strings both = {"zoe-2", "max"};
    const Strings one = {"max"};
    const std::vector<std::uint64_t> slow = {2};
    const auto play = [&reporter](std::uint64_t turn, const std::vector<PlayerTurn>& moves,
                                  const std::vector<PlayerEvent>& events, std::string_view state,
                                  const TurnOpening& opening) {
        reporter.turn({1ms, turn, moves, events, {}, {}, state, "", R"(["..."])", opening});
    };
    say(1, "N zoe");
    say(1, "hm");
    play(1, {{"zoe-2", AnswerStatus::ok, "N", 5ms}, {"max", AnswerStatus::late}}, {}, R"({"n":1})",
         {1s, both, {}});
    say(1, "E max");  // late, and before turn 2 is open
    play(2, {{"zoe-2", AnswerStatus::missing}, {"max", AnswerStatus::missing}}, {}, R"({"n":2})",
         {1s, both, {}});
    PlayerTurn banked{"max", AnswerStatus::ok, "S", 7ms};
    banked.bank = 1500ms;
    say(3, "S max 3");
    play(3, {{"zoe-2", AnswerStatus::out, "", {}, "", "strikes"}, banked},
         {{"zoe-2", "strikes", "", ""}}, R"({"n":3})", {1s, both, slow});
    ResultEvent result;
    result.turn = 3;
    result.is_void = true;
    result.reason = "stopped";
    result.open = OpenTurn{4, {std::nullopt, one, {}}};
    reporter.result(result);
}

Conversation conversation_of(const std::string& player) {
    RoleFinder finder(player);
    tell_story(finder);
    REQUIRE(finder.role());
    return Conversation(*finder.role());
}

}  // namespace

TEST_CASE("the role of a player is that of its worker") {
    RoleFinder finder("max");
    tell_story(finder);
    REQUIRE(finder.role());
    CHECK(finder.role()->worker == 2);
    REQUIRE(finder.role()->names.size() == 2);
    CHECK(finder.role()->names[0].called == "zoe");
    CHECK(finder.role()->names[0].name == "zoe-2");
    CHECK(finder.players() == Strings{"zoe", "zoe-2", "max"});
    RoleFinder none("bob");
    tell_story(none);
    CHECK_FALSE(none.role());
}

TEST_CASE("the messages to a worker are made again") {
    Conversation conversation = conversation_of("max");
    tell_story(conversation);
    Strings told;
    for (const ToldMessage& message : conversation.messages())
        told.push_back(message.text);
    REQUIRE(told.size() == 6);
    CHECK(told[0].starts_with(R"({"type":"hello","protocol":1,"rules":"snake",)"));
    CHECK(told[1] == R"({"type":"turn","turn":1,"ask":["zoe-2","max"],"limit":1,)"
                     R"("bank":{"zoe-2":2,"max":2},"last":[],"state":{"n":0}})"
                     "\n");
    // Turn 2 was never written.
    CHECK(told[2] == R"({"type":"turn","turn":3,"ask":["zoe-2","max"],"limit":1,)"
                     R"("bank":{"zoe-2":2,"max":2},"skipped":1,"last":[{"player":"zoe-2",)"
                     R"("status":"missing"},{"player":"max","status":"missing"}],)"
                     R"("state":{"n":2},"rows":["..."]})"
                     "\n");
    CHECK(told[3] == R"({"type":"out","turn":3,"player":"zoe-2","cause":"strikes"})"
                     "\n");
    CHECK(told[4] == R"({"type":"turn","turn":4,"ask":["max"],"limit":null,)"
                     R"("bank":{"zoe-2":2,"max":1.5},"last":[{"player":"zoe-2","status":"out"},)"
                     R"({"player":"max","status":"ok","move":"S","seconds":0.007000}],)"
                     R"("state":{"n":3},"rows":["..."]})"
                     "\n");
    CHECK(told[5] == R"({"type":"end","turn":3,"reason":"void","void":"stopped",)"
                     R"("state":{"n":3},"ranks":[]})"
                     "\n");
}

TEST_CASE("logged answers belong to the turns that they are for") {
    Conversation conversation = conversation_of("max");
    tell_story(conversation);
    const auto& answers = conversation.answers(1);
    CHECK(answers.size() == 3);  // of turn 2 it was not told
    REQUIRE(answers.at(1).answer);
    CHECK(answers.at(1).answer->move == "E");
    CHECK(answers.at(1).status == AnswerStatus::late);
    CHECK(answers.at(3).answer->move == "S");
    CHECK_FALSE(answers.at(4).answer);
}

TEST_CASE("answers are compared in the order of the turns") {
    Conversation conversation = conversation_of("max");
    tell_story(conversation);
    Comparison comparison(conversation, 1);
    const std::vector<ToldMessage>& messages = conversation.messages();
    comparison.tell(messages[0]);
    comparison.tell(messages[1]);
    CHECK_FALSE(comparison.is_done_with(1));  // in the log it came before the next turn
    CHECK(comparison.hear("N zoe").empty());  // another player
    CHECK(comparison.hear(R"({"ready":true})").empty());
    CHECK(comparison.hear("what?") == "         got `what?`, no answer\n");
    CHECK(comparison.hear("E max") == "turn 1: E, as logged (late)\n");
    CHECK(comparison.is_done_with(1));
    CHECK(comparison.hear("E max") == "         got `E max`, not asked for\n");
    comparison.tell(messages[2]);
    comparison.tell(messages[4]);
    CHECK(comparison.is_done_with(4));  // there is nothing to wait for
    CHECK(comparison.hear("W max 4").empty());
    CHECK(comparison.hear("W max") == "turn 3: W - logged: S\nturn 4: W - logged: no answer\n");
    CHECK(comparison.finish().empty());
    CHECK(comparison.summary() == "max: 3 turns, 2 differ\n");
}

TEST_CASE("a bot that says nothing is compared at the end") {
    Conversation conversation = conversation_of("max");
    tell_story(conversation);
    Comparison comparison(conversation, 1);
    for (const ToldMessage& message : conversation.messages())
        comparison.tell(message);
    CHECK(comparison.finish() ==
          "turn 1: no answer - logged: E (late)\n"
          "turn 3: no answer - logged: S\nturn 4: no answer, as logged\n");
}
