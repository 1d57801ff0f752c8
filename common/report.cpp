#include "common/report.h"

#include "common/journal.h"
#include "common/text/visible_text.h"
#include "common/write.h"

#include <cerrno>
#include <new>
#include <system_error>

#include <unistd.h>

namespace common {

bool is_reader_gone(const std::exception& error) {
    const auto* const system_error = dynamic_cast<const std::system_error*>(&error);
    return system_error != nullptr && (system_error->code() == std::errc::broken_pipe ||
                                       system_error->code() == std::errc::connection_reset);
}

std::string error_line(std::string_view program, const std::exception& error) {
    std::string line(program);
    line += ": ";
    line += visible(error.what());
    line += '\n';
    return line;
}

void complain(std::string_view lines) noexcept {
    try {
        if (is_journal(STDERR_FILENO)) {
            write_all(STDERR_FILENO, with_priority(lines, Priority::error));
        } else {
            write_all(STDERR_FILENO, lines);
        }
    } catch (const std::exception&) {
        // On purpose: the exit code still says it.
    }
}

ExitCode report(std::string_view program, const std::exception& error) noexcept {
    try {
        if (!is_reader_gone(error)) complain(error_line(program, error));
    } catch (const std::bad_alloc&) {
        // On purpose, as above.
    }
    const bool is_usage = dynamic_cast<const UsageError*>(&error) != nullptr;
    return is_usage ? exit_usage : exit_failure;
}

}  // namespace common
