/// LargerPipe: more room between us and a reader.
#pragma once

#include "common/io/file_descriptor.h"

namespace game {

/// Gives a pipe that was given to us room for 256 KiB, and then its former size back
/// (fcntl(2), F_SETPIPE_SZ). With the usual 64 KiB the writer
/// and the reader of a flood spend most of their time on waking each other.
///
/// Where the user's limit of pipe memory is reached (pipe(7)), the pipe stays as it is.
class LargerPipe {
  public:
    /// `pipe` must stay open for as long as this lives.
    explicit LargerPipe(int pipe);
    LargerPipe(const LargerPipe&) = delete;
    LargerPipe& operator=(const LargerPipe&) = delete;
    ~LargerPipe() { restore(); }

    /// Gives it its former size back. False if the reader has to take something first.
    bool restore();

  private:
    int pipe_;
    int former_size_ = -1;  ///< none if it is not changed
};

/// Puts right what a LargerPipe cannot when its process is killed. Made before a fork, and kept by
/// the child alone, it gives the pipe the size that it has now, once it goes; until then the pipe
/// stays open. Nothing else than a pipe is touched.
class PipeSizeKeeper {
  public:
    /// `descriptor` stays the caller's.
    explicit PipeSizeKeeper(int descriptor);
    PipeSizeKeeper(const PipeSizeKeeper&) = delete;
    PipeSizeKeeper& operator=(const PipeSizeKeeper&) = delete;
    ~PipeSizeKeeper();

  private:
    async::FileDescriptor pipe_;
    int size_;
};

}  // namespace game
