/// LogFile: the events of a log, one after the other.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/log/lines.h"
#include "game/log/reader.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace game {

/// The log is damaged, or cannot be read. The text has its name and the line.
class LogDamage : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Reads a log when it is asked for an event, and waits for it: for programs that have nothing else
/// to do.
class LogFile {
  public:
    /// `-` is standard input. Throws common::UsageError, which names `option`, if it cannot be
    /// opened.
    LogFile(const std::filesystem::path& file, const std::string& option);

    /// The next event, valid until the next call; nothing at the end. Throws LogDamage.
    std::optional<LogEvent> next();

    /// Begins again. What is no file is read into memory by the first call, which must come before
    /// `next`.
    void rewind();

    /// A message with the place of the latest event: `run.ndjson:17: …`.
    std::string at_line(const std::string& what) const;

    const std::string& name() const { return name_; }

  private:
    bool read_more();
    void copy_to_memory();

    std::string name_;
    async::FileDescriptor file_;
    LogLines lines_;
    LogReader reader_;
    std::uint64_t line_ = 0;  ///< the number of the latest
    bool is_at_end_ = false;
};

}  // namespace game
