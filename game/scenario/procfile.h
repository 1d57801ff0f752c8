/// Reads a Procfile, the format of foreman and its relatives, as a scenario.
#pragma once

#include "game/scenario/reader.h"

#include <filesystem>
#include <string_view>
#include <variant>

namespace game {

/// True if the name of `file` says that it is a Procfile: it is `Procfile`, begins with
/// `Procfile.`, or ends with `.procfile`. Its content plays no part.
bool is_procfile(const std::filesystem::path& file);

/// Makes a scenario of `text`, in which each line is `NAME: COMMAND`. Empty lines and lines that
/// begin with `#` are ignored. A shell runs each command, from the start of the run on, in the
/// file's folder.
///
/// `file` is used in the problems' lines, `FILE:LINE: what is wrong`, and for the folder; nothing
/// is opened. Throws nothing but std::bad_alloc.
std::variant<Scenario, ProblemLines> parse_procfile(const std::filesystem::path& file,
                                                    std::string_view text);

}  // namespace game
