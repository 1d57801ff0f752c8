/// A client of the control socket of `game`.
#pragma once

#include "tests/end_to_end/descriptor.h"

#include <string>
#include <string_view>

namespace tests {

class ControlClient {
  public:
    /// Connects, as soon as somebody listens at `path`.
    explicit ControlClient(const std::string& path);

    /// Sends all of it; throws TimeOut if nobody takes it.
    void send(std::string_view text);

    /// Sends until the socket takes no more, as a client that is in a hurry and never reads.
    /// Returns how many bytes were taken, at most `most`.
    std::size_t flood(std::string_view text, std::size_t most);

    /// Says that nothing more will come, but goes on listening.
    void finish();

    /// From now on nothing can be sent to it, though it goes on sending.
    void stop_reading();

    /// Reads until `text` is there, and returns everything so far.
    const std::string& wait_for(std::string_view text);

    /// Reads until at least `size` bytes are there, and returns everything so far.
    const std::string& wait_for_bytes(std::size_t size);

    /// Reads to the end of the connection.
    const std::string& wait_for_end();

  private:
    /// Reads what comes next; false at the end of the connection.
    bool read_more(const std::string& awaited);

    Descriptor socket_;
    std::string received_;
};

/// A socket file that a program left behind when it died: nobody listens there.
void leave_stale_socket(const std::string& path);

}  // namespace tests
