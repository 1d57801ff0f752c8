/// Points in time of the calendar, as text.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace common {

/// A point in time of the calendar, as exact as a log has it.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// Now, by the system's clock. Milliseconds are rounded down.
WallTime wall_time_now();

/// Appends the time in the form of RFC 3339, in UTC: `2026-11-29T14:03:22.512Z`. Years are 0 to
/// 9999.
void append_rfc3339(std::string& out, WallTime time);

/// Reads the form of RFC 3339, with or without a fraction of a second, in UTC or with an offset.
/// Parts of a millisecond are left out; a leap second counts as the second that follows it. None if
/// the text is anything else.
std::optional<WallTime> read_rfc3339(std::string_view text);

/// Reads a point in time as people write it: in the form of RFC 3339, or in seconds since 1970 in
/// UTC, with or without a fraction (`date +%s.%N`). Parts of a millisecond are left out. None if
/// the text is anything else, or the year is after 9999.
std::optional<WallTime> read_point_in_time(std::string_view text);

/// Appends the time of day in the local time zone (tzset(3)): `14:03:22.512`.
void append_local_time(std::string& out, WallTime time);

}  // namespace common
