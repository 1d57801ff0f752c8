#include "game/web/spectator.h"

#include "tests/unit/web/run_events.h"

#include <array>

#include <doctest/doctest.h>

namespace tests {

using game::web::Fragment;
using game::web::History;
using game::web::HistoryLimits;
using game::web::RunFacts;
using game::web::Spectator;

namespace {

constexpr const char* empty_hello =
    R"({"type":"hello","protocol":1,"live":false,"play":false,"events":[]})";

/// The next message, in parts of at most `size` bytes; empty if there is none.
std::string next_message(Spectator& spectator, std::size_t size = 1000) {
    std::string message;
    std::string buffer(size, '\0');
    for (;;) {
        const std::optional<Fragment> fragment = spectator.next(buffer);
        if (!fragment) {
            CHECK(message.empty());
            return {};
        }
        CHECK(fragment->is_first == message.empty());
        CHECK(fragment->size > 0);
        message.append(buffer, 0, fragment->size);
        if (fragment->is_last) return message;
    }
}

std::string skipped(int events) {
    return R"({"t":0.000000,"event":"skipped","events":)" + std::to_string(events) + "}";
}

const std::string kib(1024, 'x');

}  // namespace

TEST_SUITE("Spectator") {
    TEST_CASE("the snapshot comes in one message, whatever the size of its parts") {
        History history;
        const std::string first = add_event(history, "scenario");
        const std::string second = add_event(history, "line", "hello");
        const std::string snapshot =
            R"({"type":"hello","protocol":1,"live":true,"play":true,"events":[)" + first + "," +
            second + "]}";
        for (std::size_t size = 1; size < 200; ++size) {
            Spectator spectator(history, RunFacts{true, true});
            CHECK(next_message(spectator, size) == snapshot);
            CHECK_FALSE(spectator.has_more());
            CHECK(next_message(spectator, size).empty());
        }
    }

    TEST_CASE("before the first event the snapshot is empty") {
        const History history;
        Spectator spectator(history, {});
        CHECK(next_message(spectator) == empty_hello);
        CHECK(next_message(spectator).empty());
    }

    TEST_CASE("each event after the snapshot is a message") {
        History history;
        Spectator spectator(history, {});
        CHECK(next_message(spectator) == empty_hello);
        const std::string line = add_event(history, "line", "a");
        const std::string turn = add_event(history, "turn", "b");
        CHECK(spectator.has_more());
        CHECK(next_message(spectator, 3) == line);
        CHECK(next_message(spectator) == turn);
        CHECK_FALSE(spectator.has_more());
    }

    TEST_CASE("what happens while the snapshot is sent comes after it") {
        History history;
        const std::string first = add_event(history, "scenario");
        Spectator spectator(history, {});
        std::array<char, 10> buffer{};
        REQUIRE(spectator.next(buffer)->is_last == false);
        const std::string line = add_event(history, "line", "late");
        std::string rest;
        for (bool is_last = false; !is_last;) {
            const Fragment fragment = spectator.next(buffer).value();
            rest.append(buffer.data(), fragment.size);
            is_last = fragment.is_last;
        }
        CHECK(rest.ends_with("[" + first + "]}"));
        CHECK(next_message(spectator) == line);
    }

    TEST_CASE("a large snapshot is split") {
        History history;
        std::string expected;
        for (int i = 0; i < 3000; ++i)
            expected += "," + add_event(history, "turn", kib);
        Spectator spectator(history, {});
        std::string events;
        int messages = 0;
        for (std::string message = next_message(spectator); !message.empty();
             message = next_message(spectator)) {
            const std::size_t start = message.find('[') + 1;
            CHECK(message.size() < Spectator::snapshot_message + 4096);
            events += "," + message.substr(start, message.size() - start - 2);
            ++messages;
        }
        CHECK(events == expected);
        CHECK(messages == 3);
    }

    TEST_CASE("one that is behind skips lines and turns, up to the newest turn") {
        History history;
        Spectator spectator(history, {});
        next_message(spectator);
        for (int i = 0; i < 500; ++i)
            add_event(history, "turn", kib);
        const std::string start = add_event(history, "start");
        for (int i = 0; i < 500; ++i)
            add_event(history, "turn", kib);
        const std::string newest = add_event(history, "turn", "newest");
        for (int i = 0; i < 600; ++i)
            add_event(history, "line", kib);
        CHECK(next_message(spectator) == start);
        CHECK(next_message(spectator) == newest);
        const std::string notice = next_message(spectator);
        long received = 3;  // with the next one
        std::string last = next_message(spectator);
        CHECK(last.starts_with(R"({"event":"line")"));
        for (;; ++received) {
            const std::string message = next_message(spectator);
            if (message.empty()) break;
            last = message;
        }
        const long left_out = std::stol(notice.substr(notice.rfind(':') + 1));
        CHECK(notice == skipped(static_cast<int>(left_out)));
        CHECK(left_out + received == 1602);
        CHECK(received > 200);
        CHECK(received < 300);
    }

    TEST_CASE("one that is behind misses no end of a match, and gets the newest standings") {
        History history;
        Spectator spectator(history, {});
        next_message(spectator);
        add_event(history, "standings", "old");
        const std::string first = add_event(history, "match_end", "first");
        const std::string newest = add_event(history, "standings", "newest");
        for (int i = 0; i < 1100; ++i)
            add_event(history, "line", kib);
        CHECK(next_message(spectator) == first);
        CHECK(next_message(spectator) == newest);
        CHECK(next_message(spectator).starts_with(R"({"t":0.000000,"event":"skipped")"));
    }

    TEST_CASE("one that is behind only by the newest event skips nothing") {
        History history;
        Spectator spectator(history, {});
        next_message(spectator);
        for (int i = 0; i < 3; ++i) {
            const std::string turn = add_event(history, "turn", std::string(3U << 20U, 'x'));
            CHECK(next_message(spectator, 100'000) == turn);
        }
    }

    TEST_CASE("a turn that is being sent is sent to its end") {
        History history;
        Spectator spectator(history, {});
        next_message(spectator);
        const std::string turn = add_event(history, "turn", "begun");
        std::array<char, 5> buffer{};
        REQUIRE(spectator.next(buffer)->size == 5);
        CHECK(spectator.unfinished() == 1);
        for (int i = 0; i < 40; ++i)
            add_event(history, "turn", std::string(1U << 20U, 'x'));
        CHECK(turn.substr(0, 5) == std::string(buffer.data(), 5));
        std::string rest;
        std::string part(1000, '\0');
        for (bool is_last = false; !is_last;) {
            const Fragment fragment = spectator.next(part).value();
            rest.append(part, 0, fragment.size);
            is_last = fragment.is_last;
        }
        CHECK(turn.substr(5) == rest);
        CHECK(spectator.unfinished() == std::nullopt);
        CHECK(next_message(spectator) == skipped(39));
    }

    TEST_CASE("one that misses an essential event is too slow") {
        HistoryLimits limits;
        limits.essential_bytes = 100;
        History history(limits);
        Spectator spectator(history, {});
        next_message(spectator);
        for (int worker = 1; worker < 10; ++worker) {
            add_worker_event(history, "start", worker);
            add_worker_event(history, "exit", worker);
        }
        CHECK_FALSE(spectator.is_too_slow());
        CHECK(spectator.has_more());
        CHECK(next_message(spectator).empty());
        CHECK(spectator.is_too_slow());
    }
}

}  // namespace tests
