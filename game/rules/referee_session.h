/// The protocol of a referee program, for a built-in rule set: one JSON object a line, in both
/// directions (game(1), REFEREE).
#pragma once

#include "common/json/json_text.h"
#include "game/rules/rules.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace game::rules {

/// A message that the protocol does not allow; its text says where and what is wrong.
class InvalidMessage : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Answers messages, one after another. Passive: it reads and writes nothing.
class RefereeSession {
  public:
    explicit RefereeSession(const RuleSet& rule_set) : rule_set_(rule_set) {}

    /// The answer to the message in `line`, a line with its newline. Throws InvalidMessage, after
    /// which the session must not be used any more.
    std::string answer(std::string_view line);

  private:
    void begin(const Json& message);
    void play(const Json& message);
    std::string announcement() const;

    const RuleSet& rule_set_;
    std::unique_ptr<Rules> rules_;  ///< from the first `start` on
};

}  // namespace game::rules
