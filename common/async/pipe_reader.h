/// PipeReader: the reading end of a pipe.
#pragma once

#include "common/async/file_descriptor.h"
#include "common/async/handle.h"
#include "common/async/read_buffer.h"
#include "common/async/waiter.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include <uv.h>

namespace async {

/// Reads a pipe for one coroutine at a time. Stays armed while its coroutine comes back for more
/// each time before it waits elsewhere; otherwise the pipe fills, and its writers wait.
class PipeReader : public ListHook<PipeReader> {
  public:
    class Read;

    /// Takes the descriptor, and makes it non-blocking: it must not be shared with anybody. `loop`
    /// and `buffer` must outlive the reader. Throws std::system_error.
    PipeReader(Loop& loop, FileDescriptor pipe, ReadBuffer& buffer);

    /// `std::string_view bytes = co_await reader.read()` waits for bytes; none means the end. They
    /// are valid until the coroutine waits again, for whatever. Throws std::system_error.
    Read read();

    /// Reads what the pipe holds now, then tells the end, whoever may still write.
    void end_after_pending();

  private:
    friend class ReadBuffer;

    static void on_allocate(uv_handle_t* handle, std::size_t suggested, uv_buf_t* chunk);
    static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* chunk);

    void arm();
    void disarm();
    void deliver(ssize_t count);

    ReadBuffer& buffer_;
    Handle<uv_pipe_t> pipe_;
    WaitList reading_;  ///< at most one
    std::string_view bytes_;
    int error_ = 0;  ///< a libuv error, or 0
    bool ended_ = false;
    bool armed_ = false;
    std::optional<std::size_t> left_;  ///< what may still be read, once that is limited
};

/// What `read` makes.
class PipeReader::Read : public Waiter {
  public:
    explicit Read(PipeReader& reader) : reader_(reader) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        reader_.bytes_ = {};
        if (reader_.ended_) return false;
        if (!wait_in(reader_.reading_, coroutine, coroutine.promise().context())) return false;
        reader_.arm();
        return true;
    }
    std::string_view await_resume() {
        finish_wait();
        throw_on_error(reader_.error_, "cannot read a pipe");
        return reader_.bytes_;
    }

  private:
    PipeReader& reader_;
};

inline PipeReader::Read PipeReader::read() {
    return Read(*this);
}

}  // namespace async
