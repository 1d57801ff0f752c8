/// Names for system calls, such that the same call of the same program has the same name in each
/// run.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <sys/types.h>

namespace faults {

struct Call {
    std::uint64_t number = 0;
    std::array<std::uint64_t, 6> arguments{};
};

/// Names calls like `openat+creat(./log)` or `read(pipe,nb)`: the call, which of its commands, what
/// the descriptor or the path leads to, and `nb` if that does not block.
///
/// Numbers in targets become `#`, since process ids and inode numbers differ from run to run; paths
/// in `folder`, the working folder of the run, begin with `./`.
class CallNames {
  public:
    explicit CallNames(std::string folder) : folder_(std::move(folder)) {}

    /// The thread `tid` must be stopped at the call.
    std::string name(pid_t tid, const Call& call) const;

  private:
    std::string target(pid_t tid, const Call& call) const;
    std::string descriptor_target(pid_t tid, int descriptor) const;
    std::string path_target(pid_t tid, std::uint64_t address) const;
    std::string normalized(const std::string& target) const;

    std::string folder_;
};

}  // namespace faults
