#include "common/json/json_writer.h"

#include "common/text/utf8.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace common {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool needs_no_escape(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

/// As UTF-16: two units for a character beyond U+FFFF.
void append_unicode_escape(std::string& out, char32_t character) {
    constexpr char32_t first_pair = 0x10000;
    if (character < first_pair) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(character));
        return;
    }
    const auto bits = static_cast<unsigned>(character - first_pair);
    out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (bits >> 10U), 0xDC00U + (bits & 0x3FFU));
}

/// Escapes also what JSON allows but a terminal or an editor would not show.
void append_character(std::string& out, std::string_view bytes, char32_t character) {
    switch (character) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (is_invisible(character)) {
                append_unicode_escape(out, character);
            } else {
                out += bytes;
            }
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto plain_end = std::find_if_not(text.begin(), text.end(), needs_no_escape);
        const auto plain = static_cast<std::size_t>(plain_end - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const Utf8Character character = first_character(text);
        if (character.size == 0) {
            out += replacement;
        } else {
            append_character(out, text.substr(0, character.size), character.code);
        }
        text.remove_prefix(character.size + character.broken);
    }
    out += '"';
}

void append_json_member(std::string& out, std::string_view key, std::string_view text) {
    out.append(",\"").append(key).append("\":");
    append_json_string(out, text);
}

void append_json_seconds(std::string& out, std::chrono::nanoseconds duration) {
    constexpr std::int64_t million = 1'000'000;
    const std::int64_t micros =
        std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    out += fmt::format("{}.{:06}", micros / million, micros % million);
}

}  // namespace common
