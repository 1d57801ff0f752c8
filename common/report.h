/// How an error reaches people: one line and an exit code.
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

/// True if `error` says that nobody reads any more what we write.
bool is_reader_gone(const std::exception& error);

/// The one line `PROGRAM: what is wrong`, with its newline, whatever the message holds.
std::string error_line(std::string_view program, const std::exception& error);

/// Writes whole lines to standard error. Where that fails there is nobody to tell.
void complain(std::string_view lines) noexcept;

/// For the one `catch` in `main`: says `error` on standard error in one line, unless the reader of
/// standard output is gone, which is no news to anybody. Returns the code to exit with.
ExitCode report(std::string_view program, const std::exception& error) noexcept;

}  // namespace common
