// The turn cycle in lockstep, in virtual time.

#include "tests/unit/match/match_world.h"

#include <string>
#include <vector>

using namespace tests;
using Story = std::vector<std::string>;

namespace {

/// `N` in every turn.
std::string north(const Json&) {
    return "N";
}

async::Task<void> both(async::Task<void> first, async::Task<void> second) {
    std::vector<async::Task<void>> tasks;
    tasks.push_back(std::move(first));
    tasks.push_back(std::move(second));
    co_await async::gather(std::move(tasks));
}

}  // namespace

TEST_CASE("a turn closes when everyone who was asked has answered") {
    MatchWorld world(settings_of("paint", 3), 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    world.play(both(answer_turns(world, zoe, 10ms, north), answer_turns(world, ben, 30ms, north)));
    CHECK(world.story() == Story{"match of 2", "1: zoe ok N ben ok N", "2: zoe ok N ben ok N",
                                 "3: zoe ok N ben ok N", "over after 3: last turn"});
    CHECK(world.age() < 150ms);
    REQUIRE(world.audience.totals.size() == 2);
    CHECK(world.audience.totals[1].answered == 3);
    CHECK(*world.audience.totals[1].median >= 30ms);
    CHECK(*world.audience.totals[1].maximum < 35ms);
}

TEST_CASE("a worker is told what it needs, with the type first") {
    MatchWorld world(settings_of("paint", 2), 1);
    Bot& zoe = world.add({"zoe"});
    world.play(answer_turns(world, zoe, 10ms, north));
    const std::string& heard = *zoe.heard;
    CHECK(heard.starts_with(
        R"({"type":"hello","protocol":1,"rules":"paint","mode":"lockstep","turn_limit":0.1,)"
        R"("first_limit":1,"bank":0,"strikes":null,"settings":{"width":24,"height":12,"edges":"wrap"},)"
        R"("you":{"worker":1,"players":["zoe"],"seed":)"));
    const std::vector<Json> messages = zoe.messages();
    REQUIRE(messages.size() == 4);
    CHECK(messages[1]["turn"] == 1);
    CHECK(messages[1]["ask"] == Json({"zoe"}));
    CHECK(messages[1]["limit"] == 1);
    CHECK(messages[1]["last"] == Json::array());
    CHECK(messages[1]["state"]["turn"] == 0);
    CHECK_FALSE(messages[1].contains("rows"));
    CHECK(messages[2]["limit"] == 0.1);
    CHECK(messages[2]["last"][0]["player"] == "zoe");
    CHECK(messages[2]["last"][0]["status"] == "ok");
    CHECK(messages[2]["last"][0]["move"] == "N");
    CHECK(messages[2]["last"][0]["seconds"].get<double>() >= 0.01);
    CHECK(messages[3]["type"] == "end");
    CHECK(messages[3]["reason"] == "last turn");
    CHECK(messages[3]["ranks"][0]["rank"] == 1);
    CHECK(*zoe.is_closed);
}

TEST_CASE("one who says nothing is late at the limit, and nobody else is") {
    MatchWorld world(settings_of("paint", 3), 2);
    Bot& zoe = world.add({"zoe"});
    world.add({"ben"});
    world.play(answer_turns(world, zoe, 10ms, north));
    CHECK(world.story() == Story{"match of 2", "1: zoe ok N ben late", "2: zoe ok N ben late",
                                 "3: zoe ok N ben late", "over after 3: last turn"});
    CHECK(world.age() == 1200ms);  // the first limit, and twice the limit
    CHECK(world.audience.totals[1].late == 3);
}

TEST_CASE("a late answer never becomes a later move") {
    MatchWorld world(settings_of("paint", 4), 1);
    Bot& zoe = world.add({"zoe"});
    const auto plot = [](MatchWorld& theirs, Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        bot.say("N");  // to turn 1
        co_await async::sleep_for(150ms);
        bot.say("E");  // to turn 2, in turn 3
        co_await async::sleep_for(10ms);
        CHECK(theirs.match.open_turn() == 3);
        bot.say("S");  // to turn 3
        co_await async::sleep_for(10ms);
        bot.say("W 4");
        bot.say("W zoe 3");
        bot.say("W zoe 5");
        bot.say("W zoe 4");
        bot.say("N");
    };
    world.play(plot(world, zoe));
    CHECK(world.story() == Story{"match of 1", "1: zoe ok N", "2: zoe late", "3: zoe ok S",
                                 "4: zoe ok W", "over after 4: last turn"});
}

TEST_CASE("what was written in time counts, however late it is read") {
    MatchWorld world(settings_of("paint", 2), 1);
    Bot& zoe = world.add({"zoe"});
    zoe.unread = {"N"};  // read at the limit, which nothing else does
    world.play(nothing());
    CHECK(world.story() ==
          Story{"match of 1", "1: zoe ok N", "2: zoe late", "over after 2: last turn"});
}

TEST_CASE("one whose answer a slow output holds back is not late, and the turn does not wait") {
    MatchWorld world(settings_of("paint", 1), 1);
    Bot& zoe = world.add({"zoe"});
    const auto write = [](MatchWorld& theirs, Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(20ms);
        theirs.is_held = true;
        theirs.match.note_held();
        co_await async::sleep_for(20ms);
        bot.unread = {"N"};
    };
    world.play(write(world, zoe));
    CHECK(world.story()[1] == "1: zoe ok N");
    CHECK(world.age() < 50ms);
}

TEST_CASE("the bank is spent after the limit") {
    game::MatchSettings settings = settings_of("paint", 4);
    settings.bank = 300ms;
    settings.first_limit = 100ms;
    MatchWorld world(settings, 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    const auto slow = [](const Json& turn) { return turn["turn"] < 4 ? "N" : ""; };
    world.play(both(answer_turns(world, zoe, 200ms, slow), answer_turns(world, ben, 10ms, north)));
    CHECK(world.story() == Story{"match of 2", "1: zoe ok N ben ok N", "2: zoe ok N ben ok N",
                                 "3: zoe late ben ok N", "4: zoe late ben ok N",
                                 "over after 4: last turn"});
    const Json turn = zoe.latest("turn");
    CHECK(turn["bank"] == 0);
    CHECK(ben.latest("turn")["bank"] == 0.3);
}

TEST_CASE("with too many strikes a player is out") {
    game::MatchSettings settings = settings_of("paint", 9);
    settings.strikes = 2;
    MatchWorld world(settings, 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    const auto odd = [](const Json&) { return R"({"move":"X"})"; };
    world.play(both(answer_turns(world, zoe, 10ms, odd), answer_turns(world, ben, 10ms, north)));
    REQUIRE(world.story().size() > 4);
    CHECK(world.story()[1] == "1: zoe illegal X ben ok N, zoe must be N, E, S or W");
    CHECK(world.story()[2] == "2: zoe illegal X ben ok N, zoe must be N, E, S or W");
    CHECK(world.story()[3] == "3: zoe out ben ok N, zoe strikes");
    CHECK(world.story()[4] == "4: ben ok N");
    CHECK(zoe.latest("out")["cause"] == "strikes");
    CHECK(world.audience.totals[0].illegal == 2);
}

TEST_CASE("a player who is late too often is out in that turn") {
    game::MatchSettings settings = settings_of("paint", 3);
    settings.strikes = 2;
    MatchWorld world(settings, 2);
    world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    world.play(answer_turns(world, ben, 10ms, north));
    CHECK(world.story()[1] == "1: zoe late ben ok N");
    CHECK(world.story()[2] == "2: zoe late ben ok N, zoe strikes");
    CHECK(world.story()[3] == "3: ben ok N");
    CHECK(world.audience.totals[0].late == 2);
}

TEST_CASE("an answer that is found when another player's bank is empty costs its own") {
    game::MatchSettings settings = settings_of("paint", 1);
    settings.bank = 300ms;
    settings.first_limit = 100ms;
    MatchWorld world(settings, 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    zoe.contestant->players[0]->bank = 50ms;
    const auto write = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(140ms);
        bot.unread = {"N"};
    };
    world.play(write(ben));
    CHECK(world.story()[1] == "1: zoe late ben ok N");
    CHECK(ben.contestant->players[0]->bank == 250ms);
}

TEST_CASE("turns count from the start state on") {
    game::MatchSettings settings = settings_of("paint", 2);
    settings.settings = R"({"width":3,"height":1})";
    settings.start = R"({"turn":31,"cells":["..."]})";
    MatchWorld world(settings, 1);
    Bot& zoe = world.add({"zoe"});
    world.play(answer_turns(world, zoe, 10ms, north));
    CHECK(world.story() ==
          Story{"match of 1", "32: zoe ok N", "33: zoe ok N", "over after 33: last turn"});
}

TEST_CASE("a worker that will not be launched does not keep the match from its beginning") {
    MatchWorld world(settings_of("paint", 1), 4);
    Bot& zoe = world.add({"zoe"});
    game::Contestant* const ben = world.match.reserve(2, {"ben"}, true);
    REQUIRE(ben != nullptr);
    const auto withdraw = [](game::Match& match, game::Contestant& known) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        match.withdraw(4, {"eve"});
        match.withdraw(5, {"late"});
        match.withdraw(known);
        match.withdraw(3, {"bob"});
    };
    world.play(both(withdraw(world.match, *ben), answer_turns(world, zoe, 10ms, north)));
    CHECK(world.story() ==
          Story{"match of 4", "1: zoe ok N ben out eve out bob out, ben left, eve left, bob left",
                "over after 1: last turn"});
}

TEST_CASE("an input that a descendant keeps open does not keep the match from its end") {
    MatchWorld world(settings_of("paint", 2), 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    ben.input->room = 0;
    const auto end = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(30ms);
        bot.match->leave(*bot.contestant, "");
    };
    world.play(both(answer_turns(world, zoe, 10ms, north), end(ben)));
    CHECK(world.story().back() == "over after 2: last turn");
    CHECK(*ben.is_closed);
}

TEST_CASE("an empty line is a turn without a move") {
    MatchWorld world(settings_of("paint", 1), 1);
    Bot& zoe = world.add({"zoe"});
    const auto pass = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        bot.say("");
    };
    world.play(pass(zoe));
    CHECK(world.story()[1] == "1: zoe missing");
    CHECK(world.age() < 20ms);
}

TEST_CASE("a worker hears of its last line that was no answer") {
    MatchWorld world(settings_of("paint", 2), 1);
    Bot& zoe = world.add({"zoe"});
    const auto mumble = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        bot.say("thinking");
        bot.say("North!");
    };
    world.play(mumble(zoe));
    CHECK(zoe.latest("turn")["last"][0]["heard"] == "North!");
    CHECK(zoe.latest("turn")["last"][0]["status"] == "late");
}

