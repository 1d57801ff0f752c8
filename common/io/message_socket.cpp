#include "common/io/message_socket.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/socket.h>

namespace async {

namespace {

/// Room for the descriptors of one message, aligned as cmsg(3) wants it.
union ControlBuffer {
    cmsghdr header;
    std::array<char, CMSG_SPACE(sizeof(int) * MessageSocket::max_descriptors)> bytes;
};

bool is_gone(int error) {
    return error == ECONNRESET || error == EPIPE;
}

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

void MessageSocket::send(std::span<const std::byte> bytes, std::span<const int> descriptors) const {
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
        sent = ::sendmsg(socket_.get(), &header, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) throw std::system_error(errno, std::generic_category(), "cannot send a message");
}

MessageSocket::Arrival MessageSocket::try_receive() const {
    Message message;
    message.bytes.resize(max_bytes);
    iovec part{message.bytes.data(), message.bytes.size()};
    ControlBuffer control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.bytes.data();
    header.msg_controllen = sizeof control;
    const ssize_t received = ::recvmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (received > 0) {
        message.bytes.resize(static_cast<std::size_t>(received));
        message.descriptors = take_descriptors(header);
        return Arrival{State::message, std::move(message)};
    }
    if (received == 0 || is_gone(errno)) return Arrival{State::gone, {}};
    if (errno == EAGAIN || errno == EINTR) return Arrival{State::nothing_yet, {}};
    throw std::system_error(errno, std::generic_category(), "cannot receive a message");
}

Task<std::optional<MessageSocket::Message>> MessageSocket::receive() {
    for (;;) {
        Arrival arrival = try_receive();
        if (arrival.state == State::message) co_return std::move(arrival.message);
        if (arrival.state == State::gone) co_return std::nullopt;
        co_await readable_.wait();
    }
}

}  // namespace async
