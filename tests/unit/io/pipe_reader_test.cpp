#include "common/io/pipe_reader.h"

#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/async/task_group.h"
#include "tests/unit/story.h"
#include "tests/unit/suspended_task.h"

#include <array>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace async;
using namespace std::chrono_literals;
using story::run_in_time;

namespace {

void write(const FileDescriptor& end, std::string_view text) {
    REQUIRE(::write(end.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

/// Reads to the end; each piece ends with a bar.
Task<void> read_all(PipeReader& reader, std::string& text) {
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        text.append(bytes).append("|");
    }
}

/// What a test of one pipe needs.
struct Fixture {
    SteadyTime time;
    ReadBuffer buffer;
    Loop loop{time};
    Pipe pipe = make_pipe();
    PipeReader reader{loop, std::move(pipe.read_end), buffer};
    std::string text;

    void run(Task<void> task) { run_in_time(loop, std::move(task)); }
};

Task<void> write_bit_by_bit(Fixture& fixture) {
    write(fixture.pipe.write_end, "one");
    while (fixture.text != "one|")
        co_await next_turn();
    write(fixture.pipe.write_end, "two");
    while (fixture.text != "one|two|")
        co_await next_turn();
    fixture.pipe.write_end = FileDescriptor();
}

/// While another task waits for bytes, and the readers are paused.
Task<void> read_beside(Fixture& fixture) {
    co_await next_turn();
    fixture.buffer.pause();
    CHECK(fixture.reader.read_now().empty());
    write(fixture.pipe.write_end, "one");
    CHECK(fixture.reader.read_now() == "one");
    CHECK(fixture.reader.read_now().empty());
    write(fixture.pipe.write_end, "two");
    fixture.pipe.write_end = FileDescriptor();
    fixture.buffer.resume();
}

/// Two pipes have something to read while the readers are paused, so one waits behind the other.
Task<void> drain_the_first_in_line(Fixture& first, Pipe& second, const std::string& second_text) {
    co_await next_turn();
    co_await next_turn();  // now both are read
    write(first.pipe.write_end, "one");
    write(second.write_end, "two");
    first.buffer.pause();
    co_await next_turn();
    co_await next_turn();  // now they are in line
    CHECK(first.reader.read_now() == "one");
    first.buffer.resume();
    while (second_text != "two|")
        co_await next_turn();
    first.pipe.write_end = FileDescriptor();
    second.write_end = FileDescriptor();
}

Task<void> stop_reading(Fixture& fixture, std::string_view before_the_stop,
                        std::string_view after_the_stop) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(read_all(fixture.reader, fixture.text));
    co_await next_turn();
    co_await next_turn();  // now it reads
    write(fixture.pipe.write_end, before_the_stop);
    group.stop();
    write(fixture.pipe.write_end, after_the_stop);
    co_await group.join();
    CHECK(fixture.text.empty());
    // Nobody reads, and the loop goes on turning.
    for (int i = 0; i < 10; ++i)
        co_await next_turn();
    fixture.pipe.write_end = FileDescriptor();
    co_await read_all(fixture.reader, fixture.text);
}

Task<void> destroy_a_reading_frame(Fixture& fixture) {
    const TaskContext& context = co_await current_context();
    {
        const story::SuspendedTask waiting =
            story::run_until_it_waits(context, read_all(fixture.reader, fixture.text));
        co_await next_turn();
        co_await next_turn();
        write(fixture.pipe.write_end, "late");
    }
    fixture.pipe.write_end = FileDescriptor();
    for (int i = 0; i < 10; ++i)
        co_await next_turn();
    co_await read_all(fixture.reader, fixture.text);
}

/// The coroutine that is called back destroys the reader, and another takes its place.
Task<void> replace_the_reader(Loop& loop, ReadBuffer& buffer, std::string& text) {
    Pipe first = make_pipe();
    Pipe second = make_pipe();
    auto reader = std::make_unique<PipeReader>(loop, std::move(first.read_end), buffer);
    write(first.write_end, "first");
    write(second.write_end, "second");
    for (int i = 0; i < 2; ++i) {
        const std::string_view bytes = co_await reader->read();
        text.append(bytes).append("|");
        reader = nullptr;
        if (i > 0) break;
        reader = std::make_unique<PipeReader>(loop, std::move(second.read_end), buffer);
    }
}

Task<void> fail_with_the_bytes(PipeReader& reader) {
    const std::string_view bytes = co_await reader.read();
    throw std::runtime_error(std::string(bytes));
}

Task<void> pause_between(PipeReader& reader, std::string& text) {
    for (;;) {
        const std::string_view bytes = co_await reader.read();
        if (bytes.empty()) break;
        text.append(bytes).append("|");
        co_await sleep_for(2ms);
    }
}

Task<void> end_pending(Fixture& fixture, std::string_view pending) {
    write(fixture.pipe.write_end, pending);
    fixture.reader.end_after_pending();
    write(fixture.pipe.write_end, "too late");
    co_await read_all(fixture.reader, fixture.text);
    const std::string_view still = co_await fixture.reader.read();
    CHECK(still.empty());
}

Task<void> end_who_reads(Fixture& fixture, std::string_view pending) {
    const TaskContext& context = co_await current_context();
    TaskGroup group(context);
    group.start(read_all(fixture.reader, fixture.text));
    co_await next_turn();
    co_await next_turn();
    write(fixture.pipe.write_end, pending);
    fixture.reader.end_after_pending();
    write(fixture.pipe.write_end, "too late");
    co_await group.join();
}

}  // namespace

TEST_CASE("what a pipe holds now can be read beside a task that waits for bytes") {
    Fixture fixture;
    int pauses = 0;
    fixture.buffer.set_on_pause([&pauses] { ++pauses; });
    fixture.run(gather(read_all(fixture.reader, fixture.text), read_beside(fixture)));
    CHECK(fixture.text == "two|");
    CHECK(pauses == 1);
}

TEST_CASE("nobody waits in line for a reader whose bytes are read beside it") {
    Fixture first;
    Pipe second = make_pipe();
    PipeReader reader(first.loop, std::move(second.read_end), first.buffer);
    std::string text;
    first.run(gather(read_all(first.reader, first.text), read_all(reader, text),
                     drain_the_first_in_line(first, second, text)));
    CHECK(first.text.empty());
}

TEST_CASE("a reader hands out what is written, when it is written, and then the end") {
    Fixture fixture;
    fixture.run(gather(read_all(fixture.reader, fixture.text), write_bit_by_bit(fixture)));
    CHECK(fixture.text == "one|two|");
}

TEST_CASE("a pipe may end without a byte") {
    Fixture fixture;
    fixture.pipe.write_end = FileDescriptor();
    fixture.run(read_all(fixture.reader, fixture.text));
    CHECK(fixture.text.empty());
}

TEST_CASE("what a pipe holds when its writers go is still read") {
    Fixture fixture;
    const std::string much(60000, 'x');
    write(fixture.pipe.write_end, much);
    fixture.pipe.write_end = FileDescriptor();
    fixture.run(pause_between(fixture.reader, fixture.text));
    CHECK(fixture.text == much + "|");
}

TEST_CASE("no byte is lost to a read that is stopped") {
    Fixture fixture;
    fixture.run(stop_reading(fixture, "before", ", after"));
    CHECK(fixture.text == "before, after|");
}

TEST_CASE("no byte is lost to a frame that is destroyed while it reads") {
    Fixture fixture;
    fixture.run(destroy_a_reading_frame(fixture));
    CHECK(fixture.text == "late|");
}

TEST_CASE("a reader may be destroyed by the coroutine that it calls back") {
    SteadyTime time;
    ReadBuffer buffer;
    Loop loop(time);
    std::string text;
    run_in_time(loop, replace_the_reader(loop, buffer, text));
    CHECK(text == "first|second|");
}

TEST_CASE("an exception of the coroutine that is called back does not cross the loop") {
    Fixture fixture;
    write(fixture.pipe.write_end, "thrown");
    CHECK_THROWS_WITH(fixture.run(fail_with_the_bytes(fixture.reader)), "thrown");
}

TEST_CASE("end_after_pending ends a pipe that others still hold open") {
    for (const std::string_view pending : {"", "pending"}) {
        Fixture fixture;
        fixture.run(end_pending(fixture, pending));
        CHECK(fixture.text == std::string(pending) + (pending.empty() ? "" : "|"));
    }
}

TEST_CASE("end_after_pending ends a read that waits") {
    for (const std::string_view pending : {"", "pending"}) {
        Fixture fixture;
        fixture.run(end_who_reads(fixture, pending));
        CHECK(fixture.text == std::string(pending) + (pending.empty() ? "" : "|"));
    }
}

TEST_CASE("an error while reading, as of a connection that is reset, surfaces, and again") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    SteadyTime time;
    ReadBuffer buffer;
    Loop loop(time);
    PipeReader reader(loop, FileDescriptor(ends[0]), buffer);
    CHECK(::write(ends[0], "unread", 6) == 6);
    ::close(ends[1]);  // with something unread
    const auto read_twice = [](PipeReader& broken, int& errors) -> Task<void> {
        for (int i = 0; i < 2; ++i) {
            try {
                [[maybe_unused]] const std::string_view bytes = co_await broken.read();
            } catch (const std::system_error&) {
                ++errors;
            }
        }
    };
    int errors = 0;
    run_in_time(loop, read_twice(reader, errors));
    CHECK(errors == 2);
}

TEST_CASE("a descriptor that is none is refused") {
    SteadyTime time;
    ReadBuffer buffer;
    Loop loop(time);
    CHECK_THROWS_AS(PipeReader(loop, FileDescriptor(), buffer), std::system_error);
}
