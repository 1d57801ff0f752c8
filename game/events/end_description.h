/// How a worker ended, in words.
#pragma once

#include "game/events/events.h"

#include <string>

#include <fmt/format.h>

namespace game {

/// As game(1) words it: `exit code 0`, `timed out` or `cannot start: …`.
inline std::string describe_end(const ExitEvent& event) {
    switch (event.status) {
        case ExitStatus::exited:
            return fmt::format("exit code {}", event.exit_code);
        case ExitStatus::signaled:
            return fmt::format("exit code {}", -event.signal);
        case ExitStatus::timed_out:
            return "timed out";
        case ExitStatus::cannot_start:
            return "cannot start: " + event.error;
        case ExitStatus::lost:
            return "lost";
    }
    return {};
}

}  // namespace game
