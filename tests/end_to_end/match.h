/// A game to be played: a scenario in a folder of its own, and how `game` is started on it.
#pragma once

#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/program.h"
#include "tests/temporary_folder.h"

#include <string>
#include <string_view>
#include <vector>

namespace tests {

using Words = std::vector<std::string>;

/// The text as a JSON string.
std::string json_string(std::string_view text);

/// The words as a JSON list of strings.
std::string list(const Words& words);

/// An entry of the script that runs the scripted child. `more` is further keys: `"count": 3`.
std::string child(const Words& script, std::string_view more = "");

/// An entry that runs a shell command; cheaper than the child where there are hundreds.
std::string shell(std::string_view command, std::string_view more = "");

/// An entry that runs a command, its words as they are.
std::string command(const Words& words, std::string_view more = "");

/// A scenario in the object form.
std::string scenario(const Words& entries, std::string_view more = "");

/// Workers run in the scenario's folder: a name without path in a child's script, `touch go`, is a
/// file of `folder`.
struct Match {
    TemporaryFolder folder;
    Launch launch;

    /// Most tests are not about the clock, and the story is the same on every run without it.
    explicit Match(std::string_view scenario_text, const Words& options = {"--no-clock"});

    Result play() const { return run(launch); }

    /// Tells children that wait for the file `name` to go on.
    void release(std::string_view name) const { folder.write(name, ""); }

    bool has(std::string_view name) const;

    /// Waits until the file `name` exists.
    void wait_for(std::string_view name) const;

    /// Waits for what a child's `write-pid NAME` leaves.
    pid_t wait_for_pid(std::string_view name) const;
};

/// Plays a scenario of these entries to its end.
Result play(const Words& entries, const Words& options = {"--no-clock"});

/// The living processes below the test that run the program `game`; it may well be more than one.
/// Throws if there is none.
std::vector<Process> game_processes();

}  // namespace tests
