/// Priorities for the systemd journal.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// How urgent a line is: the levels of syslog(3) that are used here.
enum class Priority { error = 3, warning = 4, info = 6 };

/// True if what is written to `descriptor` goes to the journal: systemd names the stream in the
/// variable JOURNAL_STREAM (systemd.exec(5)).
bool is_journal(int descriptor);

/// The prefix that gives a line its priority: `<4>` (sd-daemon(3)).
std::string_view journal_prefix(Priority priority);

/// The lines, each with the prefix.
std::string with_priority(std::string_view lines, Priority priority);

}  // namespace common
