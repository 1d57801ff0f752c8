/// The least that launching children and relaying what they write can cost: a loop of posix_spawn
/// with two pipes each.
///     spawn_floor CHILDREN PROGRAM [ARGUMENTS]
/// What they write goes to standard output. So many run at once that both sides are always busy,
/// and not so many that a long table of descriptors makes each launch dearer.
#include "tests/bench/spawn.h"

#include <array>
#include <deque>

namespace {

struct Child {
    pid_t pid;
    int standard_output;
    int standard_error;
};

void relay(int pipe) {
    std::array<char, 4096> buffer;
    for (ssize_t count = 0; (count = ::read(pipe, buffer.data(), buffer.size())) > 0;)
        bench::write_all(STDOUT_FILENO, {buffer.data(), static_cast<std::size_t>(count)});
    ::close(pipe);
}

Child launch(char** argv) {
    std::array<int, 2> output{};
    std::array<int, 2> error{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0 || ::pipe2(error.data(), O_CLOEXEC) != 0) {
        bench::give_up("pipe2");
    }
    const pid_t pid = bench::spawn(argv, output[1], error[1]);
    ::close(output[1]);
    ::close(error[1]);
    return {pid, output[0], error[0]};
}

void finish(const Child& child) {
    relay(child.standard_output);
    relay(child.standard_error);
    ::waitpid(child.pid, nullptr, 0);
}

}  // namespace

int main(int, char** argv) {
    constexpr std::size_t at_once = 64;
    std::deque<Child> running;
    for (std::int64_t left = bench::number(argv[1]); left > 0; --left) {
        if (running.size() == at_once) {
            finish(running.front());
            running.pop_front();
        }
        running.push_back(launch(argv + 2));
    }
    for (const Child& child : running)
        finish(child);
}
