#include "common/async/pipe_reader.h"

#include "common/async/loop.h"

#include <algorithm>

#include <sys/ioctl.h>

namespace async {

void ReadBuffer::resume() {
    --pauses_;
    while (!is_paused() && !held_.empty())
        held_.pop_front().arm();
}

PipeReader::PipeReader(Loop& loop, FileDescriptor pipe, ReadBuffer& buffer)
    : buffer_(buffer), pipe_(make_handle<uv_pipe_t>(this, uv_pipe_init, loop.uv(), 0)) {
    throw_on_error(uv_pipe_open(pipe_.get(), pipe.get()), "cannot open a pipe");
    pipe.release();
}

void PipeReader::end_after_pending() {
    uv_os_fd_t descriptor = -1;
    int pending = 0;
    uv_fileno(reinterpret_cast<uv_handle_t*>(pipe_.get()), &descriptor);
    if (::ioctl(descriptor, FIONREAD, &pending) != 0) pending = 0;
    left_ = static_cast<std::size_t>(pending);
    if (pending == 0) deliver(UV_EOF);
}

void PipeReader::arm() {
    if (armed_) return;
    if (buffer_.is_paused()) {
        buffer_.held_.push_back(*this);
        return;
    }
    auto* const stream = reinterpret_cast<uv_stream_t*>(pipe_.get());
    throw_on_error(uv_read_start(stream, on_allocate, on_read), "cannot read a pipe");
    armed_ = true;
}

void PipeReader::disarm() {
    if (armed_) uv_read_stop(reinterpret_cast<uv_stream_t*>(pipe_.get()));
    armed_ = false;
}

/// Hands out no memory when there is nobody to read or reading is paused: libuv then reads nothing.
void PipeReader::on_allocate(uv_handle_t* handle, std::size_t, uv_buf_t* chunk) {
    *chunk = uv_buf_init(nullptr, 0);
    auto* const self = static_cast<PipeReader*>(handle->data);
    if (self == nullptr || self->reading_.empty() || self->buffer_.is_paused()) return;
    auto& memory = self->buffer_.bytes_;
    const std::size_t size = std::min(memory.size(), self->left_.value_or(memory.size()));
    *chunk = uv_buf_init(memory.data(), static_cast<unsigned>(size));
}

void PipeReader::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t*) {
    auto* const self = static_cast<PipeReader*>(stream->data);
    if (self == nullptr || count == 0) return;  // closed; or interrupted, and tried again later
    if (count == UV_ENOBUFS) {
        self->disarm();
        if (!self->reading_.empty()) self->arm();  // joins those held
        return;
    }
    self->deliver(count);
}

/// Passes `count` bytes of the buffer, or the end, or an error, to the coroutine. After the end the
/// coroutine may have destroyed this reader.
void PipeReader::deliver(ssize_t count) {
    if (count > 0) {
        const auto size = static_cast<std::size_t>(count);
        bytes_ = std::string_view(buffer_.bytes_.data(), size);
        if (left_) *left_ -= size;
        if (left_ == std::size_t{0}) ended_ = true;
        if (ended_) disarm();
    } else {
        ended_ = true;
        error_ = count == UV_EOF ? 0 : static_cast<int>(count);
        disarm();
    }
    if (reading_.empty()) return;
    if (ended_ && bytes_.empty()) {
        reading_.front().wake();
        return;
    }
    const uv_pipe_t* const pipe = pipe_.get();
    reading_.front().resume();
    // The handle outlives the reader until the loop's next turn, and then says that it is closed.
    if (pipe->data == nullptr) return;
    if (reading_.empty()) disarm();
}

}  // namespace async
