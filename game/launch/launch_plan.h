/// LaunchPlan: what exactly is run for a worker.
#pragma once

#include "common/io/process.h"
#include "game/launch/process_description.h"
#include "game/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
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
    std::vector<std::string> web_server = {};  ///< the command of `--serve`; empty: none
    std::vector<std::string> seat = {};  ///< the command of people who play; empty: nobody can
    std::string key_player = {};         ///< the name of the person at the keyboard; empty: none
    std::vector<std::string> key_seat = {};       ///< the command of that one
    std::vector<std::string> match_process = {};  ///< of a tournament's matches; empty: none
};

/// All that can be launched: the entries of the script, the predefs that can be typed, the referee
/// of a match or the matches of a tournament, the server of `--serve`, and people who play. Written
/// once, before anything runs, and read by the process that starts the workers too. Only people are
/// added later: that process knows what they run, and does not need their names.
class LaunchPlan {
  public:
    LaunchPlan(const Scenario& scenario, LaunchSettings settings);

    /// The entries of the script come first, in its order.
    const Entry& entry(std::size_t index) const {
        return index < entries_.size() ? entries_[index] : person_;
    }

    /// How many of the entries are the script's.
    std::size_t script_size() const { return script_size_; }

    /// The index of the entry that typing `predef`, 1 to 4, launches.
    std::size_t typed(int predef) const {
        return script_size_ + static_cast<std::size_t>(predef) - 1;
    }

    /// True if the scenario has a match with a referee program.
    bool has_referee() const { return has_referee_; }

    /// The index of the entry of the match's referee program, whose workers have the number 0.
    std::size_t referee() const { return script_size_ + predefs; }

    /// True if the scenario is a tournament.
    bool has_tournament() const { return !settings_.match_process.empty(); }

    /// The index of the entry of a tournament's matches, which has no referee of its own.
    std::size_t match_process() const { return script_size_ + predefs; }

    /// The index of the entry of the server of `--serve`, whose workers have the number 0. Only if
    /// the settings have its command.
    std::size_t web_server() const {
        return referee() + (has_referee_ || has_tournament() ? 1 : 0);
    }

    /// The index of the entry of the person at the keyboard. Only if the settings have one.
    std::size_t key_player() const { return web_server() + (settings_.web_server.empty() ? 0 : 1); }

    /// Adds an entry for a person who plays from elsewhere, whose workers run the command `seat` of
    /// the settings. The same name gets the same entry. Returns its index.
    std::size_t add_person(const std::string& name);

    /// How many names have been added.
    std::size_t people() const { return people_.size(); }

    /// `ps#1 (predef 1)`.
    std::string label(std::size_t index, std::uint64_t worker) const;

    /// The words of the command that worker number `worker` of an entry runs.
    std::vector<std::string> command(std::size_t index, std::uint64_t worker) const;

    /// All that is needed to start it, but for its descriptors. Throws std::system_error if there
    /// is no such program.
    async::ProcessOptions process(std::size_t index, std::uint64_t worker) const;

    /// The same before its program is searched.
    ProcessDescription describe(std::size_t index, std::uint64_t worker) const;

    /// True for what is not the user's: words before every command are not for that, and it runs
    /// on this machine.
    bool is_of_game(std::size_t index) const {
        const std::size_t others = script_size_ + predefs;
        const bool is_for_match = (has_referee_ || has_tournament()) && index == others;
        return index >= others && !is_for_match;
    }

  private:
    static constexpr std::size_t predefs = 4;

    std::deque<Entry> entries_;  ///< references to them stay valid
    Entry person_;               ///< of those that only another process has added
    std::size_t script_size_;
    bool has_referee_ = false;
    std::map<std::string, std::size_t, std::less<>> people_;  ///< entries by name
    LaunchSettings settings_;
};

}  // namespace game
