/// FollowedLog: a log that may still be written.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/play/event_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace game {

/// Owns the open file, which stays readable when the file is removed. It must outlive what reads
/// it.
class FollowedLog {
  public:
    /// Throws std::system_error if the log cannot be opened, or is not a regular file.
    explicit FollowedLog(std::filesystem::path file);

    /// Reads from the beginning. At the end there is no event for the moment: there may be one when
    /// it is asked again.
    std::unique_ptr<EventSource> read() const;

    /// True if it has become another log since the last call: it was emptied and is written anew,
    /// or was removed and another file has its path. What reads it is of no use then.
    bool has_begun_anew();

  private:
    async::FileDescriptor open() const;
    bool take_new_file();

    std::filesystem::path path_;
    async::FileDescriptor file_;
    std::uint64_t size_ = 0;  ///< at the last call
    std::string begin_;       ///< the first bytes, which tell logs apart: they have a time
};

}  // namespace game
