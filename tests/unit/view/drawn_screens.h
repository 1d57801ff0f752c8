/// Screens of the usual sizes and terminals, and what is on them, for tests.
#pragma once

#include "game/view/layout.h"
#include "tests/unit/file_content.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace drawn {

using game::view::Abilities;
using game::view::Charset;
using game::view::Model;
using game::view::Size;

inline constexpr Size usual = {24, 80};
inline constexpr Size large = {60, 200};
inline constexpr Size small = {10, 40};

inline constexpr Abilities rich = {};
inline constexpr Abilities few_colors = {Charset::unicode, false};
inline constexpr Abilities only_ascii = {Charset::ascii, false};
inline constexpr Abilities linux_console = {Charset::console, false};

/// The whole screen is as it has been looked at once.
inline void check_screen(const std::string& name, const Model& model, Size size,
                         const Abilities& abilities = rich) {
    CAPTURE(name);
    CHECK(lay_out(model, size, abilities).text() ==
          file_content(TEST_DATA_DIR "/screens/" + name + ".txt"));
}

/// A row, from 0, without the blanks at its end.
inline std::string row_of(const Model& model, Size size, std::size_t row) {
    const std::string text = lay_out(model, size, rich).text();
    std::size_t begin = 0;
    for (; row > 0; --row)
        begin = text.find('\n', begin) + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
}

inline bool shows(const Model& model, Size size, std::string_view text) {
    return lay_out(model, size, rich).text().find(text) != std::string::npos;
}

}  // namespace drawn
