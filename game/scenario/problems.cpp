#include "game/scenario/problems.h"

#include <fmt/format.h>

namespace game {

void ScenarioProblems::add(const JsonTextProblem& problem) {
    ++found_;
    shown_.push_back(
        fmt::format("{}:{}:{}: {}", file_, problem.line, problem.column, problem.what));
}

void ScenarioProblems::add_unreadable(std::string_view why) {
    ++found_;
    add_line("", why);
}

void ScenarioProblems::add_line(std::string_view pointer, std::string_view what) {
    shown_.push_back(pointer.empty() ? fmt::format("{}: {}", file_, what)
                                     : fmt::format("{}: {}: {}", file_, pointer, what));
}

std::vector<std::string> ScenarioProblems::lines() const {
    std::vector<std::string> lines = shown_;
    if (const std::size_t more = found_ - shown_.size(); more != 0) {
        lines.push_back(
            fmt::format("{}: and {} more problem{}", file_, more, more == 1 ? "" : "s"));
    }
    return lines;
}

}  // namespace game