TEST_CASE("a player whose worker ends is out, after its last answer") {
    MatchWorld world(settings_of("paint", 4), 3);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    Bot& bob = world.add({"bob"});
    const auto end_both = [](Bot& first, Bot& second) -> async::Task<void> {
        co_await async::sleep_for(5ms);
        first.say("N");
        first.match->leave(*first.contestant, "exit code 3");
        second.match->leave(*second.contestant, "");
    };
    world.play(both(answer_turns(world, zoe, 10ms, north), end_both(ben, bob)));
    CHECK(world.story() == Story{"match of 3", "1: zoe ok N ben ok N bob out, bob left",
                                 "2: zoe ok N ben out, ben crashed by exit code 3", "3: zoe ok N",
                                 "4: zoe ok N", "over after 4: last turn"});
    CHECK(world.age() < 100ms);
}

TEST_CASE("one that has closed its output is waited for once, then no more") {
    MatchWorld world(settings_of("paint", 4), 1);
    Bot& zoe = world.add({"zoe"});
    const auto close = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        bot.match->note_output_end(*bot.contestant);
    };
    world.play(close(zoe));
    CHECK(world.story()[1] == "1: zoe missing");
    CHECK(world.story()[4] == "4: zoe missing");
    CHECK(world.age() == 1100ms);
}

