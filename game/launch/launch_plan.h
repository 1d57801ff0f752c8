/// LaunchPlan: what exactly is run for a worker.
#pragma once

#include "common/io/process.h"
#include "game/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// What the command line says about every worker.
struct LaunchSettings {
    std::string players;                ///< the `players` program: a path, or a name to search
    std::vector<std::string> launcher;  ///< put in front of every command
    std::optional<std::uint64_t> seed;  ///< worker K of a predef gets seed + K - 1
    std::optional<double> speed;
    std::optional<std::uint64_t> match_seed = std::nullopt;  ///< in a match: no other is passed on
};

/// All that can be launched: the entries of the script, the predefs that can be typed, and the
/// referee of a match. Written
/// once, before anything runs, and read by the process that starts the workers too.
class LaunchPlan {
  public:
    LaunchPlan(const Scenario& scenario, LaunchSettings settings);

    /// The entries of the script come first, in its order.
    const Entry& entry(std::size_t index) const { return entries_[index]; }

    /// How many of the entries are the script's.
    std::size_t script_size() const { return script_size_; }

    /// The index of the entry that typing `predef`, 1 to 4, launches.
    std::size_t typed(int predef) const {
        return script_size_ + static_cast<std::size_t>(predef) - 1;
    }

    /// True if the scenario has a match with a referee program.
    bool has_referee() const { return has_referee_; }

    /// The index of the entry of the match's referee program, whose workers have the number 0.
    std::size_t referee() const { return entries_.size() - 1; }

    /// `ps#1 (predef 1)`.
    std::string label(std::size_t index, std::uint64_t worker) const;

    /// The words of the command that worker number `worker` of an entry runs.
    std::vector<std::string> command(std::size_t index, std::uint64_t worker) const;

    /// All that is needed to start it, but for its descriptors. Throws std::system_error if there
    /// is no such program.
    async::ProcessOptions process(std::size_t index, std::uint64_t worker) const;

  private:
    std::vector<std::string> environment(const Entry& entry, std::uint64_t worker) const;

    std::vector<Entry> entries_;
    std::size_t script_size_;
    bool has_referee_ = false;
    LaunchSettings settings_;
};

}  // namespace game
