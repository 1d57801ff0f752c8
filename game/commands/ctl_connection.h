/// CtlConnection: a blocking connection to the control socket, for the client `game ctl`.
#pragma once

#include "common/io/file_descriptor.h"

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace game {

/// No game answers: nobody listens, the connection has ended, or the answer takes too long.
class NoAnswer : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// No call but `read_line` and `read_some` waits for the game longer than the timeout without
/// progress.
/// Throws NoAnswer, whose message begins with the path.
class CtlConnection {
  public:
    /// Connects. Also throws common::UsageError, if the path is too long.
    CtlConnection(const std::filesystem::path& path, std::chrono::microseconds timeout);

    void send(std::string_view bytes);

    /// The next line, without its newline. Waits for at most `timeout`, or for ever if that is 0.
    std::string read_line(std::chrono::microseconds timeout);

    /// The next bytes, however long they take; empty at the end.
    std::string read_some();

  private:
    [[noreturn]] void fail(const std::string& what) const;
    [[noreturn]] void fail_with(int error) const;
    void set_timeout(int option, std::chrono::microseconds timeout) const;
    bool receive();

    std::string path_;
    std::chrono::microseconds timeout_;
    async::FileDescriptor socket_;
    std::string received_;  ///< and not yet returned
};

}  // namespace game
