/// Why a worker cannot be started, in words that name what is missing.
#pragma once

#include "game/launch/launch_plan.h"
#include "game/launch/process_description.h"

#include <string>
#include <system_error>
#include <vector>

namespace game {

/// Why the start of a process failed with `error`: `cwd bots: No such file or directory`, `nosuch:
/// …`, `./x.sh: interpreter /bin/zsh: …`. Looks for it in the file system if the error is about
/// files; the start has been there just before. Control characters are escaped.
std::string describe_start_failure(const ProcessDescription& process, const std::error_code& error);

/// What will keep workers of the script, and a match's referee, from starting, as far as it can be
/// seen without starting them: a line without newline for each entry, `ps#1 (bot) cannot start:
/// nosuch: …`.
std::vector<std::string> find_start_failures(const LaunchPlan& plan);

}  // namespace game
