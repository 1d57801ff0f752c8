// Why async.h has a house rule for coroutines: what g++ 12 makes of the shapes that it forbids, and
// that every compiler gets our shapes right.
#include "common/async/async.h"
#include "tests/unit/async/compiler_fault_probes.h"
#include "tests/unit/manual_time.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

using namespace async;
using probes::Aggregate;
using probes::Copied;
using probes::Counted;

namespace {

template <class Probe>
void record(std::string_view shape, bool (*check)(Probe), Probe probe) {
    if (!probes::holds(check, probe)) MESSAGE("this compiler fails at: " << std::string(shape));
}

Task<void> our_condition(bool& ran) {
    const bool yes = co_await probes::say_yes();
    if (yes) ran = true;
}

Task<void> our_loop(bool& ran) {
    for (;;) {
        const bool more = co_await probes::say_yes();
        if (!more || ran) break;
        ran = true;
    }
}

Task<void> our_selection(bool& ran) {
    const bool yes = co_await probes::say_yes();
    switch (yes ? 1 : 0) {
        case 1:
            ran = true;
            break;
        default:
            break;
    }
}

Task<void> our_aggregate(int& alive) {
    const Aggregate aggregate{Counted(alive), 1};
    co_await probes::take_aggregate(aggregate);
}

Task<void> our_function(int& alive) {
    const Counted counted(alive);
    const auto function = [counted] {};
    co_await probes::take_function(function);
}

Task<void> our_choice(int& alive) {
    const bool yes = true;
    std::optional<Counted> result;
    if (yes) {
        Counted made = co_await probes::make_counted(alive);
        result.emplace(made);
    }
    CHECK(alive == 1);
}

Task<void> our_result_in_a_struct(int& alive) {
    const Counted counted = co_await probes::make_counted(alive);
    const Aggregate result{.counted = counted, .number = 1};
    CHECK(result.number == 1);
}

/// A temporary made by a call is the awaiter itself.
Task<void> our_awaiter(int& copies) {
    const auto make = [](int& count) { return Copied(count); };
    co_await make(copies);
}

Task<void> our_moved_argument(int& alive) {
    auto counted = std::make_unique<Counted>(alive);
    const auto take = [](std::unique_ptr<Counted> taken) -> Task<void> {
        co_await next_turn();
        CHECK(taken != nullptr);
    };
    co_await take(std::move(counted));
    CHECK(alive == 0);
}

Task<int> one() {
    co_return 1;
}

Task<int> fail_at(int i, int last) {
    if (i == last) throw std::runtime_error("at last");
    co_return 1;
}

Task<long> count_a_million() {
    long sum = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const int value = co_await one();
        sum += value;
    }
    co_return sum;
}

Task<long> fail_after_a_million() {
    long sum = 0;
    for (int i = 0;; ++i) {
        const int value = co_await fail_at(i, 1'000'000);
        sum += value;
    }
    co_return sum;
}

/// Two that pass a million values through a queue wake each other all the time.
Task<void> push_numbers(Queue<int>& queue, int count) {
    for (int i = 0; i < count; ++i)
        co_await queue.push(i);
}

Task<long> add_numbers(Queue<int>& queue, int count) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(push_numbers(queue, count));
    long sum = 0;
    for (int i = 0; i < count; ++i) {
        const int value = co_await queue.pop();
        sum += value;
    }
    co_await group.join();
    co_return sum;
}

}  // namespace

TEST_CASE("compiler: what it makes of the shapes that we avoid") {
    using namespace probes;
    record("if (co_await …)", runs, condition);
    record("while (co_await …)", runs, loop_condition);
    record("switch (co_await …)", runs, selection);
    record("a temporary aggregate in an awaiting expression", counts_right, temporary_aggregate);
    record("a capturing lambda in an awaiting expression", counts_right, capturing_lambda);
    record("c ? co_await a : b", counts_right, ternary);
    record("R{.a = co_await t()}", counts_right, designated);
    record("co_await *pointer", counts_right, dereferenced);
    record("co_await through a call that returns a reference", counts_right, reference_returned);
}

TEST_CASE("compiler: our shapes do what they say") {
    using probes::counts_right;
    using probes::runs;
    CHECK(runs(our_condition));
    CHECK(runs(our_loop));
    CHECK(runs(our_selection));
    CHECK(counts_right(our_aggregate));
    CHECK(counts_right(our_function));
    CHECK(counts_right(our_choice));
    CHECK(counts_right(our_result_in_a_struct));
    CHECK(counts_right(our_awaiter));
    CHECK(counts_right(our_moved_argument));
}

TEST_CASE("compiler: a million awaits that need not wait do not fill the stack") {
    ManualTime time;
    CHECK(Loop(time).run(count_a_million()) == 1'000'000);
    CHECK_THROWS_WITH(Loop(time).run(fail_after_a_million()), "at last");
}

TEST_CASE("compiler: many awaits that do wait do not fill the stack") {
    ManualTime time;
    Loop loop(time);
    Queue<int> queue(1);
    CHECK(loop.run(add_numbers(queue, 100'000)) == 4'999'950'000);
}
