#include "common/text/visible_text.h"

#include "common/text/utf8.h"

#include <algorithm>

#include <fmt/format.h>
#include <utf8proc.h>

namespace common {

namespace {

/// The marks of interlinear annotation.
bool is_annotation(char32_t character) {
    return character >= 0xFFF9 && character <= 0xFFFB;
}

bool is_visible(char c) {
    return c >= ' ' && c <= '~';
}

void append_escaped(std::string& out, std::string_view bytes) {
    for (const char c : bytes)
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
}

/// The start of a text: plain characters, or one other character or byte.
struct Piece {
    std::size_t size;
    bool is_visible;
};

Piece first_piece(std::string_view text) {
    const auto plain_end = std::find_if_not(text.begin(), text.end(), is_visible);
    if (plain_end != text.begin()) {
        return {static_cast<std::size_t>(plain_end - text.begin()), true};
    }
    const Utf8Character character = first_character(text);
    if (character.size == 0) return {1, false};
    return {character.size, !is_invisible(character.code)};
}

}  // namespace

bool is_invisible(char32_t character) {
    constexpr char32_t beyond_c1 = 0xA0;
    if (character < beyond_c1) return character < ' ' || character > '~';
    constexpr char32_t grapheme_joiner = 0x034F;
    constexpr char32_t non_joiner = 0x200C;
    constexpr char32_t joiner = 0x200D;
    if (character == non_joiner || character == joiner) return false;
    if (character == grapheme_joiner || is_annotation(character)) return true;
    const auto code = static_cast<utf8proc_int32_t>(character);
    const utf8proc_property_t& property = *utf8proc_get_property(code);
    switch (property.category) {
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        case UTF8PROC_CATEGORY_MN:  // variation selectors
            return false;
        default:
            return property.ignorable != 0;  // Unicode's Default_Ignorable_Code_Point
    }
}

bool is_visible(std::string_view text) {
    while (!text.empty()) {
        const Piece piece = first_piece(text);
        if (!piece.is_visible) return false;
        text.remove_prefix(piece.size);
    }
    return true;
}

void append_visible(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const Piece piece = first_piece(text);
        const std::string_view bytes = text.substr(0, piece.size);
        if (piece.is_visible) {
            out += bytes;
        } else {
            append_escaped(out, bytes);
        }
        text.remove_prefix(piece.size);
    }
}

std::string visible(std::string_view text) {
    std::string result;
    append_visible(result, text);
    return result;
}

}  // namespace common
