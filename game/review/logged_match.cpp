#include "game/review/logged_match.h"

#include "common/json/json_text.h"
#include "game/events/time_scale.h"

namespace game {

LoggedMatch::LoggedMatch(const MatchEvent& event)
    : has_limits(event.turn_limit.has_value()),
      folder(event.folder),
      seed(event.seed),
      players(event.players.begin(), event.players.end()) {
    settings.rules = event.rules;
    settings.referee.assign(event.referee.begin(), event.referee.end());
    settings.mode =
        event.mode == name_of(MatchMode::ticks) ? MatchMode::ticks : MatchMode::lockstep;
    settings.turn_limit = event.turn_limit.value_or(settings.turn_limit);
    settings.first_limit = event.first_limit.value_or(settings.first_limit);
    settings.bank = event.bank;
    settings.strikes = event.strikes;
    settings.pace = event.pace;
    settings.tick = event.tick;
    settings.turns = event.turns;
    if (!event.settings.empty()) settings.settings = event.settings;
    settings.start = event.start;
}

MatchFacts LoggedMatch::facts(double speed) const {
    const TimeScale scale(async::TimePoint(), speed);
    return {settings, has_limits, scale.to_real(settings.tick), settings.settings};
}

std::vector<std::string> LoggedMatch::player_names() const {
    std::vector<std::string> names;
    names.reserve(players.size());
    for (const MatchPlayer& player : players)
        names.push_back(player.name);
    return names;
}

std::vector<std::pair<std::string, std::string>> split_views(std::string_view views) {
    std::vector<std::pair<std::string, std::string>> split;
    if (views.empty()) return split;
    const auto parsed = common::Json::parse(views);
    for (const auto& [name, view] : parsed.get_ref<const common::Json::object_t&>()) {
        if (view.is_object()) split.emplace_back(name, view.dump());
    }
    return split;
}

}  // namespace game
