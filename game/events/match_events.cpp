#include "game/events/match_events.h"

namespace game {

namespace {

std::string_view base_name(std::string_view path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

/// In `python3 referees/kuhn.py` the file is the second word.
std::string describe_rules(std::string_view rules, std::span<const std::string> referee) {
    if (!rules.empty() || referee.empty()) return std::string(rules);
    const bool has_script = referee.size() > 1 && !referee[1].starts_with('-') &&
                            referee[1].find('.') != std::string::npos;
    const std::string_view name = base_name(referee[has_script ? 1 : 0]);
    return std::string(name.empty() ? std::string_view("referee") : name);
}

}  // namespace game
