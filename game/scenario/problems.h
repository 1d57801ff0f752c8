/// What is wrong with a scenario, as the lines that people read.
#pragma once

#include "common/json/json_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace game {

/// Collects the problems of one file in the order in which they are found. Keeps the first
/// `max_shown`, and counts the others.
///
/// Knows the place in the file that is being read; `ScenarioPlace` moves it.
class ScenarioProblems {
  public:
    static constexpr std::size_t max_shown = 100;

    /// `file` is the name from the command line.
    explicit ScenarioProblems(std::string file) : file_(std::move(file)) {}

    /// Adds `FILE: JSON-POINTER: WHAT`, or `FILE: WHAT` for the whole document.
    void add(std::string_view what);

    /// Adds `FILE:LINE:COLUMN: what is wrong`, for a text that is not JSON.
    void add(const common::JsonProblem& problem);

    /// Adds `FILE:LINE: WHAT`, for a file of lines. `line` counts from 1.
    void add_in_line(std::size_t line, std::string_view what);

    bool none() const { return found_ == 0; }

    /// A line for each problem that is kept, then one that counts the others.
    std::vector<std::string> lines() const;

  private:
    friend class ScenarioPlace;

    std::string file_;
    common::Json::json_pointer place_;
    std::vector<std::string> shown_;
    std::size_t found_ = 0;
};

/// While it lives, problems are added at a member or an element of the value that was read before.
/// `problems` must outlive it.
class [[nodiscard]] ScenarioPlace {
  public:
    ScenarioPlace(ScenarioProblems& problems, std::string_view key);
    ScenarioPlace(ScenarioProblems& problems, std::size_t index);
    ScenarioPlace(const ScenarioPlace&) = delete;
    ScenarioPlace& operator=(const ScenarioPlace&) = delete;
    ~ScenarioPlace() { problems_.place_.pop_back(); }

  private:
    ScenarioProblems& problems_;
};

}  // namespace game
