/// What `game` and its fork server send each other. Both are the same program, so plain memory is
/// the format.
#pragma once

#include "common/io/file_descriptor.h"
#include "common/io/message_socket.h"
#include "common/io/process.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

#include <sys/types.h>

namespace game {

/// One side's ends of the two pairs of sockets between `game` and its fork server.
struct ForkSockets {
    async::FileDescriptor control;  ///< all messages but requests to start a process
    async::FileDescriptor starts;   ///< those: the threads that start processes receive them
};

/// The two sides. Throws std::system_error.
inline std::pair<ForkSockets, ForkSockets> make_fork_sockets() {
    auto [near_control, far_control] = async::MessageSocket::make_pair();
    auto [near_starts, far_starts] = async::MessageSocket::make_pair();
    return {ForkSockets{std::move(near_control), std::move(near_starts)},
            ForkSockets{std::move(far_control), std::move(far_starts)}};
}

/// From `game` to the fork server, on the socket of starts: start worker `worker` of entry `entry`.
/// Comes with the worker's two outputs, its input behind them if it has one, and behind these a
/// file with its description if it is none of the plan. `id` names the process until its `release`.
struct StartRequest {
    std::uint64_t id = 0;
    std::uint64_t entry = 0;
    std::uint64_t worker = 0;
    std::uint64_t releases = 0;  ///< how many were sent before, on the other socket
    bool has_input = false;
    bool has_description = false;
};

/// From `game` to the fork server. It may be received before the start that it follows.
struct ForkRequest {
    enum class Kind {
        terminate,  ///< ask all that belongs to the process to end; report when all is gone
        kill,       ///< kill all that belongs to the process; report when all is gone
        release,    ///< kill the rest of its group and forget it: its number is free when it has
                    ///< ended
        ping,       ///< answer with a pong
        finish,     ///< the run is over: what is left when `game` closes its end is killed at once
    };

    Kind kind;
    std::uint64_t id = 0;
};

/// From the fork server to `game`.
struct ForkReply {
    enum class Kind {
        started,
        failed,
        ended,  ///< the process; what it left behind may live
        gone,   ///< after `terminate` or `kill`: the process and all that it left behind
        pong,
    };

    Kind kind;
    std::uint64_t id = 0;
    pid_t pid = 0;            ///< if started
    int error = 0;            ///< if failed: why, as in errno
    async::TimePoint time{};  ///< if started, just before; if ended, when
    async::ProcessEnd end{};  ///< if ended
};

template <class T>
std::span<const std::byte> message_bytes(const T& message) {
    static_assert(std::is_trivially_copyable_v<T>);
    return std::as_bytes(std::span(&message, 1));
}

/// None if the bytes are not a T.
template <class T>
std::optional<T> read_message(std::span<const std::byte> bytes) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (bytes.size() != sizeof(T)) return std::nullopt;
    T message{};
    std::memcpy(&message, bytes.data(), sizeof(T));
    return message;
}

}  // namespace game
