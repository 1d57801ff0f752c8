/// BuiltInReferee: the rules of game/rules as a Referee.
#pragma once

#include "game/match/referee.h"
#include "game/rules/rules.h"

#include <memory>
#include <string>
#include <vector>

namespace game {

/// Answers at once, in the same turn of the loop.
class BuiltInReferee final : public Referee {
  public:
    explicit BuiltInReferee(const rules::RuleSet& rule_set) : rule_set_(rule_set) {}

    async::Task<void> run() override { co_return; }
    void close() override {}
    async::Task<void> start(const MatchStart& start, Announcement& news) override;
    async::Task<void> play(const TurnMoves& moves, Announcement& news) override;
    std::string settings() const override;
    std::vector<MatchRank> ranks() const override;
    void set_wants_rows(bool wants_rows) override { wants_rows_ = wants_rows; }

  private:
    void announce(Announcement& news) const;

    const rules::RuleSet& rule_set_;
    std::unique_ptr<rules::Rules> rules_;   ///< once it has begun
    std::vector<rules::PlayerMove> moves_;  ///< a member to keep its memory
    bool wants_rows_ = false;
};

/// What is wrong with settings and start state of the rules, as far as that can be known before
/// anybody plays: `/match/settings/width: 0 is not between 1 and 100`. A board that is too small
/// for the players is not among it: that makes a match void.
std::vector<rules::Problem> find_rule_problems(const MatchSettings& settings,
                                               const std::vector<std::string>& players);

}  // namespace game
