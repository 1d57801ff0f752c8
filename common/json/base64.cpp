#include "common/json/base64.h"

#include <cstddef>
#include <cstdint>

namespace common {

namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A group of 3 bytes becomes 4 digits of 6 bits each.
constexpr std::size_t bytes_a_group = 3;
constexpr std::size_t digits_a_group = 4;

constexpr std::uint32_t no_digit = 64;

std::uint32_t value_of(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a') + 26;
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : no_digit;
}

/// Appends the bytes of one group without its padding: 2 to 4 digits. False if one is not a digit,
/// or if the last one has bits that belong to no byte.
bool append_group(std::string& out, std::string_view group) {
    std::uint32_t bits = 0;
    for (const char c : group) {
        const std::uint32_t value = value_of(c);
        if (value == no_digit) return false;
        bits = bits << 6U | value;
    }
    const std::size_t size = group.size() - 1;
    const auto unused = static_cast<unsigned>(6 * group.size() - 8 * size);
    if ((bits & ((1U << unused) - 1)) != 0) return false;
    bits >>= unused;
    for (std::size_t i = size; i > 0; --i)
        out += static_cast<char>(bits >> 8 * (i - 1) & 0xFFU);
    return true;
}

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += bytes_a_group) {
        const std::string_view chunk = bytes.substr(at, bytes_a_group);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < bytes_a_group; ++i) {
            bits = bits << 8U | (i < chunk.size() ? static_cast<unsigned char>(chunk[i]) : 0U);
        }
        for (std::size_t i = 0; i < digits_a_group; ++i) {
            out += i <= chunk.size() ? digits[bits >> (18U - 6U * i) & 0x3FU] : '=';
        }
    }
}

std::optional<std::string> decode_base64(std::string_view text) {
    if (text.size() % digits_a_group != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / digits_a_group * bytes_a_group);
    while (!text.empty()) {
        std::string_view group = text.substr(0, digits_a_group);
        text.remove_prefix(digits_a_group);
        if (text.empty() && group.ends_with("==")) {
            group.remove_suffix(2);
        } else if (text.empty() && group.ends_with('=')) {
            group.remove_suffix(1);
        }
        if (!append_group(bytes, group)) return std::nullopt;
    }
    return bytes;
}

}  // namespace common
