#include "game/seats/seat_process.h"

#include "common/report.h"
#include "common/write.h"
#include "game/seats/seat_socket.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include <poll.h>
#include <sys/types.h>
#include <unistd.h>

namespace game {

namespace {

/// False if nobody reads it any more: the person has gone, or the run is over.
bool write_to_reader(int descriptor, std::string_view bytes) {
    try {
        common::write_all(descriptor, bytes);
    } catch (const std::system_error& error) {
        if (error.code().value() == EPIPE || error.code().value() == ECONNRESET) return false;
        throw;
    }
    return true;
}

/// Copies what there is to read. False at the end.
bool copy_some(int from, int to) {
    std::array<char, 64UL * 1024> buffer{};
    ssize_t count = 0;
    do {
        count = ::read(from, buffer.data(), buffer.size());
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    return write_to_reader(to, {buffer.data(), static_cast<std::size_t>(count)});
}

}  // namespace

void run_seat(const std::string& name) {
    const char* const worker = std::getenv("GAME_WORKER");
    if (worker == nullptr) {
        throw common::UsageError("--seat", "is for workers of game, which have GAME_WORKER");
    }
    const async::FileDescriptor socket = connect_to_seats(name);
    if (!write_to_reader(socket.get(), std::string(worker) + '\n')) return;
    std::array<pollfd, 2> ends = {
        {{STDIN_FILENO, POLLIN, 0}, {socket.get(), POLLIN, 0}},
    };
    for (;;) {
        if (::poll(ends.data(), ends.size(), -1) < 0) {
            if (errno == EINTR) continue;
            throw std::system_error(errno, std::generic_category(), "cannot wait");
        }
        if (ends[0].revents != 0 && !copy_some(STDIN_FILENO, socket.get())) return;
        if (ends[1].revents != 0 && !copy_some(socket.get(), STDOUT_FILENO)) return;
    }
}

}  // namespace game
