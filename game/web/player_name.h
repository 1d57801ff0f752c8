/// The names by which people join.
#pragma once

#include <string_view>

namespace game::web {

/// Whether `name` is 1 to 64 bytes of UTF-8, and one word: no white space, and nothing that cannot
/// be seen.
bool is_player_name(std::string_view name);

}  // namespace game::web
