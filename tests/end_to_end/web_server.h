/// A running game-web, and what `game` would tell it.
#pragma once

#include "tests/end_to_end/program.h"
#include "tests/end_to_end/web_client.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// The command of game-web with these words.
Launch game_web(const std::vector<std::string>& words);

/// `game-web --child 0`, whose input is a pipe. It listens when this is made.
class WebServer {
  public:
    explicit WebServer(const std::vector<std::string>& more_words = {});

    std::uint16_t port() const { return port_; }
    Program& program() { return program_; }

    /// Tells it an event, or any other line.
    void tell(std::string_view line);

    /// Tells it a first event, and waits until a spectator would be sent it.
    void begin();

    /// The end of the run: closes its input, and waits until it has ended.
    Ending end();

    /// Waits for the next line of its output.
    std::string output_line();

    long resident_kib() const;

  private:
    Program program_;
    std::size_t taken_ = 0;  ///< of its output
    std::uint16_t port_ = 0;
};

/// Reads the first message of /watch, and asserts that it is one.
std::string hello(WebSocket& spectator);

}  // namespace tests
