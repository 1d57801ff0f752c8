/// Base64 (RFC 4648, section 4): bytes as text that fits anywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace game {

/// Appends `bytes` in base64, padded.
void append_base64(std::string& out, std::string_view bytes);

/// The bytes that `text` stands for; nothing if `append_base64` would not write it just so for any.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace game
