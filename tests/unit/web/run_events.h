/// Events for tests of game-web.
#pragma once

#include "game/web/event_head.h"
#include "game/web/history.h"

#include <string>

namespace tests {

/// Adds `{"event":EVENT,"x":TEXT}`, or without `x` if the text is empty. Returns the line.
inline std::string add_event(game::web::History& history, const std::string& event,
                             const std::string& text = "") {
    std::string line = R"({"event":")" + event + "\"";
    if (!text.empty()) line += R"(,"x":")" + text + "\"";
    line += "}";
    history.add(game::web::read_event_head(line).value(), line);
    return line;
}

inline void add_worker_event(game::web::History& history, const std::string& event, int worker) {
    const std::string line =
        R"({"event":")" + event + R"(","worker":)" + std::to_string(worker) + "}";
    history.add(game::web::read_event_head(line).value(), line);
}

inline void add_match_start(game::web::History& history, int match, int worker) {
    const std::string line = R"({"event":"match_start","match":)" + std::to_string(match) +
                             R"(,"worker":)" + std::to_string(worker) + "}";
    history.add(game::web::read_event_head(line).value(), line);
}

inline void add_match_end(game::web::History& history, int match) {
    const std::string line = R"({"event":"match_end","match":)" + std::to_string(match) + "}";
    history.add(game::web::read_event_head(line).value(), line);
}

}  // namespace tests
