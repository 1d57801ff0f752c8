/// ResultsFile: the results of a tournament on disk.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/tournament/results.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game::tournament {

/// What a file has.
struct FormerResults {
    std::uint64_t seed = 0;  ///< of the tournament
    std::vector<ResultLine> matches;
    std::optional<std::string> dropped;  ///< a message about an incomplete last line
};

/// A file to which results are added, each on the disk before it counts. Nobody else can use it
/// meanwhile, and a process that ends, in whatever way, gives it up.
class ResultsFile {
  public:
    /// Opens or makes it, and takes it for this process. Throws std::system_error, and
    /// common::UsageError if another process has it.
    explicit ResultsFile(std::filesystem::path path);

    /// Reads what is there. A new file gets its first line, with `seed`, or the one of the settings
    /// if there is one. An incomplete last line is removed. Throws common::UsageError if it has
    /// results of another tournament, or anything else; std::system_error.
    FormerResults begin(const TournamentSettings& tournament, const MatchSettings& match,
                        std::uint64_t seed);

    /// Adds whole lines, and waits until they are on the disk. Throws std::system_error; then the
    /// file is as it was before, as far as that is possible.
    void append(std::string_view lines);

    const std::filesystem::path& path() const { return path_; }

  private:
    std::string read_all() const;
    void write_first_line(std::string_view line);

    std::filesystem::path path_;
    async::FileDescriptor file_;
    std::uint64_t size_ = 0;
};

}  // namespace game::tournament
