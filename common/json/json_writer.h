/// Writing JSON text (RFC 8259) part by part into a string that the caller reuses.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace common {

/// Appends `text` as a JSON string with its quotes. Each byte that is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends `,"key":"text"`. `key` must need no escape.
void append_json_member(std::string& out, std::string_view key, std::string_view text);

/// Appends a duration as a number of seconds with microseconds: `12.000345`.
void append_json_seconds(std::string& out, std::chrono::nanoseconds duration);

}  // namespace common
