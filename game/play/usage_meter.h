/// UsageMeter: how much processor time and memory running workers take.
#pragma once

#include "common/async/time.h"
#include "game/view/worker_rows.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace game {

/// What the system says of a process (proc(5)).
struct ProcessUsage {
    std::uint64_t processor_ticks = 0;  ///< of the system's clock, in all
    std::uint64_t memory_pages = 0;     ///< in memory
};

/// `text` is that of /proc/PID/stat. None if it is not.
std::optional<ProcessUsage> read_usage(std::string_view text);

/// Reads one small file of /proc a worker, and remembers only those of the last time. Of a worker
/// with several processes, the first one is measured.
class UsageMeter {
  public:
    struct Process {
        std::uint64_t worker;
        pid_t pid;
    };

    /// The processor time is that since the last call; 0 for a worker that is new.
    std::vector<view::WorkerUsage> measure(std::span<const Process> processes,
                                           async::TimePoint now);

  private:
    std::map<std::uint64_t, std::uint64_t> ticks_;  ///< by worker
    std::optional<async::TimePoint> measured_;
};

}  // namespace game
