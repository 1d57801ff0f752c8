/// Actions about time, signals, other processes and the end.
#pragma once

#include "tests/child/words.h"

#include <array>
#include <csignal>
#include <cstring>
#include <ctime>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace child {

/// Runs a script; the interpreter in main.cpp.
void perform_all(Words script);

inline void sleep_for(double seconds) {
    timespec left{
        static_cast<time_t>(seconds),
        static_cast<long>((seconds - static_cast<double>(static_cast<time_t>(seconds))) * 1e9)};
    while (::nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

inline void sleep(Words words) {
    sleep_for(to_seconds(words[0]));
}

inline void sleep_forever(Words) {
    for (;;)
        ::pause();
}

inline bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

/// Without waking up in between, so that a test can see that nothing else moves either.
inline void wait_file(Words words) {
    const std::size_t slash = words[0].rfind('/');
    const std::string folder = slash == std::string::npos ? "." : words[0].substr(0, slash + 1);
    const int watch = ::inotify_init1(IN_CLOEXEC);
    const bool watched =
        watch >= 0 && ::inotify_add_watch(watch, folder.c_str(), IN_CREATE | IN_MOVED_TO) >= 0;
    while (!exists(words[0])) {
        std::array<char, 4096> events{};
        // The system's supply of watches is limited.
        if (!watched || ::read(watch, events.data(), events.size()) <= 0) sleep_for(0.005);
    }
    ::close(watch);
}

inline void touch(Words words) {
    const int file = ::open(words[0].c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) give_up("cannot create " + words[0]);
    ::close(file);
}

/// The file appears with its content in it: who waits for it never reads half a number.
inline void write_pid(Words words) {
    const std::string unfinished = words[0] + "." + std::to_string(::getpid());
    std::ofstream(unfinished) << ::getpid() << '\n';
    if (::rename(unfinished.c_str(), words[0].c_str()) != 0) give_up("cannot write " + words[0]);
}

inline std::string inside(const std::string& folder) {
    return folder + "/" + std::to_string(::getpid());
}

inline void enter(Words words) {
    touch(std::vector{inside(words[0])});
    int count = 0;
    DIR* folder = ::opendir(words[0].c_str());
    if (folder == nullptr) give_up("cannot list " + words[0]);
    while (const dirent* entry = ::readdir(folder))
        count += entry->d_name[0] != '.';
    ::closedir(folder);
    say(std::to_string(count) + " inside");
}

inline void leave(Words words) {
    ::unlink(inside(words[0]).c_str());
}

inline void ignore_term(Words) {
    std::signal(SIGTERM, SIG_IGN);
}

/// What `on-term` writes; a signal handler can find it nowhere else.
inline std::string& last_words() {
    static std::string text;
    return text;
}

inline void on_term(Words words) {
    last_words() = words[0] + '\n';
    std::signal(SIGTERM, [](int) {
        write_all(STDOUT_FILENO, last_words());
        _exit(0);
    });
}

inline void kill_self(Words words) {
    const int number = static_cast<int>(to_number(words[0]));
    // The sanitizers have handlers of their own for some signals.
    std::signal(number, SIG_DFL);
    ::kill(::getpid(), number);
}
inline void stop_self(Words) {
    ::kill(::getpid(), SIGSTOP);
}
inline void exit_with(Words words) {
    _exit(static_cast<int>(to_number(words[0])));
}

/// Starts a process that performs `script` and ends.
inline pid_t fork_to(Words script, bool own_session) {
    const pid_t process = ::fork();
    if (process < 0) give_up("cannot fork");
    if (process > 0) return process;
    if (own_session) ::setsid();
    perform_all(script);
    _exit(0);
}

inline void fork_child(Words script) {
    fork_to(script, false);
}
inline void fork_session(Words script) {
    fork_to(script, true);
}

inline void double_fork(Words script) {
    const pid_t between = ::fork();
    if (between < 0) give_up("cannot fork");
    if (between == 0) {
        fork_to(script, false);
        _exit(0);
    }
    ::waitpid(between, nullptr, 0);
}

inline void leave_group(Words) {
    const pid_t other = ::fork();
    if (other < 0) give_up("cannot fork");
    if (other == 0) sleep_forever({});
    if (::setpgid(other, other) != 0 || ::setpgid(0, other) != 0) give_up("cannot leave the group");
}

inline void wait_children(Words) {
    while (::wait(nullptr) > 0 || errno == EINTR) {
    }
}

/// Memory that is really there, a page at a time.
inline void allocate(Words words) {
    const auto size = static_cast<std::size_t>(to_number(words[0])) << 20U;
    std::vector<char> memory(size);
    for (std::size_t i = 0; i < size; i += 4096)
        memory[i] = 1;
    say("allocated " + words[0] + " MiB");
}

}  // namespace child
