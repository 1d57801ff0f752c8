/// The command line of game-web.
#pragma once

#include "common/listening_address.h"

#include <cstddef>
#include <optional>
#include <string>

namespace game::web {

struct Options {
    common::ListeningAddress address;
    bool is_child = false;             ///< of `game`: the end of the input is the end of the run
    bool has_sockets = false;          ///< `game` gives it the listening socket
    bool is_recorded = false;          ///< the events are of a log that is replayed
    std::optional<std::string> seats;  ///< the socket for people's seats; none: nobody can play
    std::size_t most_clients = 10'000;

    /// The text to print instead of serving, for --help and --version.
    std::optional<std::string> answer;
};

/// Throws common::UsageError.
Options parse_options(int argc, const char* const* argv);

}  // namespace game::web
