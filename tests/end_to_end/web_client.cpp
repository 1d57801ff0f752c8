#include "tests/end_to_end/web_client.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tests {

namespace {

void wait_for_socket(const Descriptor& socket, short events, const std::string& what) {
    const Deadline deadline;
    for (;;) {
        pollfd place{socket.get(), events, 0};
        const int ready = poll(&place, 1, deadline.left(1000));
        if (ready > 0) return;
        if (deadline.passed()) throw TimeOut("game-web: " + what);
    }
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool has_header(const Headers& headers, const std::string& name) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return lower(header.first) == lower(name); });
}

std::string websocket_request(std::uint16_t port, const std::string& target, Headers headers) {
    headers.insert(headers.end(), {{"Upgrade", "websocket"},
                                   {"Connection", "Upgrade"},
                                   {"Sec-WebSocket-Version", "13"},
                                   {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
    return request_text(port, "GET", target, headers);
}

}  // namespace

Connection::Connection(std::uint16_t port, int receive_buffer)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (!socket_.is_open()) throw_errno("socket");
    if (receive_buffer > 0) {
        setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw_errno("connect");
    }
}

Connection::Connection(const std::string& abstract_name)
    : socket_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // An abstract name (unix(7)) begins with a NUL.
    std::memcpy(address.sun_path + 1, abstract_name.c_str() + 1, abstract_name.size() - 1);
    const auto size =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + abstract_name.size());
    if (connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0) {
        throw_errno("connect");
    }
}

void Connection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t size =
            ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(size));
        } else if (errno == EAGAIN) {
            wait_for_socket(socket_, POLLOUT, "does not take what a client sends");
        } else {
            return;  // it has closed, which the test sees when it reads
        }
    }
}

bool Connection::receive_some() {
    wait_for_socket(socket_, POLLIN, "sends nothing; received so far: " + received_.substr(0, 500));
    std::array<char, 65536> buffer{};
    const ssize_t size = recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (size <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

void Connection::wait_for_end() {
    while (receive_some()) {
    }
}

std::string Connection::take(std::size_t size) {
    while (received_.size() < size) {
        if (!receive_some()) throw std::runtime_error("game-web has closed: " + received_);
    }
    std::string bytes = received_.substr(0, size);
    received_.erase(0, size);
    return bytes;
}

std::string Connection::take_until(std::string_view end) {
    std::size_t place = received_.find(end);
    while (place == std::string::npos) {
        if (!receive_some()) throw std::runtime_error("game-web has closed: " + received_);
        place = received_.find(end);
    }
    std::string bytes = take(place);
    take(end.size());
    return bytes;
}

std::string Response::header(std::string_view name) const {
    const std::string wanted = "\r\n" + lower(std::string(name)) + ": ";
    const std::size_t place = lower(head).find(wanted);
    if (place == std::string::npos) return {};
    const std::size_t start = place + wanted.size();
    return head.substr(start, head.find("\r\n", start) - start);
}

std::string request_text(std::uint16_t port, const std::string& method, const std::string& target,
                         const Headers& headers) {
    std::string text = method + " " + target + " HTTP/1.1\r\n";
    if (!has_header(headers, "Host")) text += "Host: 127.0.0.1:" + std::to_string(port) + "\r\n";
    for (const auto& [name, value] : headers)
        text.append(name).append(": ").append(value).append("\r\n");
    return text + "\r\n";
}

Response ask(Connection& connection, const std::string& request) {
    connection.send(request);
    Response response;
    response.head = connection.take_until("\r\n\r\n");
    response.status = std::stoi(response.head.substr(9, 3));
    const std::string length = response.header("Content-Length");
    if (!length.empty() && !request.starts_with("HEAD ")) {
        response.body = connection.take(std::stoul(length));
    }
    return response;
}

Response fetch(std::uint16_t port, const std::string& target, const Headers& headers,
               const std::string& method) {
    Connection connection(port);
    return ask(connection, request_text(port, method, target, headers));
}

WebSocket::WebSocket(std::uint16_t port, const std::string& target, const Headers& headers,
                     int receive_buffer)
    : connection_(port, receive_buffer) {
    const Response response = ask(connection_, websocket_request(port, target, headers));
    status_ = response.status;
}

WebSocket::Message WebSocket::receive() {
    Message message;
    for (;;) {
        const std::string start = connection_.take(2);
        const int opcode = start[0] & 0xf;
        std::size_t size = static_cast<unsigned char>(start[1]);
        if (size > 125) {
            const std::string bytes = connection_.take(size == 126 ? 2 : 8);
            size = 0;
            for (const char byte : bytes)
                size = size << 8U | static_cast<unsigned char>(byte);
        }
        const std::string payload = connection_.take(size);
        if (opcode == 8) {
            message = {true, 0, payload.substr(std::min<std::size_t>(2, payload.size()))};
            if (payload.size() >= 2) {
                message.code = static_cast<unsigned char>(payload[0]) << 8 |
                               static_cast<unsigned char>(payload[1]);
            }
            send_frame(0x88, payload.substr(0, 2));
            return message;
        }
        if (opcode > 8) continue;
        message.text += payload;
        if ((start[0] & 0x80) != 0) return message;
    }
}

std::string WebSocket::text() {
    Message message = receive();
    if (message.is_close) {
        throw std::runtime_error("closed: " + std::to_string(message.code) + " " + message.text);
    }
    return message.text;
}

void WebSocket::send_frame(unsigned char start, std::string_view payload) {
    constexpr std::string_view mask = "mask";
    std::string frame(1, static_cast<char>(start));
    const std::size_t size = payload.size();
    if (size < 126) {
        frame += static_cast<char>(0x80 | size);
    } else {
        const int bytes = size < 65536 ? 2 : 8;
        frame += static_cast<char>(0x80 | (bytes == 2 ? 126 : 127));
        for (int byte = bytes - 1; byte >= 0; --byte)
            frame += static_cast<char>(size >> (8 * byte) & 0xff);
    }
    frame += mask;
    for (std::size_t i = 0; i < size; ++i)
        frame += static_cast<char>(payload[i] ^ mask[i % mask.size()]);
    connection_.send(frame);
}

}  // namespace tests
