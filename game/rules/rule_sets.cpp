#include "game/rules/paint_rules.h"
#include "game/rules/rules.h"
#include "game/rules/snake_rules.h"

#include <algorithm>
#include <array>

namespace game::rules {

std::span<const RuleSet> rule_sets() {
    static constexpr std::array sets = {
        RuleSet{"snake", make_snake_rules},
        RuleSet{"paint", make_paint_rules},
    };
    return sets;
}

const RuleSet* find_rule_set(std::string_view name) {
    const auto sets = rule_sets();
    const auto found = std::find_if(sets.begin(), sets.end(),
                                    [name](const RuleSet& set) { return set.name == name; });
    return found == sets.end() ? nullptr : &*found;
}

}  // namespace game::rules
