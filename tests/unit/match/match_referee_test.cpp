// A match with a referee that is not built in, and one in ticks; in virtual time.

#include "tests/unit/match/match_world.h"

#include <memory>
#include <string>
#include <vector>

using namespace tests;
using Story = std::vector<std::string>;

namespace {

game::Announcement asking(std::uint64_t turn, std::vector<std::string> players) {
    game::Announcement news;
    news.turn = turn;
    news.ask = std::move(players);
    news.state = R"({"pot":3})";
    return news;
}

game::Announcement ending(std::uint64_t turn) {
    game::Announcement news = asking(turn, {});
    news.is_end = true;
    news.reason = "done";
    news.ranks = {{"zoe", 1, "1"}, {"ben", 2, "0"}};
    return news;
}

game::MatchSettings program() {
    game::MatchSettings settings;
    settings.referee = {"./referee"};
    settings.turn_limit = 100ms;
    settings.first_limit = 1s;
    return settings;
}

/// A referee that takes a second to begin.
struct SlowReferee final : ScriptedReferee {
    async::Task<void> start(const game::MatchStart& start, game::Announcement& news) override {
        co_await async::sleep_for(1s);
        async::Task<void> starting = ScriptedReferee::start(start, news);
        co_await std::move(starting);
    }
};

game::MatchSettings program_in_ticks() {
    game::MatchSettings settings = program();
    settings.mode = game::MatchMode::ticks;
    settings.tick = 100ms;
    return settings;
}

std::string fold(const Json&) {
    return "fold now";
}

}  // namespace

