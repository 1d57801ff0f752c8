#include "game/seats/key_seat.h"

#include "common/text/line_splitter.h"
#include "common/text/number.h"
#include "game/seats/seat_socket.h"

#include <array>
#include <string_view>
#include <utility>

namespace game {

namespace {

/// Longer than the number of a worker. Other lines are passed over.
constexpr std::size_t longest_seat_line = 64;

}  // namespace

KeySeat::KeySeat(async::Loop& loop, const std::string& name)
    : loop_(loop),
      listening_(listen_for_seats(name)),
      arrivals_(loop, listening_.get(), async::Direction::read) {}

async::Task<void> KeySeat::run() {
    for (;;) {
        co_await arrivals_.wait();
        connection_ = accept_seat(listening_.get());
        if (!connection_.is_open()) continue;
        output_.emplace(loop_, connection_.get(), Overflow::drop());
        has_been_served_ = true;
        if (const auto early = std::exchange(early_move_, std::nullopt)) move(*early);
        input_.emplace(loop_, connection_.get());
        co_await serve();
        worker_.reset();
        input_.reset();
        output_.reset();
        connection_ = async::FileDescriptor();
    }
}

async::Task<void> KeySeat::serve() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(output_->run());
    tasks.start(read(tasks));
    co_await tasks.join();
}

/// The first line is the number of the worker. All must be read, or the process would wait.
async::Task<void> KeySeat::read(async::TaskGroup& tasks) {
    common::LineSplitter splitter(longest_seat_line);
    std::array<char, 16UL * 1024> buffer{};
    const auto take = [this](std::string_view line, bool continued) {
        if (!worker_ && !continued) worker_ = common::read_whole_number(line);
    };
    for (;;) {
        const std::size_t count = co_await input_->read(buffer);
        if (count == 0) break;
        if (!worker_) splitter.feed(std::string_view(buffer.data(), count), take);
    }
    tasks.stop();
}

bool KeySeat::move(char direction) {
    if (!output_) {
        if (!has_been_served_) early_move_ = direction;
        return false;
    }
    output_->write(std::string_view(&direction, 1), "\n");
    return true;
}

}  // namespace game
