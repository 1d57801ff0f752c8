/// The values that a scenario consists of, each checked as it is read.
#pragma once

#include "common/json/json_text.h"
#include "game/scenario/problems.h"
#include "game/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// Reads values. Each function returns nothing, and adds to the problems, if the value is wrong.
/// A string that can reach another program has no NUL, which would cut it short there.
class ScenarioValues {
  public:
    /// `problems` must outlive it.
    explicit ScenarioValues(ScenarioProblems& problems) : problems_(problems) {}

    /// A time or a duration, within `seconds_range`.
    std::optional<async::Duration> seconds(const common::Json& value);

    /// As `seconds`, but more than 0.
    std::optional<async::Duration> timeout(const common::Json& value);

    /// A whole number; `1.0` is one.
    std::optional<std::uint32_t> whole_number(const common::Json& value, const NumberRange& range);

    /// When a worker is restarted.
    std::optional<RestartWhen> restart(const common::Json& value);

    /// A string that no program ever sees.
    void remark(const common::Json& value);

    /// A string for another program.
    std::optional<std::string> text(const common::Json& value);

    /// A string for another program, not empty.
    std::optional<std::string> filled_text(const common::Json& value);

    /// What stands in a label's brackets.
    std::optional<std::string> name(const common::Json& value);

    /// A program, not empty, and its arguments; or an empty list.
    std::optional<std::vector<std::string>> words(const common::Json& value);

    /// Variables, in file order.
    std::optional<std::vector<std::pair<std::string, std::string>>> environment(
        const common::Json& value);

  private:
    /// Adds that `value` must be `wanted`, such as `a number`, unless `good`; returns `good`.
    bool is_kind(bool good, std::string_view wanted, const common::Json& value);

    /// True if `value`, a number, lies within `range`.
    bool is_within(const NumberRange& range, const common::Json& value);

    /// True if `name` can be a variable's.
    bool is_variable(std::string_view name);

    ScenarioProblems& problems_;
};

}  // namespace game
