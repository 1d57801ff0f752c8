/// Input: reading a descriptor that was given to us, whatever it is.
#pragma once

#include "common/async/task.h"
#include "common/io/file_descriptor.h"
#include "common/io/readiness.h"

#include <cstddef>
#include <optional>
#include <span>

#include <sys/types.h>

namespace async {

/// Reads a terminal, pipe, socket, file or device without making the loop wait, and without
/// changing the mode of the descriptor, which others may share. To be used with SIGTTIN ignored: a
/// terminal that another job has in its foreground is not read, and is looked at again later.
class Input {
  public:
    /// `descriptor` stays the caller's, and must stay as it is, as must `loop`, while this lives.
    /// One that is closed, or cannot be read, is at its end.
    Input(Loop& loop, int descriptor);

    /// Waits for bytes and puts them into `buffer`; returns how many. 0 is the end.
    Task<std::size_t> read(std::span<char> buffer);

    /// Why it cannot be read any further, as in errno, if that is why it is at its end; else 0.
    int error() const { return error_; }

  private:
    bool is_in_background() const;
    ssize_t try_read(std::span<char> buffer) const;

    bool is_socket_ = false;
    bool is_terminal_ = false;
    int error_ = 0;
    FileDescriptor reopened_;  ///< if it is a pipe or a terminal, and could be opened again
    int descriptor_;           ///< that, or the one that was given
    std::optional<Readiness> readable_;  ///< unless it can always be read, as a file can
};

}  // namespace async
