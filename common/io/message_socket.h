/// MessageSocket and MessageOutbox: whole messages, and descriptors, between two processes of one
/// program.
#pragma once

#include "common/async/condition.h"
#include "common/async/task.h"
#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"

#include <array>
#include <cstddef>
#include <deque>
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
    static constexpr std::size_t max_descriptors = 4;

    /// A connected pair. Throws std::system_error.
    static std::pair<FileDescriptor, FileDescriptor> make_pair();

    /// Takes one end. `loop` must outlive this. Throws std::system_error.
    MessageSocket(Loop& loop, FileDescriptor socket);

    /// Sends a message, or returns the errno that says why it cannot be sent now; never blocks. The
    /// descriptors stay the caller's, and the receiver gets duplicates. May be called on any
    /// thread.
    int try_send(std::span<const std::byte> bytes, std::span<const int> descriptors = {}) const;

    /// Waits for a message; none if the other end is gone. Throws std::system_error.
    Task<std::optional<Message>> receive();

    /// Waits, on a thread of the caller's, for a message on a socket that no MessageSocket has;
    /// none if the other end is gone, or the socket was shut down. Several threads may wait for
    /// messages of one socket. Throws std::system_error.
    static std::optional<Message> receive_blocking(int socket);

    /// True if a send that failed with `error` may succeed later: the kernel has no room or no
    /// memory.
    static bool is_temporary(int error);

    /// True if no send can succeed any more, since the other end is gone.
    static bool is_gone(int error);

  private:
    enum class State { message, nothing_yet, no_memory, gone };
    struct Arrival {
        State state;
        Message message;
    };

    static Arrival try_receive(int socket, int flags);

    FileDescriptor socket_;
    Readiness readable_;
};

/// Sends messages in their order and never blocks: what the kernel has no room or memory for waits
/// here, and is sent later. Beside a MessageSocket, which must outlive it.
class MessageOutbox {
  public:
    explicit MessageOutbox(const MessageSocket& socket) : socket_(socket) {}

    /// Sends the message now, or as soon as it can be sent. If the other end is gone, it is
    /// dropped: `receive` reports that. The descriptors stay the caller's. Throws
    /// std::system_error.
    void post(std::span<const std::byte> bytes, std::span<const int> descriptors = {});

    /// Sends what has to wait, until stopped. Throws std::system_error.
    Task<void> run();

    bool is_empty() const { return waiting_.empty(); }

  private:
    bool send(std::span<const std::byte> bytes, std::span<const int> descriptors) const;
    bool send_first();

    const MessageSocket& socket_;
    std::deque<MessageSocket::Message> waiting_;
    Condition posted_;
};

}  // namespace async
