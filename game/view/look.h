/// The colours of the screen. They belong to the players; of the rest only trouble has some.
#pragma once

#include "game/view/abilities.h"
#include "game/view/screen.h"

#include <cstddef>
#include <optional>

namespace game::view {

inline constexpr Style plain_look{};
inline constexpr Style bold_look{.bold = true};
inline constexpr Style dim_look{.dim = true};

Style title_look(const Abilities& abilities);
Style tag_look(const Abilities& abilities);       ///< in the title: LIVE
Style selected_look(const Abilities& abilities);  ///< a chosen row
Style failure_look(const Abilities& abilities);
Style warning_look(const Abilities& abilities);  ///< a tag: LATE
Style food_look(const Abilities& abilities);

/// What stands for a player everywhere, from its place in joining order. With more players than
/// letters, the letters come again.
struct PlayerMark {
    char letter;
    Style tag;   ///< behind the letter
    Style body;  ///< of its path or squares on the board
    Style head;
};

PlayerMark mark_of(std::size_t index, const Abilities& abilities);

/// The mark with that letter, if it can be a player's.
std::optional<PlayerMark> mark_with(char letter, const Abilities& abilities);

}  // namespace game::view
