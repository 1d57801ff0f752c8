/// LogFiles: logs that can be read more than once.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/play/event_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace game {

/// Owns the open files, which must outlive what reads them.
class LogFiles {
  public:
    /// Opens one log, or those of the parts of a run; what is appended later is not read. `option`
    /// is the one that needs regular files. Throws common::UsageError if one cannot be opened, or
    /// is not regular.
    LogFiles(const std::vector<std::filesystem::path>& files, const char* option);

    /// Reads from the beginning. Several are read as one run (MergedLogs). Throws
    /// common::UsageError if they cannot be.
    std::unique_ptr<EventSource> read() const;

  private:
    struct File {
        std::string name;
        async::FileDescriptor descriptor;
        std::uint64_t size;
    };

    std::vector<File> files_;
};

}  // namespace game
