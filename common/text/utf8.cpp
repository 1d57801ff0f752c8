#include "common/text/utf8.h"

#include <algorithm>
#include <array>

#include <utf8proc.h>

namespace common {

namespace {

/// Decodes as utf8proc_iterate does: returns the size, or an error below 0.
utf8proc_ssize_t decode(std::string_view text, utf8proc_int32_t& code) {
    const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    return utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
}

/// True if `text`, two or three bytes, is the start of a longer character: beyond the second byte
/// each may be 0x80, whatever the character.
bool begins_character(std::string_view text) {
    std::array<char, 4> completed{'\x80', '\x80', '\x80', '\x80'};
    std::copy(text.begin(), text.end(), completed.begin());
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size = decode({completed.data(), completed.size()}, code);
    return size > static_cast<utf8proc_ssize_t>(text.size());
}

std::size_t maximal_subpart(std::string_view text) {
    constexpr std::size_t longest = 3;
    for (std::size_t size = std::min(text.size(), longest); size > 1; --size) {
        if (begins_character(text.substr(0, size))) return size;
    }
    return 1;
}

}  // namespace

bool is_start_of_character(std::string_view text) {
    const Utf8Character first = first_character(text);
    return std::max(first.size, first.broken) == text.size();
}

Utf8Character first_character(std::string_view text) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size = decode(text, code);
    if (size <= 0) return {0, 0, maximal_subpart(text)};
    return {static_cast<std::size_t>(size), static_cast<char32_t>(code), 0};
}

/// Looks at every byte: without an early end, the compiler uses vector instructions.
bool is_ascii(std::string_view bytes) {
    unsigned int seen = 0;
    for (const char c : bytes)
        seen |= static_cast<unsigned char>(c);
    return seen < 0x80;
}

bool is_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return true;
    while (!bytes.empty()) {
        utf8proc_int32_t code = 0;
        const utf8proc_ssize_t size = decode(bytes, code);
        if (size <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

}  // namespace common
