/// ProcessDescription: what a process is, before anybody has looked at the machine that runs it.
#pragma once

#include "common/io/process.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// All that makes a process, but for its descriptors: the same on every machine. Plain data that
/// can be sent to another process, or to another host.
struct ProcessDescription {
    std::vector<std::string> words;  ///< the program, found on PATH, and its arguments; not empty
    std::string folder;              ///< where it runs; empty: where we do
    std::string given_folder;        ///< the same as messages name it; empty: as it is
    std::vector<std::pair<std::string, std::string>> variables;  ///< added to our environment

    // Which of the words is a program of ours: on another machine it is another file.
    std::optional<std::size_t> players_word;  ///< the `players` program
    std::optional<std::size_t> game_word;     ///< `game` itself
};

/// How it is started here: its program is searched, and the environment is ours and its variables.
/// Throws std::system_error if there is no such program.
async::ProcessOptions process_options(const ProcessDescription& process);

/// As bytes, which any machine can read.
std::string encode(const ProcessDescription& process);

/// None if the bytes are none.
std::optional<ProcessDescription> decode_process_description(std::string_view bytes);

}  // namespace game
