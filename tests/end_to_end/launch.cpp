#include "tests/end_to_end/launch.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

std::string to_string(Source source) {
    constexpr std::array names{"/dev/null", "a pipe", "a file", "a socket", "a terminal", "closed"};
    return names.at(static_cast<std::size_t>(source));
}

std::string to_string(Sink sink) {
    constexpr std::array names{"a pipe",     "a file",    "a socket",  "a packet socket",
                               "a terminal", "/dev/null", "/dev/full", "a pipe without reader",
                               "closed"};
    return names.at(static_cast<std::size_t>(sink));
}

Launch Launch::of(std::string program, const std::vector<std::string>& words) {
    Launch launch;
    launch.command.push_back(std::move(program));
    launch.add(words);
    return launch;
}

void Launch::add(const std::vector<std::string>& words) {
    command.insert(command.end(), words.begin(), words.end());
}

namespace {

void set_default_signals(const std::vector<int>& ignored) {
    for (int signal = 1; signal < NSIG; ++signal)
        ::signal(signal, SIG_DFL);
    for (const int signal : ignored)
        ::signal(signal, SIG_IGN);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Takes away what would make programs behave differently from one developer to the next.
void set_environment(const Launch& launch) {
    for (const char* name :
         {"GAME_WORKER", "GAME_SEED", "GAME_SPEED", "NO_COLOR", "CLICOLOR_FORCE", "COLORTERM",
          "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"}) {
        ::unsetenv(name);
    }
    ::setenv("LC_ALL", "C", 1);
    ::setenv("TERM", "dumb", 1);
    for (const auto& [name, value] : launch.environment)
        ::setenv(name.c_str(), value.c_str(), 1);
}

bool place(int descriptor, int target) {
    if (descriptor < 0) return ::close(target) == 0 || errno == EBADF;
    return ::dup2(descriptor, target) == target;
}

/// In the new process: takes the place that `launch` describes. False, with errno, if it cannot.
bool settle(const Launch& launch, int input, int output, int errors) {
    set_default_signals(launch.ignored_signals);
    set_environment(launch);
    if (launch.terminal != nullptr) {
        ::setsid();
        if (::ioctl(launch.terminal->programs().get(), TIOCSCTTY, 0) != 0) return false;
    }
    if (launch.own_group && ::setpgid(0, 0) != 0) return false;
    if (!launch.folder.empty() && ::chdir(launch.folder.c_str()) != 0) return false;
    if (!place(input, STDIN_FILENO) || !place(output, STDOUT_FILENO)) return false;
    if (!place(errors, STDERR_FILENO)) return false;
    // Also what the test process was itself given by whoever runs it.
    if (::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return false;
    return !launch.open_files || ::setrlimit(RLIMIT_NOFILE, &*launch.open_files) == 0;
}

[[noreturn]] void become(const Launch& launch, int input, int output, int errors, int failure) {
    std::vector<char*> words;
    std::vector<std::string> command = launch.command;
    for (std::string& word : command)
        words.push_back(word.data());
    words.push_back(nullptr);
    if (settle(launch, input, output, errors)) ::execvp(words[0], words.data());
    const int error = errno;
    if (::write(failure, &error, sizeof error) < 0) _exit(126);
    _exit(127);
}

}  // namespace

pid_t spawn(const Launch& launch, int input, int output, int errors) {
    Ends failure = make_pipe();
    const pid_t pid = ::fork();
    if (pid < 0) throw_errno("fork");
    if (pid == 0) become(launch, input, output, errors, failure.writer.get());

    failure.writer.close();
    int error = 0;
    if (::read(failure.reader.get(), &error, sizeof error) == sizeof error) {
        ::waitpid(pid, nullptr, 0);
        errno = error;
        throw_errno("cannot start " + launch.command.front());
    }
    return pid;
}

}  // namespace tests
