#include "common/io/pipe_reader.h"

#include <algorithm>
#include <cerrno>

#include <sys/ioctl.h>
#include <unistd.h>

namespace async {

void ReadBuffer::resume() {
    --pauses_;
    if (is_paused()) return;
    while (!held_.empty())
        held_.pop_front().watch_->start();
    call_next();
}

/// False if `reader` has to wait for its turn.
bool ReadBuffer::may_read(PipeReader& reader) {
    return !is_paused() && (queue_.empty() || &queue_.front() == &reader);
}

/// Makes the first reader in line read its slice.
void ReadBuffer::call_next() {
    if (!is_paused() && !queue_.empty()) queue_.front().watch_->start();
}

PipeReader::PipeReader(Loop& loop, FileDescriptor pipe, ReadBuffer& buffer)
    : buffer_(buffer),
      pipe_(std::move(pipe)),
      watch_(std::in_place, loop, pipe_.get(), on_readable, this) {}

void PipeReader::end_after_pending() {
    int pending = 0;
    if (::ioctl(pipe_.get(), FIONREAD, &pending) != 0) pending = 0;
    left_ = static_cast<std::size_t>(pending);
    if (pending == 0) end(0);
}

std::string_view PipeReader::read_now() {
    if (ended_) return {};
    auto& memory = buffer_.bytes_;
    const std::size_t size = std::min(memory.size(), left_.value_or(memory.size()));
    const ssize_t count = ::read(pipe_.get(), memory.data(), size);
    // It may have nothing more to read, so those behind it in line must not wait for it.
    stop_waiting();
    if (!reading_.empty()) wait_for_bytes();
    if (count <= 0) return {};  // an end or an error is found again by `read`
    if (left_) *left_ -= static_cast<std::size_t>(count);
    if (left_ == std::size_t{0}) end(0);
    return {memory.data(), static_cast<std::size_t>(count)};
}

void PipeReader::wait_for_bytes() {
    if (watch_->is_started() || is_linked()) return;
    if (buffer_.is_paused()) {
        buffer_.held_.push_back(*this);
    } else {
        watch_->start();
    }
}

/// The next reader in line must not wait for this one.
void PipeReader::stop_waiting() {
    if (watch_) watch_->stop();
    if (!is_linked()) return;
    leave();
    buffer_.call_next();
}

/// A hang-up would be reported over and over.
void PipeReader::leave_loop() {
    stop_waiting();
    watch_.reset();
}

void PipeReader::on_readable(void* owner, const uv_poll_t& handle) {
    auto* const self = static_cast<PipeReader*>(owner);
    if (self->reading_.empty()) {
        self->stop_waiting();
        return;
    }
    ReadBuffer& buffer = self->buffer_;
    if (!buffer.may_read(*self)) {
        self->watch_->stop();
        if (!self->is_linked()) buffer.queue_.push_back(*self);
        return;
    }
    self->leave();
    self->read_slice();
    const bool is_unwatched = handle.data == nullptr;  // at its end, or destroyed
    if (!is_unwatched && self->reading_.empty()) self->watch_->stop();
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
    if (ended_) leave_loop();
    reading_.front().resume();
}

void PipeReader::end(int error) {
    ended_ = true;
    error_ = error;
    leave_loop();
    if (!reading_.empty()) reading_.front().wake();
}

}  // namespace async
