/// What a key does.
#pragma once

#include "game/view/model.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

namespace game::view {

enum class KeyName {
    character,  ///< its text says which
    enter,
    escape,
    backspace,
    remove,
    tab,
    back_tab,
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end,
    control_l,
    control_n,
    control_p,
    control_u,
};

struct Key {
    KeyName name = KeyName::character;
    std::string text = {};  ///< one character, UTF-8
};

/// A line for the commands of game(1).
struct EnteredCommand {
    std::string text;

    bool operator==(const EnteredCommand&) const = default;
};

/// With `--play`: `N`, `E`, `S` or `W`.
struct PlayedMove {
    char direction;

    bool operator==(const PlayedMove&) const = default;
};

/// With `--replay`, and in a match of a tournament.
enum class ReplayRequest {
    pause_or_go_on,
    turn_back,
    turn_on,
    slower,
    faster,
    previous_out,
    next_out,
    end,
};

/// The selected match of the tournament is to be shown.
struct OpenMatch {
    ChosenMatch match;

    bool operator==(const OpenMatch&) const = default;
};

/// The tournament is to be shown again in place of this match of it.
struct LeaveMatch {
    bool operator==(const LeaveMatch&) const = default;
};

struct DrawAnew {
    bool operator==(const DrawAnew&) const = default;
};

/// What the owner of the terminal has to do after a key; often nothing.
using Action = std::variant<std::monostate, EnteredCommand, PlayedMove, ReplayRequest, OpenMatch,
                            LeaveMatch, DrawAnew>;

/// Changes what the user has chosen in `model`. `page` is how much the screen shows of what the
/// keys scroll (layout.h). Nothing but the arguments decides what comes of it.
Action press(Model& model, const Key& key, std::size_t page);

/// Shows only the lines of the selected worker, or all again: what Enter does where there is no
/// match to open, or it cannot be opened.
void toggle_lines_of_worker(Model& model);

}  // namespace game::view
