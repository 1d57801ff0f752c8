#include "game/output/output.h"

#include <array>
#include <string>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using game::Output;
using game::Overflow;

namespace {

/// A pipe with an Output at its writing end, and what was read at the other.
struct Fixture {
    async::SteadyTime time;
    async::Loop loop{time};
    async::Pipe pipe = async::make_pipe();
    Output output;
    std::string read;

    explicit Fixture(Overflow overflow) : output(loop, pipe.write_end.get(), overflow) {
        ::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK);
    }

    void write_lines(int count) {
        const std::string line = std::string(1023, 'x') + '\n';
        for (int i = 0; i < count; ++i)
            output.write(line);
    }

    void read_some() {
        std::array<char, 65536> bytes{};
        const ssize_t size = ::read(pipe.read_end.get(), bytes.data(), bytes.size());
        if (size > 0) read.append(bytes.data(), static_cast<std::size_t>(size));
    }
};

async::Task<void> read_until_drained(Fixture& fixture) {
    while (fixture.output.has_pending()) {
        fixture.read_some();
        co_await async::next_turn();
    }
    for (std::size_t before = fixture.read.size() + 1; before != fixture.read.size();) {
        before = fixture.read.size();
        fixture.read_some();
    }
}

void drain(Fixture& fixture) {
    fixture.loop.start(fixture.output.run());
    fixture.loop.run(read_until_drained(fixture));
}

constexpr int lines = 2048;  ///< 2 MiB, more than the pipe and the high-water mark together
constexpr std::size_t size = std::size_t{lines} * 1024;

}  // namespace

TEST_CASE("an output that overflows pauses the readers until it has drained") {
    async::ReadBuffer readers;
    Fixture fixture(Overflow::pause(readers));
    fixture.write_lines(1);
    CHECK_FALSE(readers.is_paused());
    fixture.write_lines(lines - 1);
    CHECK(readers.is_paused());
    drain(fixture);
    CHECK_FALSE(readers.is_paused());
    CHECK(fixture.read.size() == size);
}

TEST_CASE("an output that overflows drops whole messages") {
    Fixture fixture(Overflow::drop());
    fixture.write_lines(lines);
    drain(fixture);
    CHECK(fixture.read.size() >= Output::high_water);
    CHECK(fixture.read.size() < size);
    CHECK(fixture.read.ends_with("x\n"));
}

TEST_CASE("an output that overflows can keep everything") {
    Fixture fixture(Overflow::keep());
    fixture.write_lines(lines);
    drain(fixture);
    CHECK(fixture.read.size() == size);
}

TEST_CASE("an output that has failed takes nothing more, and lets its readers go on") {
    async::ReadBuffer readers;
    Fixture fixture(Overflow::pause(readers));
    fixture.write_lines(lines);
    fixture.output.fail_with(EIO);
    CHECK_FALSE(readers.is_paused());
    CHECK_FALSE(fixture.output.has_pending());
    fixture.write_lines(1);
    CHECK_FALSE(fixture.output.has_pending());
    CHECK(fixture.output.failure()->value() == EIO);
}
