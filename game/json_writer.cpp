#include "game/json_writer.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
}

/// True if `byte` continues a character of several bytes.
bool is_tail(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// What may follow a lead byte: how many bytes, and between which bounds the first of them lies, so
/// that no character is longer than it has to be, a surrogate, or beyond U+10FFFF.
struct Tail {
    std::size_t size;
    unsigned char min;
    unsigned char max;
};

Tail tail_after(unsigned char lead) {
    if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
    if (lead == 0xE0) return {2, 0xA0, 0xBF};
    if (lead == 0xED) return {2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
    if (lead == 0xF0) return {3, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
    if (lead == 0xF4) return {3, 0x80, 0x8F};
    return {0, 0, 0};
}

/// The size of the character that `text` begins with; 0 if it begins with none. Not empty.
std::size_t character_size(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return 1;
    const Tail tail = tail_after(lead);
    if (tail.size == 0 || text.size() <= tail.size) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    if (second < tail.min || second > tail.max) return 0;
    const std::string_view rest = text.substr(2, tail.size - 1);
    return std::all_of(rest.begin(), rest.end(), is_tail) ? 1 + tail.size : 0;
}

void append_escaped(std::string& out, char c) {
    switch (c) {
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
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    }
}

void append_character(std::string& out, std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    const bool needs_escape = first < 0x20 || first == 0x7f || first == '"' || first == '\\';
    if (needs_escape) {
        append_escaped(out, character[0]);
    } else {
        out += character;
    }
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t size = character_size(bytes);
        if (size == 0) return false;
        bytes.remove_prefix(size);
    }
    return true;
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto plain_end = std::find_if_not(text.begin(), text.end(), is_plain);
        const auto plain = static_cast<std::size_t>(plain_end - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t size = character_size(text);
        append_character(out, size == 0 ? replacement : text.substr(0, size));
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    out += '"';
}

void append_json_seconds(std::string& out, async::Duration duration) {
    constexpr std::int64_t million = 1'000'000;
    const std::int64_t micros =
        std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    fmt::format_to(std::back_inserter(out), "{}.{:06}", micros / million, micros % million);
}

void append_base64(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t group = 3;  // bytes, which become four digits
    for (std::size_t at = 0; at < bytes.size(); at += group) {
        const std::string_view chunk = bytes.substr(at, group);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < group; ++i) {
            bits = bits << 8U | (i < chunk.size() ? static_cast<unsigned char>(chunk[i]) : 0U);
        }
        for (std::size_t i = 0; i <= group; ++i) {
            out += i <= chunk.size() ? digits[bits >> (18U - 6U * i) & 0x3FU] : '=';
        }
    }
}

}  // namespace game
