#include "game/hosts/frame_sender.h"

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "tests/unit/manual_time.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace game;

namespace {

/// Runs the output until all is written.
async::Task<void> write_all(Output& output) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(output.run());
    co_await output.wait_until_drained();
    tasks.stop();
    co_await tasks.join();
}

}  // namespace

TEST_CASE("a sender sends its greeting, and then frames") {
    async::ManualTime time;
    async::Loop loop(time);
    async::Pipe pipe = async::make_pipe();
    Output output(loop, pipe.write_end.get(), Overflow::keep());
    FrameSender sender(output);
    sender.greet(Side::agent);
    sender.post(FrameKind::output, 3, "abc");
    loop.run(write_all(output));
    std::array<char, 1000> buffer{};
    const ssize_t count = ::read(pipe.read_end.get(), buffer.data(), buffer.size());
    REQUIRE(count > 0);
    CHECK(std::string(buffer.data(), static_cast<std::size_t>(count)) ==
          greeting(Side::agent) + make_frame(FrameKind::output, 3, "abc"));
}

TEST_CASE("a sender is full while much waits, but not if nothing can be sent any more") {
    async::ManualTime time;
    async::Loop loop(time);
    async::Pipe pipe = async::make_pipe();
    Output output(loop, pipe.write_end.get(), Overflow::keep());
    FrameSender sender(output);
    sender.post(FrameKind::output, 3, "abc");
    CHECK_FALSE(sender.is_full());
    constexpr std::size_t more_than_a_pipe_takes = 16 * send_high_water;
    sender.post(FrameKind::output, 3, std::string(more_than_a_pipe_takes, 'x'));
    CHECK(sender.is_full());
    output.fail_with(ECANCELED);
    CHECK_FALSE(sender.is_full());
}