TEST_CASE("one that does not read keeps the newest turn, and owes nothing for the others") {
    MatchWorld world(settings_of("paint", 6), 2);
    Bot& zoe = world.add({"zoe"});
    Bot& ben = world.add({"ben"});
    const auto sleep_long = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(10ms);
        bot.say("N");
        bot.input->room = 0;
        co_await async::sleep_for(350ms);  // turns 2 to 4 go by, 5 is open
        const std::size_t before = bot.messages().size();
        bot.input->make_room(1'000'000);
        co_await async::sleep_for(1ms);
        CHECK(bot.messages().size() == before + 1);
        CHECK(bot.latest("turn")["turn"] == 5);
        CHECK(bot.latest("turn")["skipped"] == 3);
        bot.say("E");
        co_await async::sleep_for(40ms);
        CHECK_FALSE(bot.latest("turn").contains("skipped"));
        bot.say("S");
    };
    world.play(both(sleep_long(zoe), answer_turns(world, ben, 10ms, north)));
    CHECK(world.story() == Story{"match of 2", "1: zoe ok N ben ok N", "2: zoe missing ben ok N",
                                 "3: zoe missing ben ok N", "4: zoe missing ben ok N",
                                 "5: zoe ok E ben ok N", "6: zoe ok S ben ok N",
                                 "over after 6: last turn"});
}

