/// The kind of a message of a match (game-match(5)).
#pragma once

#include <string>
#include <string_view>

namespace game::web {

/// The member `type` of the message; empty if it has none. Reads no more of the text than it must.
std::string message_type(std::string_view message);

}  // namespace game::web
