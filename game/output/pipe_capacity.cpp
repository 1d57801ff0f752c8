#include "game/output/pipe_capacity.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>

namespace game {

namespace {

/// True if there is a reader, who may yet take what is unread.
bool has_reader(int pipe) {
    pollfd watched = {.fd = pipe, .events = 0, .revents = 0};
    constexpr int at_once = 0;
    ::poll(&watched, 1, at_once);
    return (watched.revents & POLLERR) == 0;
}

}  // namespace

LargerPipe::LargerPipe(int pipe) : pipe_(pipe) {
    constexpr int size = 256 * 1024;
    const int found = ::fcntl(pipe_, F_GETPIPE_SZ);
    const bool is_small = found >= 0 && found < size;
    if (is_small && ::fcntl(pipe_, F_SETPIPE_SZ, size) >= 0) former_size_ = found;
}

bool LargerPipe::restore() {
    if (former_size_ < 0) return true;
    const bool is_restored = ::fcntl(pipe_, F_SETPIPE_SZ, former_size_) >= 0;
    if (!is_restored && errno == EBUSY && has_reader(pipe_)) return false;
    former_size_ = -1;
    return true;
}

PipeSizeKeeper::PipeSizeKeeper(int descriptor) : size_(::fcntl(descriptor, F_GETPIPE_SZ)) {
    constexpr int first_beyond_standard = 3;
    if (size_ >= 0) {
        pipe_ = async::FileDescriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, first_beyond_standard));
    }
}

PipeSizeKeeper::~PipeSizeKeeper() {
    const bool is_changed = pipe_.is_open() && ::fcntl(pipe_.get(), F_GETPIPE_SZ) != size_;
    if (is_changed) ::fcntl(pipe_.get(), F_SETPIPE_SZ, size_);
}

}  // namespace game
