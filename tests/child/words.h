/// What every action of the scripted child needs: its words, and ways to write that lose nothing.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <string_view>

#include <poll.h>
#include <unistd.h>

namespace child {

/// A piece of the command line: the arguments of one action, or a whole script.
using Words = std::span<const std::string>;

/// How the child ends when its script makes no sense or a system call fails, so that no test
/// mistakes it for a code it asked for.
inline constexpr int broken_script = 125;

[[noreturn]] inline void give_up(std::string_view why) {
    std::fprintf(stderr, "child: %.*s\n", static_cast<int>(why.size()), why.data());
    _exit(broken_script);
}

/// Writes all of `bytes`, also to a descriptor that somebody made non-blocking.
inline void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            pollfd writable{descriptor, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            give_up("cannot write");
        }
    }
}

inline void say(const std::string& text) {
    write_all(STDOUT_FILENO, text + '\n');
}

inline double to_seconds(const std::string& word) {
    char* end = nullptr;
    const double seconds = std::strtod(word.c_str(), &end);
    if (word.empty() || *end != '\0' || seconds < 0) give_up("not seconds: " + word);
    return seconds;
}

inline long to_number(const std::string& word) {
    char* end = nullptr;
    const long number = std::strtol(word.c_str(), &end, 10);
    if (word.empty() || *end != '\0') give_up("not a number: " + word);
    return number;
}

/// The value of a field of /proc/self/status.
inline std::string status_field(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(field + ":\t")) return line.substr(field.size() + 2);
    }
    give_up("no such field in /proc/self/status: " + field);
}

}  // namespace child
