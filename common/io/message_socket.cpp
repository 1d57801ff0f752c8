#include "common/io/message_socket.h"

#include "common/async/sleep.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>

namespace async {

namespace {

/// Room for the descriptors of one message, aligned as cmsg(3) wants it.
union ControlBuffer {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int) * MessageSocket::max_descriptors)> bytes;
};

/// How long to wait before a message is sent, or received, that the kernel had no memory for.
constexpr std::chrono::milliseconds shortest_pause(1);
constexpr std::chrono::milliseconds longest_pause(50);

std::vector<FileDescriptor> take_descriptors(msghdr& header) {
    std::vector<FileDescriptor> descriptors;
    for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
         control = CMSG_NXTHDR(&header, control)) {
        if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(control) + i * sizeof(int), sizeof(int));
            descriptors.emplace_back(descriptor);
        }
    }
    return descriptors;
}

}  // namespace

std::pair<FileDescriptor, FileDescriptor> MessageSocket::make_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot make a pair of sockets");
    }
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

MessageSocket::MessageSocket(Loop& loop, FileDescriptor socket)
    : socket_(std::move(socket)), readable_(loop, socket_.get(), Direction::read) {}

bool MessageSocket::is_temporary(int error) {
    return error == EAGAIN || error == ENOBUFS || error == ENOMEM || error == ETOOMANYREFS;
}

bool MessageSocket::is_gone(int error) {
    return error == ECONNRESET || error == EPIPE;
}

int MessageSocket::try_send(std::span<const std::byte> bytes,
                            std::span<const int> descriptors) const {
    // sendmsg's signature is older than const; it does not write.
    iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
    ControlBuffer control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!descriptors.empty()) {
        header.msg_control = control.bytes.data();
        header.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        cmsghdr* const rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size_bytes());
    }
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? errno : 0;
}

MessageSocket::Arrival MessageSocket::try_receive(int socket, int flags) {
    Message message;
    message.bytes.resize(max_bytes);
    iovec part{message.bytes.data(), message.bytes.size()};
    ControlBuffer control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.bytes.data();
    header.msg_controllen = sizeof control;
    const ssize_t received = ::recvmsg(socket, &header, flags | MSG_CMSG_CLOEXEC);
    if (received > 0) {
        message.bytes.resize(static_cast<std::size_t>(received));
        message.descriptors = take_descriptors(header);
        return Arrival{State::message, std::move(message)};
    }
    if (received == 0 || is_gone(errno)) return Arrival{State::gone, {}};
    if (errno == EAGAIN || errno == EINTR) return Arrival{State::nothing_yet, {}};
    if (is_temporary(errno)) return Arrival{State::no_memory, {}};
    throw std::system_error(errno, std::generic_category(), "cannot receive a message");
}

Task<std::optional<MessageSocket::Message>> MessageSocket::receive() {
    for (;;) {
        Arrival arrival = try_receive(socket_.get(), MSG_DONTWAIT);
        if (arrival.state == State::message) co_return std::move(arrival.message);
        if (arrival.state == State::gone) co_return std::nullopt;
        if (arrival.state == State::no_memory) {
            co_await sleep_for(longest_pause);
        } else {
            co_await readable_.wait();
        }
    }
}

std::optional<MessageSocket::Message> MessageSocket::receive_blocking(int socket) {
    for (;;) {
        Arrival arrival = try_receive(socket, 0);
        if (arrival.state == State::message) return std::move(arrival.message);
        if (arrival.state == State::gone) return std::nullopt;
        if (arrival.state == State::no_memory) std::this_thread::sleep_for(longest_pause);
    }
}

/// False if it has to wait.
bool MessageOutbox::send(std::span<const std::byte> bytes, std::span<const int> descriptors) const {
    const int error = socket_.try_send(bytes, descriptors);
    if (error == 0 || MessageSocket::is_gone(error)) return true;
    if (MessageSocket::is_temporary(error)) return false;
    throw std::system_error(error, std::generic_category(), "cannot send a message");
}

void MessageOutbox::post(std::span<const std::byte> bytes, std::span<const int> descriptors) {
    if (waiting_.empty() && send(bytes, descriptors)) return;
    MessageSocket::Message message;
    message.bytes.assign(bytes.begin(), bytes.end());
    for (const int descriptor : descriptors) {
        message.descriptors.emplace_back(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
        if (message.descriptors.back().is_open()) continue;
        throw std::system_error(errno, std::generic_category(), "cannot keep a descriptor");
    }
    waiting_.push_back(std::move(message));
    posted_.notify_all();
}

bool MessageOutbox::send_first() {
    const MessageSocket::Message& first = waiting_.front();
    std::vector<int> descriptors;
    descriptors.reserve(first.descriptors.size());
    for (const FileDescriptor& descriptor : first.descriptors)
        descriptors.push_back(descriptor.get());
    if (!send(first.bytes, descriptors)) return false;
    waiting_.pop_front();
    return true;
}

Task<void> MessageOutbox::run() {
    for (;;) {
        while (waiting_.empty()) {
            co_await posted_.wait();
        }
        Duration pause = shortest_pause;
        while (!waiting_.empty()) {
            const bool was_sent = send_first();
            if (was_sent) continue;
            co_await sleep_for(pause);
            pause = std::min<Duration>(2 * pause, longest_pause);
        }
    }
}

}  // namespace async
