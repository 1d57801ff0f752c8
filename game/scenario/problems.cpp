#include "game/scenario/problems.h"

#include "common/text/text.h"
#include "common/text/visible_text.h"

#include <fmt/format.h>

namespace game {

void ScenarioProblems::add(std::string_view what) {
    if (++found_ > max_shown) return;
    const std::string pointer = common::visible(place_.to_string());
    shown_.push_back(pointer.empty() ? fmt::format("{}: {}", file_, what)
                                     : fmt::format("{}: {}: {}", file_, pointer, what));
}

void ScenarioProblems::add(const common::JsonProblem& problem) {
    ++found_;
    shown_.push_back(
        fmt::format("{}:{}:{}: {}", file_, problem.line, problem.column, problem.what));
}

void ScenarioProblems::add_in_line(std::size_t line, std::string_view what) {
    if (++found_ > max_shown) return;
    shown_.push_back(fmt::format("{}:{}: {}", file_, line, what));
}

std::vector<std::string> ScenarioProblems::lines() const {
    std::vector<std::string> lines = shown_;
    if (const std::size_t more = found_ - shown_.size(); more != 0) {
        lines.push_back(
            fmt::format("{}: and {} more problem{}", file_, more, more == 1 ? "" : "s"));
    }
    return lines;
}

ScenarioPlace::ScenarioPlace(ScenarioProblems& problems, std::string_view key)
    : problems_(problems) {
    constexpr std::size_t longest_shown = 80;
    problems_.place_.push_back(common::shortened(key, longest_shown));
}

ScenarioPlace::ScenarioPlace(ScenarioProblems& problems, std::size_t index) : problems_(problems) {
    problems_.place_.push_back(std::to_string(index));
}

}  // namespace game
