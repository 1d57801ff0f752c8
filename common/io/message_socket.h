/// MessageSocket: whole messages, and descriptors, between two processes of one program.
#pragma once

#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace async {

/// One end of a pair of connected sockets (SOCK_SEQPACKET, unix(7)): messages keep their bounds and
/// their order, and each can carry descriptors.
class MessageSocket {
  public:
    /// A message as it arrived: with fewer descriptors than were sent, if there is no room for
    /// them.
    struct Message {
        std::vector<std::byte> bytes;
        std::vector<FileDescriptor> descriptors;
    };

    /// The longest message, in bytes, and the most descriptors that one carries.
    static constexpr std::size_t max_bytes = 512;
    static constexpr std::size_t max_descriptors = 2;

    /// A connected pair. Throws std::system_error.
    static std::pair<FileDescriptor, FileDescriptor> make_pair();

    /// Takes one end. `loop` must outlive this. Throws std::system_error.
    MessageSocket(Loop& loop, FileDescriptor socket);

    /// Sends a message; the descriptors stay the caller's, and the receiver gets duplicates. Blocks
    /// while the other end has very many messages unread. Throws std::system_error; EPIPE if the
    /// other end is gone.
    void send(std::span<const std::byte> bytes, std::span<const int> descriptors) const;

    /// Waits for a message; none if the other end is gone. Throws std::system_error.
    Task<std::optional<Message>> receive();

  private:
    enum class State { message, nothing_yet, gone };
    struct Arrival {
        State state;
        Message message;
    };

    Arrival try_receive() const;

    FileDescriptor socket_;
    Readiness readable_;
};

}  // namespace async
