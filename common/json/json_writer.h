/// Writing JSON text (RFC 8259), part by part, into memory that is used again and again.
#pragma once

#include "common/async/time.h"

#include <string>
#include <string_view>

namespace game {

/// Appends `text` as a JSON string with its quotes. Each byte that is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends a duration as a number of seconds with microseconds: `12.000345`.
void append_json_seconds(std::string& out, async::Duration duration);

}  // namespace game
