/// What `game` and its fork server tell each other. Both are the same program, so plain memory is
/// the format.
#pragma once

#include "common/io/process.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

#include <sys/types.h>

namespace game {

/// Start worker `worker` of entry `entry`. Comes with the descriptors for its two outputs.
struct ForkRequest {
    std::uint64_t entry;
    std::uint64_t worker;
};

/// What became of it.
struct ForkReply {
    enum class Kind { started, failed, ended };

    Kind kind;
    std::uint64_t worker;
    pid_t pid;               ///< if started
    async::TimePoint start;  ///< if started: just before
    int error;               ///< if failed: why, as in errno
    async::ProcessEnd end;   ///< if ended
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
