/// Actions that say what the child finds around itself.
#pragma once

#include "tests/child/words.h"

#include <algorithm>
#include <array>
#include <map>

#include <dirent.h>
#include <sys/resource.h>

namespace child {

inline void print_env(Words words) {
    const char* value = std::getenv(words[0].c_str());
    say(value == nullptr ? words[0] + " is not set" : words[0] + "=" + value);
}

inline void print_cwd(Words) {
    std::array<char, 4096> folder{};
    if (::getcwd(folder.data(), folder.size()) == nullptr) give_up("no working folder");
    say(folder.data());
}

inline void print_pid(Words) {
    say("pid " + std::to_string(::getpid()));
}
inline void print_pgrp(Words) {
    say("pgrp " + std::to_string(::getpgrp()));
}

inline void print_signals(Words) {
    say("blocked " + status_field("SigBlk"));
    say("ignored " + status_field("SigIgn"));
}

inline std::string link_target(const std::string& link) {
    std::array<char, 4096> target{};
    const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
    return size < 0 ? "?" : std::string(target.data(), static_cast<std::size_t>(size));
}

inline void print_fds(Words) {
    DIR* folder = ::opendir("/proc/self/fd");
    if (folder == nullptr) give_up("cannot list /proc/self/fd");
    std::map<long, std::string> open;
    while (const dirent* entry = ::readdir(folder)) {
        if (entry->d_name[0] == '.') continue;
        const std::string name = entry->d_name;
        open[to_number(name)] = link_target("/proc/self/fd/" + name);
    }
    open.erase(::dirfd(folder));
    ::closedir(folder);
    for (const auto& [descriptor, what] : open)
        say("fd " + std::to_string(descriptor) + " " + what);
}

inline void print_limit(Words words) {
    if (words[0] != "nofile") give_up("the only limit known is nofile");
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    say("nofile " + std::to_string(limit.rlim_cur) + " " + std::to_string(limit.rlim_max));
}

inline void read_stdin(Words) {
    std::array<char, 65536> buffer{};
    std::size_t bytes = 0;
    for (;;) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) give_up("cannot read standard input");
        if (got == 0) break;
        bytes += static_cast<std::size_t>(got);
    }
    say("read " + std::to_string(bytes) + " bytes");
}

}  // namespace child
