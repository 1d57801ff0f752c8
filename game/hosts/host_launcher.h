/// HostLauncher: the Launcher of a run with hosts.
#pragma once

#include "common/async/async.h"
#include "game/hosts/choice.h"
#include "game/hosts/host_child.h"
#include "game/hosts/host_connection.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/scenario/host.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace game {

/// Runs each worker on the host that has most free slots. Owned by Game, which drives it with
/// `run`; its children must not outlive it.
///
/// Nothing is started until every host has answered or failed; ten seconds at most, if one has
/// answered by then. What belongs to `game` itself runs here, and takes no slot.
class HostLauncher final : public Launcher, private HostChildOwner {
  public:
    /// `plan` must outlive it, and so must all that `services` refers to.
    HostLauncher(const HostServices& services, const LaunchPlan& plan,
                 const std::vector<Host>& hosts);
    ~HostLauncher() override;

    std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker,
                                  const StandardDescriptors& descriptors) override;
    bool has_room() const override;
    async::Task<void> wait_for_room() override;

    /// Connects, and keeps the connections, until `finish` has ended them.
    async::Task<void> run();

    /// No worker is left: ends the connections, in a few seconds at most.
    async::Task<void> finish();

  private:
    struct Place {
        Host host;
        std::unique_ptr<HostConnection> connection;  ///< null for this machine
        std::uint64_t used = 0;                      ///< slots
    };

    /// A child that was launched, and where it runs.
    struct Placed {
        std::size_t entry;
        std::uint64_t worker;
        Place* place = nullptr;  ///< null while it waits for one
    };

    void place_again(HostChild& child) override;
    void forget(HostChild& child) override;
    void place(HostChild& child);
    void place_waiting();
    bool is_any_connecting() const;
    bool has_hope() const;
    std::vector<HostLoad> loads() const;
    bool have_all_ended() const;
    async::Task<void> limit_patience();

    HostServices services_;
    const LaunchPlan& plan_;
    std::string own_players_;  ///< the `players` that is not the user's choice
    std::deque<Place> places_;
    std::unordered_map<HostChild*, Placed> children_;
    std::deque<HostChild*> waiting_;  ///< for a place
    bool is_patient_ = true;          ///< with hosts that have not answered yet
    async::Condition changed_;
};

}  // namespace game
