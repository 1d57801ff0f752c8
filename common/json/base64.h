/// Base64 (RFC 4648, section 4): any bytes as plain text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace common {

/// Appends `bytes` in base64, padded.
void append_base64(std::string& out, std::string_view bytes);

/// The bytes that `text` stands for; nothing if it is not what `append_base64` writes for some
/// bytes.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace common
