#include "game/view/look.h"

#include <array>
#include <string_view>

namespace game::view {

namespace {

constexpr std::string_view letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

constexpr std::uint8_t black_of_256 = 16;
constexpr std::uint8_t white_of_256 = 231;

/// The colours of Okabe and Ito, as near as the palettes have them.
struct PlayerColor {
    std::uint8_t of_256;
    std::uint8_t ink_of_256;
    std::uint8_t of_16;
};

constexpr std::array<PlayerColor, 8> player_colors = {{
    {25, white_of_256, 12},
    {214, black_of_256, 3},
    {36, black_of_256, 2},
    {175, black_of_256, 5},
    {74, black_of_256, 6},
    {0, 0, 0},  // the terminal's own ink
    {245, black_of_256, 8},
    {227, black_of_256, 11},
}};

constexpr std::size_t own_ink = 5;

}  // namespace

Style title_look(const Abilities& abilities) {
    if (abilities.has_256_colors) return {.ink = 252, .ground = 236};
    return {.reverse = true};
}

Style tag_look(const Abilities& abilities) {
    if (abilities.has_256_colors) return {.ink = 236, .ground = 252, .bold = true};
    return {.bold = true, .reverse = true};
}

Style selected_look(const Abilities& abilities) {
    if (abilities.has_256_colors) return {.ink = 255, .ground = 238};
    return {.reverse = true};
}

Style failure_look(const Abilities& abilities) {
    return {.ink = abilities.has_256_colors ? std::uint8_t{196} : std::uint8_t{9}};
}

Style warning_look(const Abilities& abilities) {
    if (abilities.has_256_colors) return {.ink = black_of_256, .ground = 214, .bold = true};
    return {.ink = 0, .ground = 3, .bold = true};
}

Style food_look(const Abilities& abilities) {
    return {.ink = abilities.has_256_colors ? std::uint8_t{202} : std::uint8_t{9}};
}

PlayerMark mark_of(std::size_t index, const Abilities& abilities) {
    PlayerMark mark{letters[index % letters.size()], {}, {}, {}};
    const std::size_t place = index % player_colors.size();
    const PlayerColor& color = player_colors.at(place);
    if (abilities.has_256_colors) {
        mark.body = place == own_ink ? Style{.reverse = true}
                                     : Style{.ink = color.ink_of_256, .ground = color.of_256};
        mark.head = mark.body;
    } else {
        mark.body = place == own_ink ? bold_look : Style{.ink = color.of_16};
        mark.head = mark.body;
        mark.head.reverse = true;
    }
    mark.head.bold = true;
    mark.tag = mark.head;
    return mark;
}

std::optional<PlayerMark> mark_with(char letter, const Abilities& abilities) {
    const std::size_t index = letters.find(letter);
    if (index == std::string_view::npos) return std::nullopt;
    return mark_of(index, abilities);
}

}  // namespace game::view
