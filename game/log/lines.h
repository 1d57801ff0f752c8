/// LogLines: the lines of a log of any size, of which only a piece is held at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace game {

/// The longest line that is read, in bytes. The longest that `game` writes is the start of a worker
/// whose command fills all the room that Linux gives to one (6 MiB, execve(2)), each byte of it as
/// an escape of six.
inline constexpr std::size_t max_log_line = std::size_t{64} * 1024 * 1024;

/// Entirely passive: its owner reads into `room`, and takes the lines that are complete. Holds one
/// line and one read at most.
class LogLines {
  public:
    static constexpr std::size_t usual_read_size = std::size_t{64} * 1024;

    /// `read_size` is how much is read at once, in bytes: less than usual where many logs are read
    /// side by side.
    explicit LogLines(std::size_t read_size = usual_read_size) : read_size_(read_size) {}

    /// Where the next bytes belong; never empty. Lines handed out before are no longer valid.
    std::span<char> room();

    /// The first `count` bytes of `room` have been filled.
    void add(std::size_t count) { end_ += count; }

    /// The next line that is complete, without its newline.
    std::optional<std::string_view> next();

    /// What there is of a line that is not complete. At the end of the log, its last line, or
    /// nothing.
    std::string_view rest() const;

  private:
    std::size_t read_size_;
    std::string bytes_;
    std::size_t begin_ = 0;     ///< of what has not been handed out
    std::size_t searched_ = 0;  ///< up to where no newline is
    std::size_t end_ = 0;       ///< of what has been read
};

}  // namespace game
