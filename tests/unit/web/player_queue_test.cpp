#include "game/web/player_queue.h"

#include "game/web/player_name.h"

#include <array>
#include <memory>
#include <string>

#include <doctest/doctest.h>

namespace tests {

using game::web::Fragment;
using game::web::is_player_name;
using game::web::PlayerQueue;

namespace {

void push(PlayerQueue& queue, const std::string& text, bool is_turn) {
    queue.push(std::make_shared<const std::string>(text), is_turn);
}

std::string next_text(PlayerQueue& queue) {
    std::string text;
    std::array<char, 3> buffer{};
    for (;;) {
        const std::optional<Fragment> fragment = queue.next(buffer);
        if (!fragment) return text;
        text.append(buffer.data(), fragment->size);
        if (fragment->is_last) return text;
    }
}

}  // namespace

TEST_SUITE("PlayerQueue") {
    TEST_CASE("of turns that wait only the newest is kept, and all else in order") {
        PlayerQueue queue;
        push(queue, "hello", false);
        push(queue, "turn 1", true);
        push(queue, "out", false);
        push(queue, "turn 2", true);
        push(queue, "end", false);
        CHECK(next_text(queue) == "hello");
        CHECK(next_text(queue) == "out");
        CHECK(next_text(queue) == "turn 2");
        CHECK(next_text(queue) == "end");
        CHECK(queue.is_empty());
    }

    TEST_CASE("a turn that is being sent is sent to its end") {
        PlayerQueue queue;
        push(queue, "turn 1", true);
        std::array<char, 3> buffer{};
        REQUIRE(queue.next(buffer)->is_last == false);
        push(queue, "turn 2", true);
        push(queue, "turn 3", true);
        CHECK(next_text(queue) == "n 1");
        CHECK(next_text(queue) == "turn 3");
    }

    TEST_CASE("an empty message is a message") {
        PlayerQueue queue;
        push(queue, "", false);
        std::array<char, 3> buffer{};
        const std::optional<Fragment> fragment = queue.next(buffer);
        REQUIRE(fragment);
        CHECK(fragment->is_first);
        CHECK(fragment->is_last);
        CHECK(queue.is_empty());
    }

    TEST_CASE("too much that is no turn is too long") {
        PlayerQueue queue;
        for (int i = 0; i < 100; ++i)
            push(queue, std::string(100'000, 't'), true);
        CHECK_FALSE(queue.is_too_long());
        for (int i = 0; i < 11; ++i)
            push(queue, std::string(100'000, 'x'), false);
        CHECK(queue.is_too_long());
    }
}

TEST_SUITE("names of players") {
    TEST_CASE("one word of at most 64 bytes that can be seen") {
        for (const char* const name : {"z", "zoe", "Zo\u00eb", "\u5927", "<b>", "a,b"}) {
            CAPTURE(name);
            CHECK(is_player_name(name));
        }
        CHECK(is_player_name(std::string(64, 'x')));
        CHECK_FALSE(is_player_name(std::string(65, 'x')));
        for (const char* const name : {"", " ", "a b", "a\tb", "a\n", "\x7f", "\xff", "a\u00a0b",
                                       "a\u3000b", "a\u2003b", "a\u202eb", "\u200b"}) {
            CAPTURE(name);
            CHECK_FALSE(is_player_name(name));
        }
    }
}

}  // namespace tests
