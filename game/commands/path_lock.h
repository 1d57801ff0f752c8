/// PathLock: one process at a time makes, or takes away, what is to be at a path.
#pragma once

#include "common/io/file_descriptor.h"

#include <filesystem>

namespace game {

/// Held from construction to destruction, by means of flock(2) on a file beside the path,
/// PATH.lock, that is gone afterwards. A process that dies releases it. Waits, blocking the thread,
/// for as long as another holds it: to be held for moments only.
class PathLock {
  public:
    /// Throws std::system_error, which only says why, if there can be no such file.
    explicit PathLock(const std::filesystem::path& path);
    PathLock(const PathLock&) = delete;
    PathLock& operator=(const PathLock&) = delete;
    ~PathLock();

  private:
    std::filesystem::path file_;
    async::FileDescriptor descriptor_;
};

}  // namespace game
