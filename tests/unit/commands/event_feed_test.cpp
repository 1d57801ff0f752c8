#include "game/commands/event_feed.h"

#include "tests/unit/log_story.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using game::EventFeed;

namespace {

/// Everything that there is to take.
std::string take_all(EventFeed::Subscription& subscription) {
    std::string text;
    while (subscription.has_more())
        text += subscription.take();
    return text;
}

void tell_seconds(EventFeed& feed, std::int64_t first, std::int64_t last) {
    for (std::int64_t i = first; i <= last; ++i)
        feed.clock({std::chrono::seconds(i), i});
}

std::string clock_line(std::int64_t seconds) {
    const std::string number = std::to_string(seconds);
    return "{\"t\":" + number + ".000000,\"event\":\"clock\",\"seconds\":" + number + "}\n";
}

void tell_line(EventFeed& feed, std::string_view text) {
    feed.line({std::chrono::seconds(1), 1, "ps#1 (x)", game::Stream::standard_output, text, false});
}

}  // namespace

TEST_CASE("a subscription takes the lines of the log") {
    EventFeed feed;
    EventFeed::Subscription subscription(feed);
    CHECK_FALSE(subscription.has_more());
    log_story::tell(feed);
    CHECK(take_all(subscription) == log_story::log());
    CHECK_FALSE(subscription.has_more());
}

TEST_CASE("a subscription begins with the next event, and knows of the moves before") {
    EventFeed feed;
    tell_line(feed, "N john");
    auto early = std::make_unique<EventFeed::Subscription>(feed);
    tell_line(feed, "E john");
    EventFeed::Subscription late(feed);
    feed.ended({std::chrono::seconds(2), 1, 0, 0});
    const std::string end =
        "{\"t\":2.000000,\"event\":\"end\",\"workers\":1,\"failed\":0,\"moves\":2,"
        "\"seconds\":2.000000,\"exit_code\":0}\n";
    CHECK(take_all(late) == end);
    CHECK(take_all(*early).ends_with("\"direction\":\"E\"}}\n" + end));
    early.reset();
    tell_seconds(feed, 3, 3);
    CHECK(take_all(late) == clock_line(3));
}

TEST_CASE("a slow subscription gets everything up to the capacity, in pieces") {
    EventFeed feed;
    EventFeed::Subscription slow(feed);
    EventFeed::Subscription quick(feed);
    std::string expected;
    std::string taken;
    for (std::int64_t i = 0; expected.size() < EventFeed::capacity - 100; ++i) {
        tell_seconds(feed, i, i);
        expected += clock_line(i);
        if (i % 1000 == 0) taken += take_all(quick);
    }
    taken += take_all(quick);
    CHECK(taken == expected);
    taken.clear();
    while (slow.has_more()) {
        const std::string_view piece = slow.take();
        CHECK(piece.ends_with('\n'));
        CHECK(piece.size() <= 128UL * 1024);
        taken += piece;
    }
    CHECK(taken == expected);
}

TEST_CASE("a subscription that falls too far behind is told how much it has lost") {
    EventFeed feed;
    EventFeed::Subscription slow(feed);
    tell_seconds(feed, 1, 10);
    take_all(slow);
    const std::string text(1UL << 20U, 'x');
    for (int i = 0; i < 20; ++i)
        tell_line(feed, text);
    tell_seconds(feed, 11, 11);
    CHECK(take_all(slow) == "{\"t\":11.000000,\"event\":\"skipped\",\"events\":21}\n");
    tell_seconds(feed, 12, 12);
    CHECK(take_all(slow) == clock_line(12));
}

TEST_CASE("a line larger than the capacity is sent whole") {
    EventFeed feed;
    EventFeed::Subscription subscription(feed);
    tell_seconds(feed, 1, 1);
    take_all(subscription);
    tell_line(feed, std::string(EventFeed::capacity + 1, 'x'));
    CHECK(take_all(subscription).size() > EventFeed::capacity);
    tell_seconds(feed, 2, 2);
    CHECK(take_all(subscription) == clock_line(2));
}

TEST_CASE("subscriptions come and go at any place") {
    EventFeed feed;
    EventFeed::Subscription last(feed);
    std::vector<std::unique_ptr<EventFeed::Subscription>> others;
    std::string expected;
    for (std::int64_t i = 0; i < 20'000; ++i) {
        tell_seconds(feed, i, i);
        expected += clock_line(i);
        if (i % 100 == 0) others.push_back(std::make_unique<EventFeed::Subscription>(feed));
        if (i % 300 == 0) others[others.size() / 2].reset();
        if (i % 500 == 0 && others.back()) take_all(*others.back());
    }
    others.clear();
    CHECK(take_all(last) == expected);
}

TEST_CASE("of a flood only a part is shown, and how much is left out") {
    EventFeed feed(EventFeed::Lines::sampled);
    EventFeed::Subscription subscription(feed);
    constexpr std::uint64_t flood = game::LineBudget::most_lines + 100;
    for (std::uint64_t i = 0; i < flood; ++i)
        tell_line(feed, "E john");
    const std::string lines = take_all(subscription);
    CHECK(static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n')) ==
          game::LineBudget::most_lines);
    tell_seconds(feed, 2, 2);
    CHECK(take_all(subscription) ==
          "{\"t\":2.000000,\"event\":\"skipped\",\"events\":100}\n" + clock_line(2));
    feed.line(
        {std::chrono::seconds(3), 1, "ps#1 (x)", game::Stream::standard_output, "N john", false});
    CHECK(take_all(subscription).find("N john") != std::string::npos);
    feed.ended({std::chrono::seconds(3), 1, 0, 0});
    CHECK(take_all(subscription).find("\"moves\":" + std::to_string(flood + 1)) !=
          std::string::npos);
}
