/// A match of `snake`.
#pragma once

#include "game/rules/rules.h"

#include <memory>

namespace game::rules {

/// See RuleSet::make.
std::unique_ptr<Rules> make_snake_rules(const Setup& setup, Problems& problems);

}  // namespace game::rules
