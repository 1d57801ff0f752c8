#include "game/web/history.h"

#include "tests/unit/web/run_events.h"

#include <doctest/doctest.h>

namespace tests {

using game::web::History;
using game::web::HistoryLimits;
using game::web::Piece;

namespace {

std::vector<std::uint64_t> numbers_of(const History& history) {
    std::vector<std::uint64_t> numbers;
    for (const History::Entry* entry = history.next(0); entry != nullptr;
         entry = history.next(entry->number))
        numbers.push_back(entry->number);
    return numbers;
}

using Numbers = std::vector<std::uint64_t>;

/// The events of the state, a line each.
std::string state_of(const History& history) {
    std::string state;
    for (const Piece& piece : history.state())
        state += *piece + "\n";
    return state;
}

}  // namespace

TEST_SUITE("History") {
    TEST_CASE("events of all kinds come in their order") {
        History history;
        for (const char* const event : {"scenario", "line", "turn", "start", "clock", "end"})
            add_event(history, event);
        CHECK(numbers_of(history) == Numbers{1, 2, 3, 4, 5, 6});
        CHECK(history.newest() == 6);
        CHECK(history.next(6) == nullptr);
        CHECK(history.next(2)->kind == History::Kind::turn);
        CHECK(history.has_ended());
    }

    TEST_CASE("the oldest lines go first, by number and by bytes") {
        HistoryLimits limits;
        limits.lines = 2;
        History history(limits);
        add_event(history, "scenario");
        for (int i = 0; i < 4; ++i)
            add_event(history, "line");
        CHECK(numbers_of(history) == Numbers{1, 4, 5});

        limits.lines = 100;
        limits.line_bytes = 1000;
        History by_bytes(limits);
        for (int i = 0; i < 5; ++i)
            add_event(by_bytes, "line", std::string(400, 'x'));
        CHECK(numbers_of(by_bytes) == Numbers{4, 5});
    }

    TEST_CASE("the newest turn is kept, however large") {
        HistoryLimits limits;
        limits.turn_bytes = 10;
        History history(limits);
        CHECK(history.newest_turn() == nullptr);
        add_event(history, "turn", std::string(400, 'x'));
        add_event(history, "turn", std::string(400, 'y'));
        CHECK(numbers_of(history) == Numbers{2});
        CHECK(history.newest_turn()->number == 2);
    }

    TEST_CASE("of essential events only workers that have ended are dropped") {
        HistoryLimits limits;
        limits.essential_bytes = 400;
        History history(limits);
        add_event(history, "scenario");
        add_worker_event(history, "start", 1);
        add_worker_event(history, "start", 2);
        for (int worker = 3; worker < 20; ++worker) {
            add_worker_event(history, "start", worker);
            add_worker_event(history, "exit", worker);
        }
        const Numbers numbers = numbers_of(history);
        REQUIRE(numbers.size() > 4);
        CHECK(Numbers(numbers.begin(), numbers.begin() + 3) == Numbers{1, 2, 3});
        CHECK(numbers[3] > 10);
        CHECK(history.has_lost(numbers[3] - 2));
        CHECK_FALSE(history.has_lost(numbers[3]));
    }

    TEST_CASE("the newest standings are kept, and replace the former when there are many") {
        HistoryLimits limits;
        limits.standings_bytes = 1000;
        History history(limits);
        for (int i = 0; i < 5; ++i)
            add_event(history, "standings", std::string(400, 'x'));
        CHECK(numbers_of(history) == Numbers{4, 5});
        add_event(history, "standings", std::string(2000, 'y'));
        CHECK(numbers_of(history) == Numbers{6});
        CHECK(history.next(5)->kind == History::Kind::standings);
    }

    TEST_CASE("matches of a tournament are dropped with their workers, and their ends, by age") {
        HistoryLimits limits;
        limits.essential_bytes = 400;
        History history(limits);
        add_event(history, "scenario");
        add_event(history, "tournament");
        add_worker_event(history, "match_start", 1);
        add_worker_event(history, "start", 1);
        for (int i = 0; i < 3; ++i) {
            add_worker_event(history, "match_start", 2);
            add_worker_event(history, "start", 2);
            add_worker_event(history, "exit", 2);
            add_event(history, "match_end");
        }
        CHECK(numbers_of(history) == Numbers{1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        CHECK(history.has_lost(6));
        CHECK_FALSE(history.has_lost(7));
        for (int i = 0; i < 3; ++i)
            add_event(history, "match_end");
        const Numbers later{1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
        CHECK(numbers_of(history) == later);
        for (int i = 0; i < 20; ++i)
            add_event(history, "match_end");
        const Numbers numbers = numbers_of(history);
        CHECK(Numbers(numbers.begin(), numbers.begin() + 4) == Numbers{1, 2, 3, 4});
        CHECK(numbers[4] > 19);
        CHECK(numbers.back() == 39);
    }

    TEST_CASE("the newest event of a long tournament is never lost at once") {
        HistoryLimits limits;
        limits.essential_bytes = 1000;
        History history(limits);
        add_event(history, "scenario");
        add_event(history, "tournament");
        for (int worker = 1; worker <= 200; ++worker) {
            for (const char* const event : {"match_start", "start", "exit"}) {
                add_worker_event(history, event, worker);
                REQUIRE_FALSE(history.has_lost(history.newest() - 1));
            }
            add_event(history, "match_end");
            REQUIRE_FALSE(history.has_lost(history.newest() - 1));
        }
        CHECK(history.has_lost(700));
    }

    TEST_CASE("the first worker that ends after many ends of matches is not lost at once") {
        HistoryLimits limits;
        limits.essential_bytes = 1000;
        History history(limits);
        add_event(history, "tournament");
        add_worker_event(history, "match_start", 1);
        add_worker_event(history, "start", 1);
        for (int i = 0; i < 100; ++i)
            add_event(history, "match_end");
        add_worker_event(history, "exit", 1);
        CHECK_FALSE(history.has_lost(history.newest() - 1));
        CHECK(numbers_of(history).back() == history.newest());
    }

    TEST_CASE("the state of a tournament: who plays, the matches that run, the newest standings") {
        History history;
        add_event(history, "scenario");
        add_event(history, "tournament");
        for (const int worker : {1, 2}) {
            add_worker_event(history, "match_start", worker);
            add_worker_event(history, "start", worker);
        }
        add_event(history, "standings", "a");
        add_worker_event(history, "exit", 1);
        add_event(history, "match_end");
        add_event(history, "standings", "b");
        CHECK(state_of(history) == R"({"event":"scenario"}
{"event":"tournament"}
{"event":"match_start","worker":2}
{"event":"start","worker":2}
{"event":"standings","x":"b"}
)");
    }

    TEST_CASE("a match that was dropped while it waited is no longer in the state") {
        History history;
        const std::string other = R"({"event":"match_start","match":2,"worker":2})"
                                  "\n";
        add_match_start(history, 1, 1);
        add_match_start(history, 2, 2);
        add_match_start(history, 1, 3);
        CHECK(state_of(history) == other + R"({"event":"match_start","match":1,"worker":3})"
                                           "\n");
        add_match_end(history, 1);
        CHECK(state_of(history) == other);
        add_worker_event(history, "exit", 3);
        CHECK(state_of(history) == other);
        add_worker_event(history, "exit", 2);
        add_match_end(history, 2);
        CHECK(state_of(history).empty());
        CHECK(numbers_of(history).size() == 7);
    }

    TEST_CASE("matches that were dropped while they waited make room") {
        HistoryLimits limits;
        limits.essential_bytes = 1000;
        History history(limits);
        for (int worker = 1; worker <= 100; ++worker)
            add_match_start(history, 1, worker);
        CHECK(numbers_of(history).size() < 30);
        CHECK_FALSE(history.has_lost(history.newest() - 2));
    }

    TEST_CASE("the state has the workers that run, and the newest turn in its place") {
        History history;
        add_event(history, "scenario");
        add_worker_event(history, "start", 1);
        add_worker_event(history, "start", 2);
        add_event(history, "match");
        add_event(history, "turn", "a");
        add_worker_event(history, "exit", 1);
        add_event(history, "turn", "b");
        add_event(history, "line");
        add_event(history, "result");
        CHECK(state_of(history) == R"({"event":"scenario"}
{"event":"start","worker":2}
{"event":"match"}
{"event":"turn","x":"b"}
{"event":"result"}
)");
    }

    TEST_CASE("texts that somebody holds are counted when they are dropped") {
        HistoryLimits limits;
        limits.turn_bytes = 10;
        History history(limits);
        add_event(history, "turn", std::string(1000, 'x'));
        Piece held = history.newest_turn()->text;
        CHECK(history.bytes_held_elsewhere() == 0);
        add_event(history, "turn", "y");
        CHECK(history.bytes_held_elsewhere() == held->size());
        held.reset();
        CHECK(history.bytes_held_elsewhere() == 0);
    }

    TEST_CASE("a place so many bytes before the end") {
        History history;
        add_event(history, "scenario");
        for (int i = 0; i < 10; ++i)
            add_event(history, "line", std::string(1000, 'x'));
        CHECK(history.before_last(0) == 11);
        CHECK(history.before_last(1) == 10);
        CHECK(history.before_last(3000) == 8);
        CHECK(history.before_last(1'000'000) == 0);
    }

    TEST_CASE("after clear the numbers go on") {
        History history;
        add_event(history, "scenario");
        add_event(history, "end");
        history.clear();
        CHECK(history.next(0) == nullptr);
        CHECK_FALSE(history.has_ended());
        CHECK(history.has_lost(1));
        add_event(history, "scenario");
        CHECK(numbers_of(history) == Numbers{3});
        CHECK(history.bytes_held_elsewhere() == 0);
    }
}

}  // namespace tests
