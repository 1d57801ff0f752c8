/// A scenario: what `game` launches, and when (game-scenario(5)). Plain data; `scenario_reader.h`
/// makes one from a file.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace game {

using Duration = std::chrono::nanoseconds;

/// The longest `Entry::name`, in bytes.
inline constexpr std::size_t max_entry_name = 64;

/// One entry of the script: `count` workers launched at one time.
struct Entry {
    Duration time{0};                  ///< since the start, on the scenario's scale
    std::optional<int> predef;         ///< 1 to 4: launch `players PREDEF`
    std::vector<std::string> command;  ///< otherwise this; not empty then, empty for a predef
    std::string name;  ///< what stands in the label's brackets: 1 to `max_entry_name` bytes, no
                       ///< control character
    std::uint32_t count = 1;
    std::optional<Duration> timeout;  ///< after which a worker is stopped; none: never
    std::vector<std::pair<std::string, std::string>> environment;  ///< added to ours, file order
    std::filesystem::path cwd;  ///< where it runs; relative paths are already joined to the folder
};

struct Scenario {
    std::filesystem::path file;  ///< as it was named on the command line
    std::vector<Entry> script;   ///< by time; equal times keep file order
    std::optional<std::uint64_t> max_running;
    Duration stop_timeout = std::chrono::seconds(5);
    std::vector<std::string> launcher;             ///< put in front of every command
    std::optional<std::filesystem::path> players;  ///< the `players` program, joined likewise

    /// How many workers the whole script launches.
    std::uint64_t planned_workers() const;

    /// The folder that relative paths count from, never empty: the file's; or ours (`.`) for a pipe
    /// such as /dev/stdin.
    std::filesystem::path folder() const;
};

/// The name of an entry, with its predef or command set, for which none is given: `predef N`, or
/// the command's base name with control characters replaced, and cut where it is too long.
std::string default_name(const Entry& entry);

/// The entry that typing `predef` at the keyboard launches now. `predef` is 1 to 4; `folder` is
/// `Scenario::folder()`; an empty one is ours.
Entry predef_entry(int predef, const std::filesystem::path& folder);

}  // namespace game
