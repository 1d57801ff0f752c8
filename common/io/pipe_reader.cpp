#include "common/io/pipe_reader.h"

#include "common/async/loop.h"

#include <algorithm>
#include <cerrno>

#include <sys/ioctl.h>
#include <unistd.h>

namespace async {

void ReadBuffer::resume() {
    --pauses_;
    if (is_paused()) return;
    while (!held_.empty())
        held_.pop_front().watch();
    call_next();
}

/// False if `reader` has to stand in line first.
bool ReadBuffer::may_read(PipeReader& reader) {
    return !is_paused() && (queue_.empty() || &queue_.front() == &reader);
}

/// Has the first in line read its slice.
void ReadBuffer::call_next() {
    if (!is_paused() && !queue_.empty()) queue_.front().watch();
}

PipeReader::PipeReader(Loop& loop, FileDescriptor pipe, ReadBuffer& buffer)
    : buffer_(buffer),
      pipe_(std::move(pipe)),
      poll_(make_handle<uv_poll_t>(this, uv_poll_init, loop.uv(), pipe_.get())) {}

void PipeReader::end_after_pending() {
    int pending = 0;
    if (::ioctl(pipe_.get(), FIONREAD, &pending) != 0) pending = 0;
    left_ = static_cast<std::size_t>(pending);
    if (pending == 0) end(0);
}

void PipeReader::wait_for_bytes() {
    if (watched_ || is_linked()) return;
    if (buffer_.is_paused()) {
        buffer_.held_.push_back(*this);
    } else {
        watch();
    }
}

/// Whoever is next in line must not wait for this one.
void PipeReader::stop_waiting() {
    unwatch();
    if (!is_linked()) return;
    leave();
    buffer_.call_next();
}

void PipeReader::watch() {
    if (watched_) return;
    throw_on_error(uv_poll_start(poll_.get(), UV_READABLE, on_readable), "cannot watch a pipe");
    watched_ = true;
}

void PipeReader::unwatch() {
    if (watched_) uv_poll_stop(poll_.get());
    watched_ = false;
}

void PipeReader::on_readable(uv_poll_t* handle, int, int) {
    auto* const self = static_cast<PipeReader*>(handle->data);
    if (self == nullptr) return;  // closed
    if (self->reading_.empty()) {
        self->stop_waiting();
        return;
    }
    ReadBuffer& buffer = self->buffer_;
    if (!buffer.may_read(*self)) {
        self->unwatch();
        if (!self->is_linked()) buffer.queue_.push_back(*self);
        return;
    }
    self->leave();
    self->read_slice();
    // The handle outlives the reader until the loop's next turn, and then says that it is closed.
    if (handle->data != nullptr && self->reading_.empty()) self->unwatch();
    buffer.call_next();
}

/// The coroutine that this resumes may destroy the reader.
void PipeReader::read_slice() {
    auto& memory = buffer_.bytes_;
    const std::size_t size = std::min(memory.size(), left_.value_or(memory.size()));
    const ssize_t count = ::read(pipe_.get(), memory.data(), size);
    if (count > 0) {
        deliver({memory.data(), static_cast<std::size_t>(count)});
    } else if (count == 0) {
        end(0);
    } else if (errno != EAGAIN && errno != EINTR) {
        end(errno);
    }
}

void PipeReader::deliver(std::string_view bytes) {
    bytes_ = bytes;
    if (left_) *left_ -= bytes.size();
    if (left_ == std::size_t{0}) ended_ = true;
    if (ended_) stop_waiting();
    reading_.front().resume();
}

void PipeReader::end(int error) {
    ended_ = true;
    error_ = error;
    stop_waiting();
    if (!reading_.empty()) reading_.front().wake();
}

}  // namespace async
