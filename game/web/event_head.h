/// EventHead: what the server must know of an event of the log; all else is passed on unread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace game::web {

/// Some members of an event (game-log(5)). Those that are missing, or of another kind, are empty.
struct EventHead {
    std::string event;
    double t = 0;
    std::optional<std::uint64_t> worker;
    std::optional<std::uint64_t> match;    ///< of a tournament: its number
    std::optional<std::string> log;        ///< of that match
    std::optional<std::uint64_t> matches;  ///< of the tournament: how many are planned
    bool is_continuation = false;          ///< `scenario`, with `so_far`: the same run goes on

    // Of `seat`, which is not of the log: the answer to a request to join.
    std::optional<std::uint64_t> join;
    std::optional<std::string> refused;
};

/// Reads a line of the log; none if it is not a JSON object with a string `event`. Reads all of the
/// text, so that what is passed on is JSON and UTF-8, without making a tree of it.
std::optional<EventHead> read_event_head(std::string_view line);

}  // namespace game::web
