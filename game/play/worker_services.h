/// WorkerServices: what all workers of a run use.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/read_buffer.h"
#include "game/events/audience.h"
#include "game/events/time_scale.h"
#include "game/launch/launch_plan.h"
#include "game/launch/launcher.h"
#include "game/match/match.h"

#include <cstdint>
#include <functional>
#include <string>

namespace game {

/// Everything that this refers to must outlive the workers.
struct WorkerServices {
    async::Loop& loop;
    const TimeScale& scale;
    Launcher& launcher;
    const LaunchPlan& plan;
    async::ReadBuffer& buffer;
    Audience& audience;
    std::function<void(const std::string&)> warn;  ///< takes a message for the operator
    async::Duration stop_timeout;                  ///< in real time
    Match* match = nullptr;                        ///< null if there is none

    /// Opens what a worker has as standard input; none means /dev/null. Null: all have that. Throws
    /// std::system_error.
    std::function<async::FileDescriptor(std::uint64_t worker)> open_input = nullptr;
};

}  // namespace game
