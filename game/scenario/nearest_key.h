/// A guess at what somebody meant to write.
#pragma once

#include <string_view>
#include <vector>

namespace game {

/// The one of `known`, which is not empty, that resembles `unknown` most, the first of several: it
/// takes few letters to insert, delete or replace to get from one to the other, where each letter
/// at the beginning that they have in common makes up for one (so that `environment` means `env`).
std::string_view nearest_key(std::string_view unknown, const std::vector<std::string_view>& known);

}  // namespace game
