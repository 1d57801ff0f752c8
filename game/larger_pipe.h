/// LargerPipe: more room between us and a reader.
#pragma once

namespace game {

/// Gives a pipe that was given to us room for 256 KiB while this lives, and then its former size
/// back, if what is unread leaves that (fcntl(2), F_SETPIPE_SZ). With the usual 64 KiB the writer
/// and the reader of a flood spend most of their time on waking each other.
///
/// Where the user's limit of pipe memory is reached (pipe(7)), the pipe stays as it is.
class LargerPipe {
  public:
    /// `pipe` must stay open for as long as this lives.
    explicit LargerPipe(int pipe);
    LargerPipe(const LargerPipe&) = delete;
    LargerPipe& operator=(const LargerPipe&) = delete;
    ~LargerPipe();

  private:
    int pipe_;
    int former_size_ = -1;  ///< none if it was not changed
};

}  // namespace game
