/// LineReader: the lines of standard input, or of any other descriptor.
#pragma once

#include "common/async/task.h"
#include "common/io/input.h"

#include <optional>
#include <string>

namespace async {

/// Reads a descriptor line by line, for one coroutine at a time:
///
///     LineReader keyboard(loop, STDIN_FILENO);
///     for (;;) {
///         const std::optional<std::string> line = co_await keyboard.next();
///         if (!line) break;
///         …
///     }
///
/// A line may be of any length. A stop loses nothing: what was read so far is kept for the next
/// call.
class LineReader {
  public:
    /// `descriptor` stays the caller's; it and `loop` must outlive this.
    LineReader(Loop& loop, int descriptor) : input_(loop, descriptor) {}

    /// Waits for the next line and returns it without its newline; nothing at the end. A last line
    /// without a newline counts.
    Task<std::optional<std::string>> next();

    /// Waits for the end, and returns all that is left.
    Task<std::string> rest();

  private:
    /// Appends what comes next to `unread_`.
    Task<void> read_more();

    Input input_;
    std::string unread_;
    bool at_end_ = false;
};

}  // namespace async
