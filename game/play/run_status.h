/// RunStatus: how a run is going, as operators ask for it.
#pragma once

#include "game/play/scheduler.h"

#include <string>
#include <vector>

namespace game {

/// `ps#1 (web), ps#2 (db), ps#3 (bot) and 2 more`: the workers that have not ended. There is one.
std::string name_workers(const Scheduler& scheduler);

/// Makes the answers to `list` and `status` (game(1)): as lines for people, and as members of a
/// JSON object for programs (CommandReply). Both are short: of what may be long, such as the
/// script, they have the beginning and how much more there is.
class RunStatus {
  public:
    /// Both must outlive it.
    RunStatus(const WorkerServices& services, const Scheduler& scheduler)
        : services_(services), scheduler_(scheduler) {}

    std::string list_text() const;
    std::string list_members() const;
    std::string status_text() const;
    std::string status_members() const;

  private:
    /// An entry of the script that is not due yet.
    struct Planned {
        const Entry& entry;
        double due_in;  ///< seconds on the scenario's scale
    };

    /// What is planned: its beginning, and how much there is.
    struct Plan {
        std::vector<Planned> first;
        std::uint64_t entries = 0;
        std::uint64_t workers = 0;
    };

    double now() const;
    std::string workers_text() const;
    std::string waiting_text() const;
    std::string ended_text() const;
    std::string waiting_members() const;
    std::string ended_members() const;
    Plan plan() const;

    const WorkerServices& services_;
    const Scheduler& scheduler_;
};

}  // namespace game
