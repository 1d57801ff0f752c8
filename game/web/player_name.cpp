#include "game/web/player_name.h"

#include "common/text/utf8.h"
#include "common/text/visible_text.h"

namespace game::web {
namespace {

/// The characters with the property White_Space that can be seen, in a way.
bool is_white_space(char32_t c) {
    return c == U' ' || c == U'\u00a0' || c == U'\u1680' || (c >= U'\u2000' && c <= U'\u200a') ||
           c == U'\u202f' || c == U'\u205f' || c == U'\u3000';
}

}  // namespace

bool is_player_name(std::string_view name) {
    constexpr std::size_t most_bytes = 64;
    if (name.empty() || name.size() > most_bytes || !common::is_visible(name)) return false;
    while (!name.empty()) {
        const common::Utf8Character character = common::first_character(name);
        if (is_white_space(character.code)) return false;
        name.remove_prefix(character.size);
    }
    return true;
}

}  // namespace game::web
