#include "game/hosts/frames.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

struct Taken {
    FrameKind kind;
    std::uint64_t id;
    std::string payload;

    bool operator==(const Taken&) const = default;
};

/// The frames in `bytes`, fed in pieces of `step`.
std::vector<Taken> decode(std::string_view bytes, std::size_t step) {
    FrameDecoder decoder;
    std::vector<Taken> taken;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        decoder.feed(bytes.substr(at, step), [&taken](const Frame& frame) {
            taken.push_back({frame.kind, frame.id, std::string(frame.payload)});
        });
    }
    CHECK_FALSE(decoder.has_part());
    return taken;
}

}  // namespace

TEST_CASE("frames come out as they went in, however they are cut") {
    const std::vector<Taken> all = {
        {FrameKind::beat, 0, ""},
        {FrameKind::output, 1, std::string("a\nb\0\n\n", 6)},
        {FrameKind::input, 0xfedcba9876543210, std::string(70'000, '\n')},
        {FrameKind::bye, 7, "\n"},
    };
    std::string bytes;
    for (const Taken& frame : all)
        bytes += make_frame(frame.kind, frame.id, frame.payload);
    for (const std::size_t step :
         {std::size_t{1}, std::size_t{13}, std::size_t{65'536}, bytes.size()})
        CHECK(decode(bytes, step) == all);
}

TEST_CASE("a frame ends in a newline") {
    const std::string frame = make_frame(FrameKind::output, 3, "abc");
    CHECK(frame.size() == frame_head_size + 3 + 1);
    CHECK(frame.back() == '\n');
}

TEST_CASE("what is no frame is an error") {
    const auto feed = [](const std::string& bytes) {
        FrameDecoder decoder;
        decoder.feed(bytes, [](const Frame&) {});
    };
    std::string no_newline = make_frame(FrameKind::output, 3, "abc");
    no_newline.back() = 'x';
    CHECK_THROWS_AS(feed(no_newline), BadFrame);
    std::string no_kind = make_frame(FrameKind::output, 3, "abc");
    no_kind[frame_head_size - 1] = '!';
    CHECK_THROWS_AS(feed(no_kind), BadFrame);
    CHECK_THROWS_AS(feed("\xff\xff\xff\xff this is far too long"), BadFrame);
}

TEST_CASE("the greeting is found behind what a login says") {
    for (const std::string before : {"", "Welcome\n", "game? no newline> "}) {
        GreetingReader reader(Side::agent);
        const std::string bytes = before + greeting(Side::near) + greeting(Side::agent) + "rest";
        std::optional<std::string> rest;
        for (std::size_t i = 0; i < bytes.size() - 4; ++i) {
            CHECK_FALSE(rest.has_value());
            rest = reader.feed(std::string_view(bytes).substr(i, 1));
        }
        CHECK(rest == "");
        CHECK(GreetingReader(Side::agent).feed(bytes) == "rest");
    }
}

TEST_CASE("frames are received behind the greeting, however they are cut") {
    const std::string bytes = "Welcome\n" + greeting(Side::agent) + make_frame(FrameKind::beat, 0) +
                              make_frame(FrameKind::output, 3, "abc");
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
        FrameReceiver receiver(Side::agent);
        std::vector<Taken> taken;
        CHECK_FALSE(receiver.is_greeted());
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            receiver.feed(std::string_view(bytes).substr(at, step), [&taken](const Frame& frame) {
                taken.push_back({frame.kind, frame.id, std::string(frame.payload)});
            });
        }
        CHECK(receiver.is_greeted());
        const std::vector<Taken> sent = {{FrameKind::beat, 0, ""}, {FrameKind::output, 3, "abc"}};
        CHECK(taken == sent);
    }
}

TEST_CASE("another version, or no agent at all, is an error") {
    CHECK_THROWS_WITH_AS(GreetingReader(Side::agent).feed("game-agent 99 3.2\n"),
                         doctest::Contains("speaks version 99"), BadFrame);
    CHECK_THROWS_AS(GreetingReader(Side::agent).feed(std::string(300'000, 'x')), BadFrame);
    CHECK_THROWS_AS(GreetingReader(Side::agent).feed("game-agent " + std::string(300, 'x')),
                    BadFrame);
}

TEST_CASE("an end is told as it was") {
    EndedPayload payload;
    payload.time = clock_time(123'456'789);
    payload.end = {3 << 8, async::Duration(5), async::Duration(6), std::uint64_t{1} << 40U};
    const std::optional<EndedPayload> read = decode_ended(encode(payload));
    REQUIRE(read.has_value());
    CHECK(read->time == payload.time);
    CHECK(read->end.exit_code() == 3);
    CHECK(read->end.user_time == async::Duration(5));
    CHECK(read->end.system_time == async::Duration(6));
    CHECK(read->end.max_rss_bytes == std::uint64_t{1} << 40U);
    CHECK_FALSE(decode_ended("short").has_value());
    CHECK_FALSE(decode_ended(encode(payload) + "x").has_value());
    CHECK(decode_number(encode_number(~std::uint64_t{0})) == ~std::uint64_t{0});
    CHECK_FALSE(decode_number("").has_value());
}
