/// A program like `game` in the small, with one planted fault that tests/faults/run has to find:
///
///     planted FAULT
///
/// It relays three lines of its own and counts them in `a.counted`, reads `./planted.txt`, and
/// forks a server that starts a child. Without its fault it does everything right.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// The name of the planted fault.
std::string_view& planted() {
    static std::string_view name;
    return name;
}

bool has_fault(std::string_view name) {
    return planted() == name;
}

void leave_a_process() {
    if (::fork() != 0) return;
    ::setsid();
    for (;;)
        ::pause();
}

[[noreturn]] void fail(const char* what) {
    const int error = errno;
    if (has_fault("hang")) {
        std::signal(SIGTERM, SIG_IGN);
        for (;;)
            ::pause();
    }
    while (has_fault("spin"))
        ::getppid();
    if (has_fault("leave-process")) leave_a_process();
    if (has_fault("leave-file")) ::close(::open("left", O_CREAT | O_WRONLY, 0600));
    if (has_fault("crash")) std::abort();
    if (has_fault("wrong-code")) ::_exit(0);
    if (!has_fault("silent")) std::fprintf(stderr, "game: %s: %s\n", what, std::strerror(error));
    ::_exit(1);
}

void relay_lines() {
    const int counts = ::open("a.counted", O_CREAT | O_WRONLY, 0600);
    for (int line = 1; line <= 3; ++line) {
        const std::string number = std::to_string(line);
        const std::string text = "         got `a " + number + "` from ps#1 (a)\n";
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && !has_fault("lose-line")) fail("standard output");
        if (::pwrite(counts, number.data(), number.size(), 0) < 0) ::_exit(125);
    }
    ::close(counts);
}

void read_file() {
    const int file = ::open("planted.txt", O_RDONLY);
    if (file < 0) fail("planted.txt");
    ::close(file);
}

/// The server ends when the write end of `life` is closed, as it is by the end of this process.
void serve(int life) {
    pid_t child = -1;
    char name[] = "true";
    char* const words[] = {name, nullptr};
    if (::posix_spawn(&child, "/bin/true", nullptr, nullptr, words, environ) == 0)
        ::waitpid(child, nullptr, 0);
    char byte = 0;
    while (::read(life, &byte, 1) < 0 && errno == EINTR) {
    }
    if (has_fault("orphan")) {
        for (;;)
            ::pause();
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) planted() = argv[1];
    std::signal(SIGPIPE, SIG_IGN);
    int life[2];
    if (::pipe(life) != 0) fail("pipe");
    const pid_t server = ::fork();
    if (server < 0) fail("fork");
    if (server == 0) {
        ::close(life[1]);
        serve(life[0]);
        ::_exit(0);
    }
    read_file();
    relay_lines();
    if (has_fault("orphan")) ::kill(server, SIGKILL);
    ::close(life[1]);
    if (::waitpid(server, nullptr, 0) < 0) fail("waitpid");
    std::puts("no process left - bye");
    return 0;
}
