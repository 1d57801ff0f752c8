/// A client of game-web, as rude as a test wants it.
#pragma once

#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/descriptor.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// A TCP connection to 127.0.0.1, or a Unix socket. Whatever waits throws TimeOut in the end.
class Connection {
  public:
    /// `receive_buffer` is that of the kernel, in bytes; 0 leaves it as it is.
    explicit Connection(std::uint16_t port, int receive_buffer = 0);
    explicit Connection(const std::string& abstract_name);

    void send(std::string_view bytes);

    /// Waits for bytes and appends them to what is there. False at the end.
    bool receive_some();

    /// Waits until the server has closed.
    void wait_for_end();

    /// Waits for `size` bytes and takes them. Throws std::runtime_error if the end comes before.
    std::string take(std::size_t size);

    /// Waits for `end` and takes all up to it, without it. Likewise.
    std::string take_until(std::string_view end);

    /// What has been received and not taken.
    const std::string& received() const { return received_; }

  private:
    Descriptor socket_;
    std::string received_;
};

struct Response {
    int status = 0;
    std::string head;  ///< with the status line
    std::string body;

    /// The value of a header; empty if it is missing.
    std::string header(std::string_view name) const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A request as text. Host names the server unless `headers` has another; nothing is added else.
std::string request_text(std::uint16_t port, const std::string& method, const std::string& target,
                         const Headers& headers = {});

/// Sends a request and reads the response. The connection can be used again.
Response ask(Connection& connection, const std::string& request);

/// The same on a connection of its own.
Response fetch(std::uint16_t port, const std::string& target, const Headers& headers = {},
               const std::string& method = "GET");

/// A WebSocket (RFC 6455).
class WebSocket {
  public:
    struct Message {
        bool is_close = false;
        int code = 0;      ///< of a close, or 0
        std::string text;  ///< or the reason
    };

    /// Asks for the upgrade, and waits for the response.
    WebSocket(std::uint16_t port, const std::string& target, const Headers& headers = {},
              int receive_buffer = 0);

    /// 101 if it is open.
    int status() const { return status_; }

    /// Waits for the next message, or for the close, which is answered. Pings are passed over.
    Message receive();

    /// The same, which must be a text.
    std::string text();

    void send(std::string_view text) { send_frame(0x81, text); }

    /// `start` is the first byte: FIN and the opcode. The payload is masked.
    void send_frame(unsigned char start, std::string_view payload);

    Connection& connection() { return connection_; }

  private:
    Connection connection_;
    int status_ = 0;
};

}  // namespace tests
