/// How the text on standard output looks: on a terminal it is coloured and safe, elsewhere as it is
/// (game(1)).
#pragma once

#include "game/reporters/output_settings.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace game {

struct TextStyle {
    bool has_color = false;
    bool escapes = false;  ///< what is from outside and cannot be seen is shown as `\x1b`
    bool has_timestamps = false;

    bool is_plain() const { return !has_color && !escapes && !has_timestamps; }
};

/// What our surroundings say about colour: the variables of https://no-color.org and
/// https://bixense.com/clicolors, and the name of the terminal's kind. None where not set.
struct ColorSurroundings {
    bool is_terminal = false;
    std::optional<std::string_view> no_color;
    std::optional<std::string_view> clicolor_force;
    std::optional<std::string_view> term;
};

/// Those of standard output, and of our environment.
ColorSurroundings color_surroundings();

/// The style asked for. The option wins over NO_COLOR, which wins over CLICOLOR_FORCE, which wins
/// over what standard output is.
///
/// On a terminal everything is escaped, coloured or not. Where colour is demanded although there is
/// no terminal, as by `--color always | less -R`, one comes at last: everything is escaped as well.
TextStyle choose_style(ColorChoice choice, const ColorSurroundings& surroundings);

/// What switches a terminal to a look and back (ECMA-48, SGR); empty where there is no colour.
struct Paint {
    std::string_view on;
    std::string_view off;
};

/// The colour of a worker's label: the same for one worker throughout, and as different as can be
/// for those near to it.
Paint label_paint(const TextStyle& style, std::uint64_t worker);

/// Of what is there but not to be looked at: the clock.
Paint dim_paint(const TextStyle& style);

/// Of what must not be missed: a failure.
Paint failure_paint(const TextStyle& style);

}  // namespace game