TEST_CASE("only those who are asked are waited for, and the others are told") {
    auto referee = std::make_unique<ScriptedReferee>();
    ScriptedReferee& script = *referee;
    script.script = {asking(1, {"zoe"}), asking(2, {"ben"}), ending(2)};
    script.script[1].limit = 50ms;
    MatchWorld world(program(), 2, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    world.play(answer_turns(world, zoe, 10ms, fold));
    CHECK(script.players == Story{"zoe", "ben"});
    CHECK(script.heard == Story{"zoe ok fold now;", "ben late ;"});
    CHECK(world.story() ==
          Story{"match of 2", "1: zoe ok fold now", "2: ben late", "over after 2: done"});
    CHECK(ben.messages()[1]["ask"] == Json::array());
    CHECK(ben.messages()[2]["limit"] == 1);  // his first
    CHECK(world.age() > 1s);
}

TEST_CASE("a view is seen by its player only") {
    auto referee = std::make_unique<ScriptedReferee>();
    referee->script = {asking(1, {"zoe"}), ending(1)};
    referee->script[0].views = {{"zoe", R"({"card":"K","turn":7})"}, {"ben", R"({"card":"Q"})"}};
    MatchWorld world(program(), 2, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    world.play(answer_turns(world, zoe, 10ms, fold));
    const Json turn = zoe.latest("turn");
    CHECK(turn["turn"] == 1);
    CHECK(turn["card"] == "K");
    CHECK(turn["state"] == Json::parse(R"({"pot":3,"card":"K","turn":7})"));
    CHECK(turn["views"] == Json::parse(R"({"zoe":{"card":"K","turn":7}})"));
    CHECK(ben.latest("turn")["state"]["card"] == "Q");
    CHECK(ben.heard->find('K') == std::string::npos);
}

TEST_CASE("a fault of the referee makes the match void") {
    auto referee = std::make_unique<ScriptedReferee>();
    referee->script = {asking(1, {"zoe"})};
    MatchWorld world(program(), 1, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    world.play(answer_turns(world, zoe, 10ms, fold));
    CHECK(world.story().back() == "void after 1: the referee has no more to say");
    CHECK(world.match.is_void());
    REQUIRE(world.warnings.size() == 1);
    CHECK(world.warnings[0] == "the match is void: the referee has no more to say");
    CHECK(zoe.latest("end")["reason"] == "void");
    CHECK(*zoe.is_closed);
}

TEST_CASE("a referee that goes on without asking anybody is at fault") {
    auto referee = std::make_unique<ScriptedReferee>();
    referee->script = {asking(1, {})};
    referee->repeats = true;
    MatchWorld world(program(), 1, std::move(referee));
    world.add({"zoe"});
    world.play(nothing());
    CHECK(world.match.is_void());
    CHECK(world.story().back() ==
          "void after 999: the referee asked nobody who plays in 1000 turns, up to 1000");
}

TEST_CASE("a program that does not know of the last turn is stopped there") {
    auto referee = std::make_unique<ScriptedReferee>();
    referee->script = {asking(1, {"zoe"})};
    referee->repeats = true;
    game::MatchSettings settings = program();
    settings.turns = 3;
    MatchWorld world(settings, 1, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    world.play(answer_turns(world, zoe, 10ms, fold));
    CHECK(world.story().back() == "over after 3: last turn");
    REQUIRE(world.audience.ranks.size() == 1);
    CHECK(world.audience.ranks[0].rank == 1);
}

TEST_CASE("in ticks turns close on their timetable, and the last move counts") {
    game::MatchSettings settings = settings_of("paint", 3);
    settings.mode = game::MatchMode::ticks;
    settings.tick = 100ms;
    MatchWorld world(settings, 1);
    Bot& zoe = world.add({"zoe"});
    const auto moves = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(50ms);
        bot.say("N");
        bot.say("E zoe 1");
        bot.say("S zoe 2");
        co_await async::sleep_for(100ms);
        bot.say("W");
    };
    world.play(moves(zoe));
    CHECK(world.story() == Story{"match of 1", "1: zoe ok E", "2: zoe ok W", "3: zoe missing",
                                 "over after 3: last turn"});
    CHECK(world.age() == 300ms);
    CHECK(zoe.messages()[0]["tick"] == 0.1);
}

TEST_CASE("in ticks players join and leave") {
    game::MatchSettings settings = settings_of("paint", 100);
    settings.mode = game::MatchMode::ticks;
    settings.tick = 100ms;
    MatchWorld world(settings, 1);
    Bot& zoe = world.add({"zoe"});
    const auto come_and_go = [](MatchWorld& theirs, Bot& first) -> async::Task<void> {
        co_await async::sleep_for(150ms);
        Bot& ben = theirs.add({"zoe"});
        co_await async::sleep_for(100ms);
        CHECK(ben.latest("turn")["ask"] == Json({"zoe-2"}));
        ben.say("N");
        first.match->leave(*first.contestant, "");
        co_await async::sleep_for(100ms);
        ben.match->leave(*ben.contestant, "exit code 1");
        theirs.match.conclude();
    };
    world.play(come_and_go(world, zoe));
    CHECK(world.story() == Story{"match of 1", "1: zoe missing", "2: zoe missing",
                                 "3: zoe out zoe-2 ok N", "over after 3: none left"});
    CHECK(world.audience.ranks.size() == 2);
}

TEST_CASE("in ticks the match begins with the players that the referee was told") {
    auto referee = std::make_unique<SlowReferee>();
    ScriptedReferee& script = *referee;
    script.script = {asking(1, {"zoe"}), ending(1)};
    MatchWorld world(program_in_ticks(), 1, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    const auto come_and_go = [](MatchWorld& theirs, Bot& first) -> async::Task<void> {
        co_await async::sleep_for(500ms);
        theirs.add({"ben"});
        first.match->leave(*first.contestant, "");
    };
    world.play(come_and_go(world, zoe));
    CHECK(script.players == Story{"zoe"});
    CHECK(world.story() == Story{"match of 1", "1: zoe out", "over after 1: done"});
}

TEST_CASE("in ticks a match whose workers are gone before it begins ends when it begins") {
    auto referee = std::make_unique<SlowReferee>();
    ScriptedReferee& script = *referee;
    script.script = {asking(1, {"zoe"})};
    script.repeats = true;
    MatchWorld world(program_in_ticks(), 1, std::move(referee));
    Bot& zoe = world.add({"zoe"});
    const auto go = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(500ms);
        bot.match->leave(*bot.contestant, "");
        bot.match->conclude();
    };
    world.play(go(zoe));
    CHECK(world.story() == Story{"match of 1", "over after 0: none left"});
}

TEST_CASE("a last strike is late for everybody else, and out for the referee") {
    auto referee = std::make_unique<ScriptedReferee>();
    ScriptedReferee& script = *referee;
    script.script = {asking(1, {"zoe"}), ending(1)};
    game::MatchSettings settings = program();
    settings.strikes = 1;
    MatchWorld world(settings, 1, std::move(referee));
    world.add({"zoe"});
    world.play(nothing());
    CHECK(script.heard == Story{"zoe out ;"});
    CHECK(world.story()[1] == "1: zoe late, zoe strikes");
}
