#include "tests/faults/descendants.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <signal.h>
#include <unistd.h>

namespace faults {

std::vector<pid_t> descendants() {
    std::vector<pid_t> found{::getpid()};
    for (std::size_t i = 0; i < found.size(); ++i) {
        // A child is listed with the thread that forked it.
        std::error_code error;
        const std::string tasks = "/proc/" + std::to_string(found[i]) + "/task";
        for (std::filesystem::directory_iterator task(tasks, error), end; !error && task != end;
             task.increment(error)) {
            std::ifstream children(task->path() / "children");
            for (pid_t child = 0; children >> child;)
                found.push_back(child);
        }
    }
    found.erase(found.begin());
    return found;
}

std::string describe_process(pid_t pid) {
    const std::string folder = "/proc/" + std::to_string(pid);
    std::string state;
    std::ifstream status(folder + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("State:") || line.starts_with("Name:")) state += line + " ";
    std::ifstream file(folder + "/cmdline");
    std::string command(std::istreambuf_iterator<char>(file), {});
    std::replace(command.begin(), command.end(), '\0', ' ');
    std::replace(state.begin(), state.end(), '\t', ' ');
    std::replace(command.begin(), command.end(), '\n', ' ');
    return std::to_string(pid) + " " + state + command;
}

void kill_descendants() {
    for (const pid_t pid : descendants())
        ::kill(pid, SIGKILL);
}

}  // namespace faults
