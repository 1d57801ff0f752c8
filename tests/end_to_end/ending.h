/// How a process ended.
#pragma once

#include <ostream>

namespace tests {

struct Ending {
    enum class Kind { exited, killed };

    Kind kind = Kind::exited;
    int number = 0;  ///< the exit code, or the signal

    bool operator==(const Ending&) const = default;
};

inline Ending exited(int code) {
    return {Ending::Kind::exited, code};
}
inline Ending killed_by(int signal) {
    return {Ending::Kind::killed, signal};
}

/// What a shell shows as `$?`.
inline int exit_status(const Ending& ending) {
    return ending.kind == Ending::Kind::exited ? ending.number : 128 + ending.number;
}

inline std::ostream& operator<<(std::ostream& out, const Ending& ending) {
    const bool exited = ending.kind == Ending::Kind::exited;
    return out << (exited ? "exited with " : "killed by signal ") << ending.number;
}

}  // namespace tests
