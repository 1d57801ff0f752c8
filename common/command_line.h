/// The command lines of both programs. CLI11 reads them; this makes every error one line that names
/// the argument, what it got and what it takes.
#pragma once

#include "common/report.h"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace common {

/// Takes the value of an option. Throws std::invalid_argument to refuse it, with a message that
/// says what it got and what it takes; the option's name is put in front.
using TakeValue = std::function<void(const std::string&)>;

/// Adds an option (`--seed`) or a positional argument (`PREDEF`) that may be given once. Its value
/// is called `value_name` in the help.
CLI::Option* add_single(CLI::App& app, const std::string& name, const std::string& value_name,
                        const std::string& description, TakeValue take);

/// As above, for an option that may be given several times, each time with one value.
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, const std::string& value_name,
                            const std::string& description, TakeValue take);

/// As above, for an option that takes all arguments that follow it as values, up to the next option
/// (`--replay a b c`).
CLI::Option* add_list(CLI::App& app, const std::string& name, const std::string& value_name,
                      const std::string& description, TakeValue take);

/// As above, for an option whose value may be missing, and is attached if it is there
/// (`--timestamps=wall`). `take` gets an empty string if it is missing.
CLI::Option* add_optional(CLI::App& app, const std::string& name, const std::string& value_name,
                          const std::string& description, TakeValue take);

/// Adds an option without a value, which calls `turn_on`; it may be repeated.
CLI::Option* add_switch(CLI::App& app, const std::string& name, const std::string& description,
                        std::function<void()> turn_on);

/// Adds `--help` and `--version`; arguments after them are not looked at. `version` is the line
/// that
/// `--version` prints.
void add_help_and_version(CLI::App& app, const std::string& version);

/// To refuse a value that is none of `choices`, which are not empty. Names the one that was
/// probably meant.
std::invalid_argument unknown_choice(const std::string& text,
                                     const std::vector<std::string_view>& choices);

/// Parses the arguments with `app`. With `rest`, those after `--` are not parsed: they are put
/// there, and nothing is put there if there is no `--`. Returns the text to print for `--help` or
/// `--version`; nothing if the program is to run. Throws UsageError.
std::optional<std::string> parse_command_line(
    CLI::App& app, int argc, const char* const* argv,
    std::optional<std::vector<std::string>>* rest = nullptr);

}  // namespace common
