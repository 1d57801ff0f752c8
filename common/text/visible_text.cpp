#include "common/text/visible_text.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

namespace common {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Beyond ASCII, in order. Joiners (U+200C, U+200D) are not among them: words of several scripts
/// and many emoji need them.
constexpr std::array invisible = {
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x180E, 0x180E},    // Mongolian vowel separator
    Range{0x200B, 0x200B},    // zero width space
    Range{0x200E, 0x200F},    // left-to-right and right-to-left marks
    Range{0x2028, 0x202E},    // separators of lines; embeddings and overrides of direction
    Range{0x2060, 0x206F},    // word joiner, isolates of direction, deprecated formatting
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFEFF, 0xFEFF},    // byte order mark
    Range{0xFFF9, 0xFFFB},    // interlinear annotation
    Range{0xE0000, 0xE007F},  // tags
};

bool is_plain(char c) {
    return c >= ' ' && c <= '~';
}

void append_escaped(std::string& out, std::string_view bytes) {
    for (const char c : bytes)
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
}

/// What `text`, not empty, begins with: its size, and if it can be shown as it is.
struct Piece {
    std::size_t size;
    bool is_visible;
};

Piece first_piece(std::string_view text) {
    const auto plain_end = std::find_if_not(text.begin(), text.end(), is_plain);
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
    const auto* const range =
        std::find_if(invisible.begin(), invisible.end(),
                     [character](const Range& candidate) { return character <= candidate.last; });
    return range != invisible.end() && character >= range->first;
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
