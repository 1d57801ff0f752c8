#include "game/match/built_in_referee.h"

#include "common/json/json_text.h"

#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

using common::Json;

/// The set-up of the rules, and what it points to.
class RulesSetup {
  public:
    RulesSetup(const MatchSettings& settings, std::vector<std::string> players, std::uint64_t seed)
        : settings_(Json::parse(settings.settings)) {
        if (!settings.start.empty()) start_ = Json::parse(settings.start);
        setup_.settings = &settings_;
        if (!settings.start.empty()) setup_.start = &start_;
        setup_.settings_place = match_.member("settings");
        setup_.start_place = match_.member("start");
        setup_.players_place = match_;
        setup_.seed = seed;
        setup_.players = std::move(players);
        setup_.mode =
            settings.mode == MatchMode::ticks ? rules::Mode::ticks : rules::Mode::lockstep;
        setup_.turns = settings.turns;
    }
    RulesSetup(const RulesSetup&) = delete;
    RulesSetup& operator=(const RulesSetup&) = delete;

    std::unique_ptr<rules::Rules> make(const rules::RuleSet& rule_set,
                                       rules::Problems& problems) const {
        return rule_set.make(setup_, problems);
    }

  private:
    Json settings_;
    Json start_;
    rules::JsonPlace root_;
    rules::JsonPlace match_ = root_.member("match");
    rules::Setup setup_;
};

}  // namespace

std::vector<rules::Problem> find_rule_problems(const MatchSettings& settings,
                                               const std::vector<std::string>& players) {
    const rules::RuleSet* const rule_set = rules::find_rule_set(settings.rules);
    rules::Problems problems;
    RulesSetup(settings, players, 0).make(*rule_set, problems);
    if (problems.has_no_room()) return {};
    return problems.kept();
}

async::Task<void> BuiltInReferee::start(const MatchStart& start, Announcement& news) {
    rules::Problems problems;
    const RulesSetup setup(start.settings, start.players, start.seed);
    rules_ = setup.make(rule_set_, problems);
    if (!rules_) {
        const rules::Problem& first = problems.kept().front();
        throw RefereeFault(fmt::format("{}: {}", first.pointer, first.what));
    }
    news = {};
    announce(news);
    co_return;
}

async::Task<void> BuiltInReferee::play(const TurnMoves& moves, Announcement& news) {
    for (const std::string& player : moves.left)
        rules_->leave(player);
    moves_.clear();
    for (const RefereeMove& move : moves.moves) {
        const bool is_out = move.status == AnswerStatus::out;
        moves_.push_back({move.player, move.move, is_out, move.cause, move.by});
    }
    rules_->play(moves_);
    news.refused.clear();
    for (const MatchPlayer& player : moves.joining) {
        if (const auto refusal = rules_->join(player.name))
            news.refused.emplace_back(player.name, *refusal);
    }
    announce(news);
    co_return;
}

void BuiltInReferee::announce(Announcement& news) const {
    const auto reason = rules_->end_reason();
    news.is_end = reason.has_value();
    news.turn = rules_->turn() + (reason ? 0 : 1);
    news.reason = reason.value_or("");
    const std::vector<std::string_view> asked = rules_->asked();
    news.ask.assign(asked.begin(), asked.end());
    news.state.clear();
    rules_->append_state(news.state);
    news.rows.clear();
    if (wants_rows_) rules_->append_rows(news.rows);
    news.events.clear();
    for (rules::Event& event : rules_->events()) {
        news.events.push_back({std::move(event.player), std::move(event.cause), std::move(event.by),
                               std::move(event.illegal)});
    }
    if (reason) news.ranks = ranks();
}

std::string BuiltInReferee::settings() const {
    std::string text;
    rules_->append_settings(text);
    return text;
}

std::vector<MatchRank> BuiltInReferee::ranks() const {
    std::vector<MatchRank> ranks;
    for (const rules::Rank& rank : rules_->ranks())
        ranks.push_back({rank.player, rank.rank, std::to_string(rank.score)});
    return ranks;
}

}  // namespace game
