#include "game/hosts/streams.h"

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "game/hosts/frames.h"

#include <chrono>
#include <string>
#include <utility>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

using namespace game;

namespace {

constexpr int large_pipe = 1024 * 1024;

async::Task<void> turns(int count) {
    constexpr std::chrono::milliseconds pause(1);
    for (int i = 0; i < count; ++i) {
        co_await async::sleep_for(pause);
    }
}

async::Pipe make_large_pipe() {
    async::Pipe pipe = async::make_pipe();
    REQUIRE(::fcntl(pipe.write_end.get(), F_SETPIPE_SZ, large_pipe) >= large_pipe);
    return pipe;
}

void write_bytes(int descriptor, std::size_t count) {
    const std::string bytes(count, 'x');
    REQUIRE(::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(count));
}

/// A source, and how much of it has come.
struct Reading {
    Reading(async::Loop& loop, async::FileDescriptor pipe)
        : gate([this] { return is_full; }),
          source(loop, std::move(pipe), gate, [this](std::string_view bytes) {
              count += bytes.size();
              ends += bytes.empty() ? 1 : 0;
          }) {}

    bool is_full = false;
    std::size_t count = 0;
    int ends = 0;
    SourceGate gate;
    StreamSource source;
};

async::Task<void> read_with_credit(async::Loop& loop) {
    async::Pipe pipe = make_large_pipe();
    Reading reading(loop, std::move(pipe.read_end));
    write_bytes(pipe.write_end.get(), stream_credit + 1000);
    co_await turns(3);
    CHECK(reading.count == 0);  // it has not been started
    reading.source.start();
    co_await turns(20);
    CHECK(reading.count == stream_credit);
    reading.source.add_credit(600);
    co_await turns(3);
    CHECK(reading.count == stream_credit + 600);
    reading.source.add_credit(credit_step);
    pipe.write_end = async::FileDescriptor();
    co_await turns(5);
    CHECK(reading.count == stream_credit + 1000);
    CHECK(reading.ends == 1);
    CHECK(reading.source.has_ended());
}

async::Task<void> hold_at_gate(async::Loop& loop) {
    async::Pipe pipe = make_large_pipe();
    Reading reading(loop, std::move(pipe.read_end));
    reading.is_full = true;
    reading.source.start();
    write_bytes(pipe.write_end.get(), 1000);
    co_await reading.gate.wait_for_held();
    co_await turns(3);
    CHECK(reading.count == 0);
    reading.is_full = false;
    reading.gate.resume();
    co_await turns(3);
    CHECK(reading.count == 1000);
}

async::Task<void> end_although_open(async::Loop& loop) {
    async::Pipe pipe = make_large_pipe();
    Reading reading(loop, std::move(pipe.read_end));
    write_bytes(pipe.write_end.get(), stream_credit + 1000);
    reading.source.start();
    reading.source.end_after_pending();
    write_bytes(pipe.write_end.get(), 5000);
    co_await turns(20);
    CHECK(reading.ends == 0);  // it waits for credit
    reading.source.add_credit(stream_credit);
    co_await turns(5);
    CHECK(reading.count == stream_credit + 1000);
    CHECK(reading.ends == 1);
}

async::Task<void> write_what_fits(async::Loop& loop) {
    async::Pipe pipe = async::make_pipe();
    std::size_t written = 0;
    int ends = 0;
    StreamSink sink(
        loop, std::move(pipe.write_end), [&written](std::size_t bytes) { written += bytes; },
        [&ends] { ++ends; });
    const std::string bytes(200'000, 'x');
    sink.write(bytes);
    sink.finish();
    CHECK(written < bytes.size());
    CHECK(sink.pending() == bytes.size() - written);
    std::string got;
    while (got.size() < bytes.size()) {
        char buffer[10'000];
        const ssize_t count = ::read(pipe.read_end.get(), buffer, sizeof buffer);
        REQUIRE(count > 0);
        got.append(buffer, static_cast<std::size_t>(count));
        co_await turns(1);
    }
    co_await turns(3);
    CHECK(got == bytes);
    CHECK(written == bytes.size());
    CHECK(ends == 1);
    CHECK(sink.has_ended());
}

async::Task<void> write_to_nobody(async::Loop& loop) {
    ::signal(SIGPIPE, SIG_IGN);  // as in the program
    async::Pipe pipe = async::make_pipe();
    std::size_t written = 0;
    int ends = 0;
    StreamSink sink(
        loop, std::move(pipe.write_end), [&written](std::size_t bytes) { written += bytes; },
        [&ends] { ++ends; });
    sink.write(std::string(100'000, 'x'));
    pipe.read_end = async::FileDescriptor();
    co_await turns(3);
    sink.write("more");
    CHECK(ends == 1);
    CHECK(written == 100'004);
    CHECK(sink.pending() == 0);
}

void run_streams(async::Task<void> (*test)(async::Loop&)) {
    async::SteadyTime time;
    async::Loop loop(time);
    loop.run(test(loop));
}

}  // namespace

TEST_CASE("a source reads no more than it has credit for") {
    run_streams(read_with_credit);
}

TEST_CASE("a source waits while too much waits to be sent") {
    run_streams(hold_at_gate);
}

TEST_CASE("a source can end although its writer lives, after what was written before") {
    run_streams(end_although_open);
}

TEST_CASE("a sink keeps what a pipe does not take, and says what was written") {
    run_streams(write_what_fits);
}

TEST_CASE("a sink without a reader drops what comes") {
    run_streams(write_to_nobody);
}
