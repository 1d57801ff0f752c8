#include "game/web/seats.h"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

using game::web::Piece;
using game::web::PlayerLink;
using game::web::SeatLink;
using game::web::Seats;
using std::chrono::seconds;

namespace {

struct FakePlayer : PlayerLink {
    std::vector<std::string> messages;
    int code = 0;
    std::string reason;
    int resumed = 0;

    void deliver(Piece message, bool is_turn) override {
        messages.push_back((is_turn ? "turn: " : "") + *message);
    }
    void close(int new_code, std::string_view new_reason) override {
        code = new_code;
        reason = new_reason;
    }
    void resume() override { ++resumed; }
};

struct FakeSeat : SeatLink {
    std::vector<std::string> lines;
    bool has_room = true;
    bool is_closed = false;

    bool send_line(std::string_view line) override {
        lines.emplace_back(line);
        return has_room;
    }
    void close() override { is_closed = true; }
};

using Texts = std::vector<std::string>;

/// Seats, and what was asked of `game`.
struct SeatsWorld {
    Texts asked;
    bool game_listens = true;
    Seats seats{[this](std::uint64_t join, const std::string& name) {
        asked.push_back(std::to_string(join) + " " + name);
        return game_listens;
    }};
    Seats::Clock::time_point start;  // the zero of the clock
    FakePlayer zoe;
    FakeSeat seat;

    /// zoe has worker 7, with the key `k`.
    void sit_down() {
        seats.join(zoe, "zoe", "k");
        seats.grant(1, 7);
        REQUIRE(seats.connect(seat, 7));
    }
};

}  // namespace

TEST_SUITE("Seats") {
    TEST_CASE("a player is asked for, gets a worker, and both talk") {
        SeatsWorld world;
        world.sit_down();
        CHECK(world.asked == Texts{"1 zoe"});
        world.seats.hear(world.seat, R"({"type":"hello"})");
        world.seats.hear(world.seat, R"({"type":"turn"})");
        CHECK(world.zoe.messages == Texts{R"({"type":"hello"})", R"(turn: {"type":"turn"})"});
        CHECK(world.seats.say(world.zoe, "N"));
        CHECK(world.seat.lines == Texts{"N"});
        world.seat.has_room = false;
        CHECK_FALSE(world.seats.say(world.zoe, "E"));
        world.seats.drained(world.seat);
        CHECK(world.zoe.resumed == 1);
    }

    TEST_CASE("what is said before the process is there arrives later") {
        SeatsWorld world;
        world.seats.join(world.zoe, "zoe", {});
        world.seats.say(world.zoe, "N");
        world.seats.say(world.zoe, std::string(20'000, 'x'));
        world.seats.say(world.zoe, "E");
        world.seats.grant(1, 7);
        REQUIRE(world.seats.connect(world.seat, 7));
        CHECK(world.seat.lines == Texts{"N\nE"});
    }

    TEST_CASE("only the process of a worker that was granted is let in, once") {
        SeatsWorld world;
        FakeSeat other;
        CHECK_FALSE(world.seats.connect(other, 7));
        world.seats.join(world.zoe, "zoe", {});
        CHECK_FALSE(world.seats.connect(other, 7));
        world.seats.grant(2, 7);
        CHECK_FALSE(world.seats.connect(other, 7));
        world.seats.grant(1, 7);
        CHECK(world.seats.connect(world.seat, 7));
        CHECK_FALSE(world.seats.connect(other, 7));
    }

    TEST_CASE("a name that is taken needs the key") {
        SeatsWorld world;
        world.sit_down();
        world.seats.hear(world.seat, R"({"type":"hello"})");
        world.seats.hear(world.seat, R"({"type":"turn","n":1})");
        world.seats.hear(world.seat, R"({"type":"turn","n":2})");
        FakePlayer stranger;
        world.seats.join(stranger, "zoe", "x");
        CHECK(stranger.code == 1008);
        CHECK(stranger.reason == "the name zoe is taken");
        FakePlayer tab;
        world.seats.join(tab, "zoe", "k");
        CHECK(tab.messages == Texts{R"({"type":"hello"})", R"(turn: {"type":"turn","n":2})"});
        CHECK(world.zoe.reason == "you play in another tab");
        // The first one goes now, which changes nothing.
        world.seats.leave(world.zoe, world.start);
        CHECK(world.seats.next_expiry() == std::nullopt);
        world.seats.say(tab, "S");
        CHECK(world.seat.lines == Texts{"S"});
        CHECK(world.asked.size() == 1);
    }

    TEST_CASE("without a key nobody can come back") {
        SeatsWorld world;
        world.seats.join(world.zoe, "zoe", {});
        FakePlayer again;
        world.seats.join(again, "zoe", {});
        CHECK(again.reason == "the name zoe is taken");
    }

    TEST_CASE("a seat is kept for 10 s") {
        SeatsWorld world;
        world.sit_down();
        world.seats.leave(world.zoe, world.start);
        CHECK(world.seats.next_expiry() == world.start + seconds(10));
        world.seats.expire(world.start + seconds(9));
        CHECK_FALSE(world.seat.is_closed);
        FakePlayer back;
        world.seats.join(back, "zoe", "k");
        CHECK(world.seats.next_expiry() == std::nullopt);
        world.seats.expire(world.start + seconds(20));
        CHECK_FALSE(world.seat.is_closed);

        world.seats.leave(back, world.start + seconds(20));
        world.seats.expire(world.start + seconds(30));
        CHECK(world.seat.is_closed);
        world.seats.disconnect(world.seat);
        FakePlayer other;
        world.seats.join(other, "zoe", "another");
        CHECK(other.code == 0);
    }

    TEST_CASE("one that left before its process came leaves nothing behind") {
        SeatsWorld world;
        world.seats.join(world.zoe, "zoe", {});
        world.seats.leave(world.zoe, world.start);
        world.seats.expire(world.start + seconds(10));
        world.seats.grant(1, 7);
        CHECK_FALSE(world.seats.connect(world.seat, 7));
    }

    TEST_CASE("game can refuse, or not listen") {
        SeatsWorld world;
        world.seats.join(world.zoe, "zoe", {});
        world.seats.refuse(1, "the match is over");
        CHECK(world.zoe.code == 1008);
        CHECK(world.zoe.reason == "the match is over");
        world.game_listens = false;
        FakePlayer ben;
        world.seats.join(ben, "ben", {});
        CHECK(ben.code == 1013);
        FakePlayer bad;
        world.seats.join(bad, "two words", {});
        CHECK(bad.code == 1008);
        CHECK(world.asked == Texts{"1 zoe", "2 ben"});
    }

    TEST_CASE("the process ends, in the match and after it") {
        SeatsWorld world;
        world.sit_down();
        SUBCASE("in the match") {
            world.seats.disconnect(world.seat);
            CHECK(world.zoe.code == 1001);
        }
        SUBCASE("after its end") {
            world.seats.hear(world.seat, R"({"type":"end"})");
            world.seats.disconnect(world.seat);
            CHECK(world.zoe.code == 1000);
        }
        // The name is free.
        FakePlayer other;
        world.seats.join(other, "zoe", {});
        CHECK(other.code == 0);
    }

    TEST_CASE("what is no text is not passed on") {
        SeatsWorld world;
        world.sit_down();
        world.seats.hear(world.seat, "\xff");
        CHECK(world.zoe.messages.empty());
    }
}

}  // namespace tests
