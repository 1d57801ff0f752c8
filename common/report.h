/// Errors for people: one line on standard error, and an exit code.
#pragma once

#include "common/exit_code.h"

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace common {

/// Unusable arguments. The message names the argument, what it got and what it takes.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    UsageError(const std::string& argument, const std::string& problem)
        : std::runtime_error(argument + ": " + problem) {}
};

/// True if `error` means that the reader of our output is gone.
bool is_reader_gone(const std::exception& error);

/// The one line `PROGRAM: what is wrong`, with its newline. Control characters are escaped.
std::string error_line(std::string_view program, const std::exception& error);

/// Writes whole lines to standard error. If that fails, the exit code still says so.
void complain(std::string_view lines) noexcept;

/// For the one `catch` in `main`: prints `error` on standard error in one line, unless the reader
/// of standard output is gone. Returns the code to exit with.
ExitCode report(std::string_view program, const std::exception& error) noexcept;

}  // namespace common
