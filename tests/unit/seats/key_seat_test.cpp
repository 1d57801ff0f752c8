#include "game/seats/key_seat.h"

#include "common/async/async.h"
#include "common/write.h"
#include "game/seats/seat_socket.h"

#include <array>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

namespace {

/// The process of a seat, played by the test.
class SeatProcess {
  public:
    explicit SeatProcess(const std::string& name) : socket_(game::connect_to_seats(name)) {}

    void say(const std::string& bytes) const { common::write_all(socket_.get(), bytes); }

    /// What it hears next; waits for it.
    std::string hear() const {
        std::array<char, 64> bytes{};
        const ssize_t count = ::read(socket_.get(), bytes.data(), bytes.size());
        return {bytes.data(), static_cast<std::size_t>(count)};
    }

  private:
    async::FileDescriptor socket_;
};

async::Task<void> wait_for_worker(const game::KeySeat& seat, std::optional<std::uint64_t> worker) {
    while (seat.worker() != worker) {
        co_await async::next_turn();
    }
}

async::Task<void> play(game::KeySeat& seat, const std::string& name, async::TaskGroup& tasks) {
    CHECK_FALSE(seat.move('W'));
    CHECK_FALSE(seat.move('S'));
    {
        const SeatProcess process(name);
        process.say("7");
        process.say("\n{\"type\":\"hello\"}\n");
        co_await wait_for_worker(seat, 7);
        CHECK(seat.move('N'));
        CHECK(seat.move('E'));
        co_await async::next_turn();
        co_await async::next_turn();
        CHECK(process.hear() == "S\nN\nE\n");
        process.say(std::string(100'000, 'x'));  // nobody looks at it, but it is read
    }
    co_await wait_for_worker(seat, std::nullopt);
    const SeatProcess next(name);
    next.say("12\n");
    co_await wait_for_worker(seat, 12);
    tasks.stop();
}

async::Task<void> serve_and_play(async::Loop& loop) {
    const std::string name = game::make_seat_socket_name();
    game::KeySeat seat(loop, name);
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(seat.run());
    tasks.start(play(seat, name, tasks));
    co_await tasks.join();
}

}  // namespace

TEST_CASE("a key seat passes moves to its process, and to the next one") {
    async::SteadyTime time;
    async::Loop loop(time);
    loop.run(serve_and_play(loop));
}
