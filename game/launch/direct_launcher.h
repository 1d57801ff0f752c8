/// DirectLauncher: a Launcher without a fork server, for the few processes of what is no run.
#pragma once

#include "common/async/async.h"
#include "common/io/process.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace game {

/// Starts children of this process. It blocks while a start does. What a child leaves behind
/// outside of its process group is for its owner to kill (process_tree.h).
class DirectLauncher final : public Launcher {
  public:
    /// `loop` and `plan` must outlive it.
    DirectLauncher(async::Loop& loop, const LaunchPlan& plan);

    std::unique_ptr<Child> launch(std::size_t entry, std::uint64_t worker,
                                  const StandardDescriptors& descriptors) override;

  private:
    class DirectChild;

    async::Loop& loop_;
    const LaunchPlan& plan_;
    async::Children children_;
};

}  // namespace game
