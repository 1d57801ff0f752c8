#include "game/match/input_pipe.h"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/uio.h>

namespace game {

InputPipe::InputPipe(async::Loop& loop, async::FileDescriptor pipe)
    : loop_(loop), pipe_(std::move(pipe)) {
    const int flags = ::fcntl(pipe_.get(), F_GETFL);
    ::fcntl(pipe_.get(), F_SETFL, flags | O_NONBLOCK);
}

std::optional<std::size_t> InputPipe::write(const Parts& parts) {
    if (!pipe_.is_open()) return std::nullopt;
    std::array<iovec, std::tuple_size_v<Parts>> pieces{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        // writev's signature is older than const; it does not write there.
        pieces[i] = {const_cast<char*>(parts[i].data()), parts[i].size()};
    }
    for (;;) {
        const ssize_t written =
            ::writev(pipe_.get(), pieces.data(), static_cast<int>(pieces.size()));
        if (written >= 0) return static_cast<std::size_t>(written);
        if (errno == EINTR) continue;
        if (errno == EAGAIN) return 0;
        return std::nullopt;
    }
}

/// A pipe whose readers are gone is ready: the next write says so.
async::Task<void> InputPipe::wait_for_room() {
    if (!pipe_.is_open()) co_return;
    if (!writable_) writable_.emplace(loop_, pipe_.get(), async::Direction::write);
    co_await writable_->wait();
}

void InputPipe::close() {
    if (writable_) writable_->wake();
    pipe_ = async::FileDescriptor();
}

}  // namespace game
