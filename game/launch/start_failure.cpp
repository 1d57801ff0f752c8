#include "game/launch/start_failure.h"

#include "common/io/file_descriptor.h"
#include "common/text/text.h"
#include "common/text/visible_text.h"
#include "game/launch/find_program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

namespace fs = std::filesystem;

/// The reason why a program cannot be started.
struct Obstacle {
    std::string what;
    int error;
};

std::string in_words(const Obstacle& obstacle) {
    return fmt::format("{}: {}", obstacle.what, std::generic_category().message(obstacle.error));
}

/// A path or a word as it is shown.
std::string shown_word(std::string_view name) {
    constexpr std::size_t longest_shown = 200;
    return common::visible(common::shortened(name, longest_shown));
}

/// 0 if a process can run in `folder`; otherwise why not.
int check_folder(const fs::path& folder) {
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0) return errno;
    if (!S_ISDIR(status.st_mode)) return ENOTDIR;
    return ::faccessat(AT_FDCWD, folder.c_str(), X_OK, AT_EACCESS) == 0 ? 0 : errno;
}

/// The first bytes of a file, as many as the kernel looks at; nothing if it cannot be read.
std::optional<std::string> start_of(const fs::path& file) {
    // Not waiting for anybody, should it have become a pipe meanwhile.
    const async::FileDescriptor program(
        ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!program.is_open()) return std::nullopt;
    std::array<char, 256> start{};
    const ssize_t count = ::read(program.get(), start.data(), start.size());
    if (count < 0) return std::nullopt;
    return std::string(start.data(), static_cast<std::size_t>(count));
}

constexpr std::string_view script_mark = "#!";

/// The program that the first line of a script names after `#!`; empty if it names none.
std::string interpreter_of(std::string_view script) {
    std::string_view line = script.substr(script_mark.size());
    line = line.substr(0, line.find('\n'));
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    return std::string(line.substr(0, line.find_first_of(" \t")));
}

/// True if a file that begins so is text. The kernel runs no text but scripts that begin with `#!`,
/// not even those that a shell would run.
bool is_text(std::string_view start) {
    return std::all_of(start.begin(), start.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= ' ' || c == '\t' || c == '\n' || c == '\r';
    });
}

/// How a message names the program.
std::string program_name(const ProcessDescription& process) {
    const std::string& program = process.words.front();
    const bool is_players = process.players_word == std::size_t{0} && program == default_players;
    if (!is_players) return shown_word(program);
    std::error_code unknown;
    const fs::path self = fs::read_symlink("/proc/self/exe", unknown);
    return fmt::format("{}, sought in {} and on PATH", default_players,
                       shown_word(self.parent_path().string()));
}

/// Why the kernel would not run `program`, which is executable, from its first bytes.
std::optional<Obstacle> find_obstacle_in(const fs::path& program, const std::string& name,
                                         const fs::path& folder) {
    const std::optional<std::string> start = start_of(program);
    if (!start) return std::nullopt;
    if (!start->starts_with(script_mark)) {
        if (is_text(*start)) return Obstacle{name, ENOEXEC};
        return std::nullopt;
    }
    const std::string interpreter = interpreter_of(*start);
    if (interpreter.empty()) return Obstacle{name, ENOEXEC};
    if (const int error = check_program((folder / interpreter).string()); error != 0) {
        return Obstacle{fmt::format("{}: interpreter {}", name, shown_word(interpreter)), error};
    }
    return std::nullopt;
}

std::optional<Obstacle> find_obstacle(const ProcessDescription& process) {
    const fs::path folder = process.folder;
    const std::string& given_folder = process.given_folder;
    const int folder_error = folder.empty() ? 0 : check_folder(folder);
    if (folder_error != 0) {
        return Obstacle{"cwd " + shown_word(given_folder.empty() ? folder.string() : given_folder),
                        folder_error};
    }
    const std::string name = program_name(process);
    fs::path program;
    try {
        program = folder / process_options(process).program;
    } catch (const std::system_error& error) {
        return Obstacle{name, error.code().value()};
    }
    if (const int error = check_program(program.string()); error != 0) {
        return Obstacle{name, error};
    }
    return find_obstacle_in(program, name, folder);
}

/// True if a program, a folder or an interpreter can be the reason.
bool is_about_files(const std::error_code& error) {
    switch (error.value()) {
        case ENOENT:
        case ENOTDIR:
        case EISDIR:
        case EACCES:
        case EPERM:
        case ELOOP:
        case ENAMETOOLONG:
        case ENOEXEC:
        case ETXTBSY:
        case ELIBBAD:
            return true;
        default:
            return false;
    }
}

/// What an entry needs to start: its folder, its program, and where that is searched.
using Needs = std::tuple<std::string, std::string, std::string>;

Needs needs_of(const LaunchPlan& plan, std::size_t index, std::uint64_t worker) {
    const Entry& entry = plan.entry(index);
    std::string path;
    for (const auto& [name, value] : entry.environment) {
        if (name == "PATH") path = value;
    }
    return {entry.cwd.string(), plan.command(index, worker).front(), path};
}

/// `ps#2 (bot)`, or `ps#2 to ps#4 (bot)`; in a part of a scenario, `ps#2 and 2 more (bot)`.
std::string labels_of(const Entry& entry, std::uint64_t first) {
    const std::string name = common::visible(entry.name);
    if (entry.count == 1) return fmt::format("ps#{} ({})", first, name);
    if (entry.first_worker > 0) {
        return fmt::format("ps#{} and {} more ({})", first, entry.count - 1, name);
    }
    return fmt::format("ps#{} to ps#{} ({})", first, first + entry.count - 1, name);
}

}  // namespace

std::string describe_start_failure(const ProcessDescription& process,
                                   const std::error_code& error) {
    if (!is_about_files(error)) return error.message();
    if (const auto obstacle = find_obstacle(process)) return in_words(*obstacle);
    return in_words({program_name(process), error.value()});
}

std::vector<std::string> find_start_failures(const LaunchPlan& plan) {
    std::vector<std::string> lines;
    std::map<Needs, std::optional<Obstacle>> known;  // a script may have 100 000 entries
    std::uint64_t worker = 1;
    for (std::size_t index = 0; index < plan.script_size(); ++index) {
        const Entry& entry = plan.entry(index);
        if (entry.count == 0) continue;  // other parts have its workers
        if (entry.first_worker > 0) worker = entry.first_worker;
        const auto [found, is_new] = known.try_emplace(needs_of(plan, index, worker));
        if (is_new) found->second = find_obstacle(plan.describe(index, worker));
        if (const auto& obstacle = found->second) {
            lines.push_back(
                fmt::format("{} cannot start: {}", labels_of(entry, worker), in_words(*obstacle)));
        }
        worker += entry.count;
    }
    if (!plan.has_referee()) return lines;
    if (const auto obstacle = find_obstacle(plan.describe(plan.referee(), 0))) {
        lines.push_back(fmt::format("the referee cannot start: {}", in_words(*obstacle)));
    }
    return lines;
}

}  // namespace game
