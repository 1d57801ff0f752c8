/// A host: another machine, or this one, on which workers run (game-scenario(5)).
#pragma once

#include "common/json/json_text.h"
#include "game/scenario/problems.h"

#include <cstdint>
#include <string>
#include <vector>

namespace game {

/// The host's name that needs no connection.
inline constexpr const char* local_host = "local";

/// The program that is asked for on a host, unless it says otherwise.
inline constexpr const char* default_agent = "game";

struct Host {
    std::string name;                   ///< as an entry's; unlike those of the others
    std::vector<std::string> connect;   ///< runs a command on it; empty: it is this machine
    std::uint32_t slots = 1;            ///< how many workers run there at once
    std::string agent = default_agent;  ///< the `game` program there
};

/// Reads the list of hosts. What cannot be used is left out, and added to the problems.
std::vector<Host> read_hosts(const common::Json& value, ScenarioProblems& problems);

}  // namespace game
