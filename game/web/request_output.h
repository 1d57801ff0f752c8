/// RequestOutput: standard output, which carries requests to `game`.
#pragma once

#include <string_view>

namespace game::web {

/// Writes lines to a pipe or socket, and never waits: a line that it does not take whole is
/// dropped.
class RequestOutput {
  public:
    /// `descriptor` stays the caller's.
    explicit RequestOutput(int descriptor) : descriptor_(descriptor) {}

    /// `line` has its newline, and at most PIPE_BUF bytes. False if it was dropped.
    bool write(std::string_view line) const;

  private:
    int descriptor_;
};

}  // namespace game::web
