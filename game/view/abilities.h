/// What a terminal can show, and the characters that are drawn with on it.
#pragma once

#include <array>
#include <string_view>

namespace game::view {

enum class Charset {
    unicode,
    console,  ///< UTF-8, with the font of the Linux console: 256 or 512 characters
    ascii,
};

struct Abilities {
    Charset charset = Charset::unicode;
    bool has_256_colors = true;  ///< else 16
};

/// The characters of a drawing, each one column wide unless it says otherwise.
struct Glyphs {
    /// Lines, indexed by the sides that they join: 1 north, 2 east, 4 south, 8 west.
    std::array<std::string_view, 16> lines;
    /// The same for the frames.
    std::string_view horizontal;
    std::string_view vertical;
    std::string_view doubled_tail;
    std::string_view food;
    std::string_view hazard;  ///< two columns
    std::string_view empty_square;
    /// A head that looks north, east, south, west.
    std::array<std::string_view, 4> heads;
    /// A move in the same directions.
    std::array<std::string_view, 4> arrows;
    std::string_view bar;
    std::string_view bar_rest;
    std::array<std::string_view, 6> sparks;
    std::string_view separator;  ///< between two facts
    std::string_view none;       ///< where there is no figure
    std::string_view ellipsis;   ///< one or two columns
    std::string_view prompt;
    std::string_view running;
    std::string_view waiting;
    std::string_view done;
    std::string_view failed;
    std::string_view out;
    std::string_view thumb;  ///< of a scroll bar
    std::string_view playhead;
    std::string_view pause;
    std::string_view to_west;  ///< for hints about keys
    std::string_view up_and_down;
};

const Glyphs& glyphs_for(const Abilities& abilities);

}  // namespace game::view
