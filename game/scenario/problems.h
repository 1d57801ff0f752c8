/// What is wrong with a scenario, as the lines that people read.
#pragma once

#include "common/json/json_place.h"
#include "common/json/json_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// Collects the problems of one file in the order in which they are found. Keeps the first
/// `max_shown` and counts the others, so that a large bad file does not give endless output.
class ScenarioProblems {
  public:
    static constexpr std::size_t max_shown = 100'000;

    /// `file` is as it was named on the command line.
    explicit ScenarioProblems(std::string file) : file_(std::move(file)) {}

    /// Adds `FILE: JSON-POINTER: what()`, or `FILE: what()` for the root. `what` is called only if
    /// its problem is shown: with millions of them, the words would take most of the time.
    template <class What>
    void add(const JsonPlace& place, const What& what) {
        if (++found_ <= max_shown) add_line(place.pointer(), what());
    }

    /// Adds `FILE:LINE:COLUMN: what is wrong`.
    void add(const JsonTextProblem& problem);

    /// Adds `FILE: WHY`, for a file that cannot be read.
    void add_unreadable(std::string_view why);

    bool none() const { return found_ == 0; }

    /// A line a problem, and one that counts the problems that are not shown.
    std::vector<std::string> lines() const;

  private:
    void add_line(std::string_view pointer, std::string_view what);

    std::string file_;
    std::vector<std::string> shown_;
    std::size_t found_ = 0;
};

}  // namespace game