TEST_CASE("those who do not read are never waited for, and their last move counts") {
    MatchWorld world(settings_of("paint", 3), 2);
    Bot& zoe = world.add({"zoe"});
    Bot& pair = world.add({"john", "mary"}, false);
    const auto chatter = [](Bot& bot) -> async::Task<void> {
        co_await async::sleep_for(5ms);
        bot.say("N john");
        bot.say("E john");
    };
    world.play(both(answer_turns(world, zoe, 10ms, north), chatter(pair)));
    CHECK(world.story()[1] == "1: zoe ok N john ok E mary missing");
    CHECK(world.story()[2] == "2: zoe ok N john missing mary missing");
}

TEST_CASE("names are made unique in launch order, and each worker uses its own") {
    MatchWorld world(settings_of("paint", 1), 2);
    Bot& first = world.add({"john", "mary"});
    Bot& second = world.add({"john"});
    CHECK(second.contestant->players[0]->name == "john-2");
    const auto moves = [](Bot& one, Bot& other) -> async::Task<void> {
        co_await async::sleep_for(5ms);
        one.say("N john");
        one.say("E mary");
        other.say("S john");
    };
    world.play(moves(first, second));
    CHECK(world.story()[1] == "1: john ok N mary ok E john-2 ok S");
    CHECK(second.latest("turn")["ask"] == Json({"john-2"}));
}

TEST_CASE("a worker that wants rows has them in each turn") {
    MatchWorld world(settings_of("paint", 3), 1);
    Bot& zoe = world.add({"zoe"});
    zoe.say(R"({"ready":true,"want":["rows"]})");
    world.play(answer_turns(world, zoe, 10ms, north));
    CHECK(zoe.latest("turn")["rows"].size() == 12);
}

TEST_CASE("each turn takes as long as the pace says") {
    game::MatchSettings settings = settings_of("paint", 3);
    settings.pace = 400ms;
    MatchWorld world(settings, 1);
    Bot& zoe = world.add({"zoe"});
    world.play(answer_turns(world, zoe, 10ms, north));
    CHECK(world.age() >= 800ms);
    CHECK(world.age() < 900ms);
}

TEST_CASE("the same seed and the same moves give the same match") {
    const auto states = [](std::uint64_t seed) {
        MatchWorld world(settings_of("snake", 30), 2, nullptr, seed);
        Bot& zoe = world.add({"zoe"});
        Bot& ben = world.add({"ben"});
        world.play(
            both(answer_turns(world, zoe, 10ms, north), answer_turns(world, ben, 20ms, north)));
        return world.audience.states;
    };
    CHECK(states(7) == states(7));
    CHECK(states(7) != states(8));
}

TEST_CASE("a run that is stopped makes the match void, and nobody has lost") {
    MatchWorld world(settings_of("paint", 100), 1);
    world.add({"zoe"});
    const auto stop = [](MatchWorld& theirs) -> async::Task<void> {
        co_await async::sleep_for(1150ms);
        theirs.match.stop("SIGINT");
    };
    world.play(stop(world));
    CHECK(world.story().back() == "void after 2: the run was stopped by SIGINT");
    CHECK_FALSE(world.match.is_void());
}

TEST_CASE("workers that come later take no part, which is said once") {
    MatchWorld world(settings_of("paint", 1), 1);
    Bot& zoe = world.add({"zoe"});
    CHECK(world.add({"ben"}).contestant == nullptr);
    CHECK(world.add({"bob"}).contestant == nullptr);
    CHECK(world.warnings.size() == 1);
    world.play(answer_turns(world, zoe, 10ms, north));
}
