#include "game/web/event_head.h"

#include "game/web/message_type.h"

#include <doctest/doctest.h>

namespace tests {

using game::web::EventHead;
using game::web::message_type;
using game::web::read_event_head;

TEST_SUITE("EventHead") {
    TEST_CASE("the members of the outermost object are read") {
        const std::optional<EventHead> head = read_event_head(
            R"({"t":1.25,"event":"exit","state":{"worker":9,"event":"x","t":7},"worker":3,"refused":"no"})");
        REQUIRE(head);
        CHECK(head->event == "exit");
        CHECK(head->t == 1.25);
        CHECK(head->worker == 3);
        CHECK_FALSE(head->match);
        CHECK(head->refused == "no");
        CHECK_FALSE(head->join);
        CHECK_FALSE(head->is_continuation);
        CHECK(read_event_head(R"({"event":"scenario","so_far":{"moves":0}})")->is_continuation);
        CHECK(read_event_head(R"({"event":"seat","join":4,"worker":5})")->join == 4);
        CHECK(read_event_head(R"({"t":2,"event":"line"})")->t == 2);
        CHECK(read_event_head(R"({"event":"match_end","match":6})")->match == 6);
    }

    TEST_CASE("members of another kind are none") {
        const std::optional<EventHead> head =
            read_event_head(R"({"t":"x","event":"exit","worker":-1,"join":1.5,"refused":[]})");
        REQUIRE(head);
        CHECK(head->t == 0);
        CHECK_FALSE(head->worker);
        CHECK_FALSE(head->join);
        CHECK_FALSE(head->refused);
    }

    TEST_CASE("what is no event is refused") {
        for (const char* const line :
             {"", " ", "x", "7", "null", "\"event\"", "[]", R"([{"event":"x"}])", "{}",
              R"({"event":7})", R"({"event":"x")", R"({"event":"x"}})", R"({"event":"x"} {})",
              "{\"event\":\"\xff\"}", "{\"event\":\"a\nb\"}", R"({"a":{"event":"x"}})"}) {
            CAPTURE(line);
            CHECK_FALSE(read_event_head(line));
        }
    }

    TEST_CASE("deep nesting is no danger") {
        const std::string deep(1'000'000, '[');
        CHECK_FALSE(read_event_head(R"({"event":"x","a":)" + deep + "}"));
        const std::string closed(1'000'000, ']');
        CHECK(read_event_head(R"({"event":"x","a":)" + deep + closed + "}"));
    }
}

TEST_SUITE("message_type") {
    TEST_CASE("the type of a message, of the outermost object") {
        CHECK(message_type(R"({"type":"turn","turn":1})") == "turn");
        CHECK(message_type(R"({"a":{"type":"x"},"b":[{"type":"y"}],"type":"end"})") == "end");
        CHECK(message_type(R"({"type":7})").empty());
        CHECK(message_type(R"(["type","x"])").empty());
        CHECK(message_type("type").empty());
        CHECK(message_type("").empty());
    }
}

}  // namespace tests
