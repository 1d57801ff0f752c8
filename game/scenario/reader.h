/// This room turns a scenario file into a Scenario, or into the problems of the file.
///
/// read_scenario, here, is where to begin. It reads the text, a Procfile (procfile.h) or a JSON
/// object, which it checks key by key (entry.h, values.h), and collects every problem with its
/// place (problems.h), so that a user sees all of them at once. Scenario (scenario.h) is plain
/// data; a Timetable prints it. The manual is game-scenario(5), and tests compare it and the JSON
/// Schema with this reader.
///
/// The room may use common only. It starts nothing, and knows nothing of how a run goes.
#pragma once

#include "game/scenario/scenario.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace game {

/// The largest scenario file, in bytes.
inline constexpr std::size_t max_scenario_size = std::size_t{64} * 1024 * 1024;

/// The messages about a bad file, without newlines: the first problems in file order, then how many
/// more there are. Each names the file and the place in it (game-scenario(5)). Never empty.
using ProblemLines = std::vector<std::string>;

/// True if to read `file` is to read standard input: it is `-`, or the file, pipe or device that
/// standard input is. Commands cannot come from there then.
bool is_standard_input(const std::filesystem::path& file);

/// Reads a file, a pipe or a device, for as long as a pipe's writers take; `-` is standard input.
/// A file whose name says so is a Procfile (see procfile.h). Throws nothing but
/// std::bad_alloc, whatever is in it.
std::variant<Scenario, ProblemLines> read_scenario(const std::filesystem::path& file);

/// As `read_scenario`, of a file that is no Procfile, with `text` for what the file holds. `file`
/// is used in the problems' lines and as the folder from which relative paths count; nothing is
/// opened.
std::variant<Scenario, ProblemLines> parse_scenario(const std::filesystem::path& file,
                                                    std::string_view text);

}  // namespace game
