#include "game/play/launch_queue.h"

#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

using WorkerNumbers = std::vector<std::uint64_t>;

/// The numbers of all that is left, in order.
WorkerNumbers pop_all(game::LaunchQueue& queue) {
    WorkerNumbers numbers;
    while (!queue.empty())
        numbers.push_back(queue.pop().number);
    return numbers;
}

}  // namespace

TEST_SUITE("launch queue") {
    TEST_CASE("first come, first served, numbered from 1") {
        game::LaunchQueue queue;
        CHECK(queue.push(7, 2) == 1);
        CHECK(queue.push(8, 1) == 3);
        const game::LaunchQueue::Launch first = queue.pop();
        CHECK(first.number == 1);
        CHECK(first.entry == 7);
        CHECK(queue.push(7, 1) == 4);
        CHECK(queue.size() == 3);
        CHECK(queue.find(3) == 8);
        CHECK_FALSE(queue.find(1));
        CHECK_FALSE(queue.find(5));
        CHECK(pop_all(queue) == WorkerNumbers{2, 3, 4});
        CHECK(queue.size() == 0);
        CHECK(queue.push(7, 1) == 5);
    }

    TEST_CASE("one of many can be taken out, wherever it is") {
        for (const std::uint64_t number : {1U, 2U, 3U, 4U}) {
            game::LaunchQueue queue;
            queue.push(7, 3);
            queue.push(8, 1);
            queue.remove(number);
            CHECK_FALSE(queue.find(number));
            CHECK(queue.size() == 3);
            CHECK(queue.push(8, 1) == 5);
            WorkerNumbers expected = {1, 2, 3, 4, 5};
            std::erase(expected, number);
            CHECK(pop_all(queue) == expected);
        }
    }

    TEST_CASE("all of some entries can be taken out, and all") {
        game::LaunchQueue queue;
        queue.push(7, 3);
        queue.push(8, 2);
        queue.push(7, 1);
        CHECK(queue.remove_entries([](std::size_t entry) { return entry == 7; }) == 4);
        CHECK(queue.size() == 2);
        queue.clear();
        CHECK(queue.empty());
        CHECK(queue.push(9, 1) == 7);
    }

    TEST_CASE("a part has its own numbers, and adds others behind those of the script") {
        game::LaunchQueue queue(common::Part{2, 3}, 10);
        queue.push_numbered(7, 2, 2);
        CHECK(queue.push(8, 1) == 11);
        queue.push_numbered(7, 8, 1);
        CHECK(queue.push(8, 2) == 14);
        CHECK(queue.size() == 6);
        CHECK(queue.find(2) == 7);
        CHECK(queue.find(5) == 7);
        CHECK(queue.find(8) == 7);
        CHECK(queue.find(17) == 8);
        for (const std::uint64_t other : {1U, 3U, 4U, 12U, 20U})
            CHECK_FALSE(queue.find(other));
        WorkerNumbers seen;
        queue.for_first(4, [&seen](std::uint64_t number, std::size_t) { seen.push_back(number); });
        CHECK(seen == WorkerNumbers{2, 5, 11, 8});
        queue.remove(2);
        queue.remove(14);
        CHECK(pop_all(queue) == WorkerNumbers{5, 11, 8, 17});
    }

    TEST_CASE("the first ones can be looked at") {
        game::LaunchQueue queue;
        queue.push(7, 3);
        queue.push(8, 3);
        WorkerNumbers seen;
        const auto note = [&seen](std::uint64_t number, std::size_t) { seen.push_back(number); };
        queue.for_first(4, note);
        CHECK(seen == WorkerNumbers{1, 2, 3, 4});
        queue.for_first(0, note);
        queue.for_first(100, note);
        CHECK(seen.size() == 10);
    }
}

}  // namespace tests
