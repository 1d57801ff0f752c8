#include "game/larger_pipe.h"

#include <fcntl.h>

namespace game {

LargerPipe::LargerPipe(int pipe) : pipe_(pipe) {
    constexpr int size = 256 * 1024;
    const int found = ::fcntl(pipe_, F_GETPIPE_SZ);
    const bool is_small = found >= 0 && found < size;
    if (is_small && ::fcntl(pipe_, F_SETPIPE_SZ, size) >= 0) former_size_ = found;
}

LargerPipe::~LargerPipe() {
    if (former_size_ >= 0) ::fcntl(pipe_, F_SETPIPE_SZ, former_size_);
}

}  // namespace game
