/// The values that a scenario is made of, each checked as it is read.
#pragma once

#include "common/json/json_place.h"
#include "common/json/json_text.h"
#include "game/scenario/limits.h"
#include "game/scenario/problems.h"
#include "game/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// Reads values; each function gives nothing, and adds to the problems, if the value will not do.
/// Wherever a string can reach another program, it has no NUL, which would cut it short there.
class ScenarioValues {
  public:
    explicit ScenarioValues(ScenarioProblems& problems) : problems_(problems) {}

    /// A time or a duration, within `seconds_range`.
    std::optional<Duration> seconds(const Json& value, const JsonPlace& place);

    /// As `seconds`, but more than 0.
    std::optional<Duration> timeout(const Json& value, const JsonPlace& place);

    /// A whole number; `1.0` is one.
    std::optional<std::uint32_t> whole_number(const Json& value, const JsonPlace& place,
                                              const NumberRange& range);

    /// A string that no program ever sees.
    void remark(const Json& value, const JsonPlace& place);

    /// A string for another program.
    std::optional<std::string> text(const Json& value, const JsonPlace& place);

    /// A string for another program, not empty.
    std::optional<std::string> filled_text(const Json& value, const JsonPlace& place);

    /// What stands in a label's brackets.
    std::optional<std::string> name(const Json& value, const JsonPlace& place);

    /// A program, not empty, and its arguments; or an empty list.
    std::optional<std::vector<std::string>> words(const Json& value, const JsonPlace& place);

    /// Variables, in file order.
    std::optional<std::vector<std::pair<std::string, std::string>>> environment(
        const Json& value, const JsonPlace& place);

  private:
    /// Adds that `value` must be `wanted`, such as `a number`, unless `good`; returns `good`.
    bool is_kind(bool good, std::string_view wanted, const Json& value, const JsonPlace& place);

    /// True if `value`, a number, lies within `range`.
    bool is_within(const NumberRange& range, const Json& value, const JsonPlace& place);

    /// True if `name` can be a variable's.
    bool is_variable(std::string_view name, const JsonPlace& place);

    ScenarioProblems& problems_;
};

}  // namespace game
