/// What the benchmark's small programs share.
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include <unistd.h>

namespace bench {

[[noreturn]] inline void give_up(const char* why) {
    std::perror(why);
    std::exit(EXIT_FAILURE);
}

/// The word as a number; the benchmark is the only caller, and means what it says.
inline std::int64_t number(const char* word) {
    return std::strtoll(word, nullptr, 10);
}

/// CLOCK_MONOTONIC, which all processes of a machine share.
inline std::int64_t now_ns() {
    constexpr std::int64_t billion = 1'000'000'000;
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * billion + time.tv_nsec;
}

/// Writes all of it, waiting as long as it takes.
inline void write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) give_up("write");
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace bench
