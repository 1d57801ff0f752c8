/// A scenario: what `game` launches, and when (game-scenario(5)). Plain data; `reader.h` makes one
/// from a file.
#pragma once

#include "common/async/time.h"
#include "common/part.h"
#include "game/scenario/host.h"
#include "game/scenario/match.h"
#include "game/scenario/tournament.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// The numbers that are accepted, in a file and as the options that replace them; both ends
/// included.
struct NumberRange {
    std::uint64_t min;
    std::uint64_t max;
};

inline constexpr NumberRange seconds_range = {0, 1'000'000'000};
inline constexpr NumberRange predef_range = {1, 4};
inline constexpr NumberRange count_range = {1, 100'000};
inline constexpr NumberRange max_running_range = {1, 1'000'000'000};
inline constexpr NumberRange slots_range = {1, 100'000};
inline constexpr NumberRange max_restarts_range = {0, 1'000'000'000};

/// The longest `Entry::name`, in bytes.
inline constexpr std::size_t max_entry_name = 64;

/// Whether a worker that has ended is launched again; never one that was stopped on request.
enum class RestartWhen {
    never,
    on_failure,  ///< also if it timed out or could not be started
    always,
};

/// As it stands in a scenario: `on-failure`.
std::string_view name_of(RestartWhen when);

/// One entry of the script: `count` workers launched at one time.
struct Entry {
    async::Duration time{0};           ///< since the start, on the scenario's scale
    std::optional<int> predef;         ///< 1 to 4: launch `players PREDEF`
    std::vector<std::string> command;  ///< otherwise this; not empty then, empty for a predef
    std::string name;  ///< what stands in the label's brackets: 1 to `max_entry_name` bytes, no
                       ///< control character
    std::uint32_t count = 1;                 ///< 0 only in a part of a scenario
    std::uint64_t first_worker = 0;          ///< in a part: the number of the first of them; else 0
    std::optional<async::Duration> timeout;  ///< after which a worker is stopped; none: never
    RestartWhen restart = RestartWhen::never;
    async::Duration restart_delay = std::chrono::seconds(1);  ///< before the first restart
    std::optional<std::uint32_t> max_restarts;                ///< of each worker; none: no limit
    std::vector<std::pair<std::string, std::string>> environment;  ///< added to ours, file order
    std::filesystem::path cwd;  ///< where it runs; relative paths are already joined to the folder
    std::string given_cwd;      ///< the same as the scenario names it; empty if it does not
    std::vector<std::string> plays;  ///< the players of a worker in a match, as it calls them
    bool hears_match = true;         ///< in a match, the worker is told of turns; never a predef
};

/// When a run stops by itself. A worker that is restarted has not ended.
struct StopWhen {
    enum class Event {
        all_end,     ///< when nothing is left to do
        any_ends,    ///< when the first worker ends
        entry_ends,  ///< when all workers of `entry` have ended
    };

    Event event = Event::all_end;
    std::string entry = {};  ///< the name of an entry, or of several
};

struct Scenario {
    std::filesystem::path file;  ///< as it was named on the command line; `--` for commands there
    std::vector<Entry> script;   ///< by time; equal times keep file order
    std::optional<std::uint64_t> max_running;
    async::Duration stop_timeout = std::chrono::seconds(5);
    StopWhen stop_when;
    std::vector<std::string> launcher;             ///< put in front of every command
    std::optional<std::filesystem::path> players;  ///< the `players` program, joined likewise
    std::optional<MatchSettings> match;
    std::vector<Host> hosts;             ///< on which the workers run; none: on this machine
    std::optional<common::Part> part;    ///< the script has only its workers (part.h)
    std::uint64_t workers_of_whole = 0;  ///< then: how many the script had
    std::optional<TournamentSettings> tournament;  ///< in place of the script; has a match

    /// How many workers the whole script launches.
    std::uint64_t planned_workers() const;

    /// How many workers of the script a match waits for before it begins: those with time 0.
    std::uint64_t match_workers() const;

    /// How many workers all hosts together run at once; none if there are no hosts.
    std::optional<std::uint64_t> slots() const;

    /// The folder that relative paths count from, never empty: the file's; or ours (`.`) for a pipe
    /// such as /dev/stdin.
    std::filesystem::path folder() const;
};

/// A scenario of commands, each a program and its arguments, not empty: all start at once, in our
/// folder.
Scenario scenario_of(const std::vector<std::vector<std::string>>& commands);

/// The name of an entry, with its predef or command set, for which none is given: `predef N`, or
/// the command's base name, cut where it is too long, with `?` for control characters and for bytes
/// that are not UTF-8.
std::string default_name(const Entry& entry);

/// What a worker of an entry plays in a match, with its predef or name set, if it does not say
/// that: the predef's two players, or `name`.
std::vector<std::string> default_plays(const Entry& entry);

/// The entry that typing `predef` at the keyboard launches now. `predef` is 1 to 4; `folder` is
/// `Scenario::folder()`; an empty one is ours.
Entry predef_entry(int predef, const std::filesystem::path& folder);

}  // namespace game
