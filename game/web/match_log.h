/// MatchLog: the log of a match of a tournament, which may still be written.
#pragma once

#include "common/io/file_descriptor.h"
#include "common/text/line_splitter.h"
#include "game/web/history.h"
#include "game/web/limits.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace game::web {

/// Reads the file as far as it is, and goes on where more has been written. A file that begins
/// anew, since the match is played again, is read from its beginning. One that has been removed can
/// still be read.
class MatchLog {
  public:
    /// What a step of reading has come to.
    enum class Step {
        missing,  ///< there is no such file
        some,     ///< there may be more
        newest,   ///< that is all for now
        anew,     ///< another run of the match begins: what was there before is forgotten
    };

    explicit MatchLog(std::filesystem::path path);

    /// Reads at most about a megabyte.
    Step read();

    /// The events that have been read.
    const History& history() const { return history_; }

  private:
    bool open();
    bool begins_anew();
    void take_line(std::string_view line, bool is_continued);
    void start_over();

    std::filesystem::path path_;
    async::FileDescriptor file_;
    std::uint64_t offset_ = 0;
    std::string start_;  ///< the first bytes, which tell runs apart: they have a time
    common::LineSplitter lines_{most_line_bytes};
    bool is_in_long_line_ = false;
    bool has_run_ = false;  ///< its `scenario` has been read
    bool is_anew_ = false;  ///< another one has come
    History history_;
};

}  // namespace game::web
