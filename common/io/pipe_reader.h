/// PipeReader: the reading end of a pipe.
#pragma once

#include "common/async/waiter.h"
#include "common/io/file_descriptor.h"
#include "common/io/poll_watch.h"
#include "common/io/read_buffer.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include <uv.h>

namespace async {

/// Reads a pipe for one coroutine at a time: in each turn of the loop one slice, as much as the
/// buffer holds. The pipe is watched only while the coroutine waits for bytes; otherwise it fills,
/// and its writers wait.
class PipeReader : public ListHook<PipeReader> {
  public:
    class Read;

    /// Takes the descriptor, and makes it non-blocking: it must not be shared with
    /// other processes. `loop` and `buffer` must outlive the reader. Throws std::system_error.
    PipeReader(Loop& loop, FileDescriptor pipe, ReadBuffer& buffer);
    PipeReader(const PipeReader&) = delete;
    PipeReader& operator=(const PipeReader&) = delete;
    ~PipeReader() { stop_waiting(); }

    /// `std::string_view bytes = co_await reader.read()` waits for bytes; none means the end. They
    /// are valid until the coroutine waits again, for anything. Throws std::system_error.
    [[nodiscard]] Read read();

    /// Returns what the pipe holds now, as much as the buffer takes, without waiting and whether or
    /// not readers are paused; none if it holds nothing. The bytes come before those that `read` is
    /// given, and are valid until anything else is read. Not to be called by a callback of the
    /// loop.
    std::string_view read_now();

    /// Reads what the pipe holds now, then reports the end, even if a writer still has it open.
    void end_after_pending();

  private:
    friend class ReadBuffer;

    static void on_readable(void* owner, const uv_poll_t& handle);

    void wait_for_bytes();
    void stop_waiting();
    void leave_loop();
    void read_slice();
    void deliver(std::string_view bytes);
    void end(int error);

    ReadBuffer& buffer_;
    FileDescriptor pipe_;
    std::optional<PollWatch> watch_;  ///< none once it is at its end
    WaitList reading_;                ///< at most one
    std::string_view bytes_;
    std::optional<std::size_t> left_;  ///< what may still be read, once that is limited
    int error_ = 0;                    ///< as in errno, or 0
    bool ended_ = false;
};

/// What `read` returns.
class [[nodiscard]] PipeReader::Read : public Waiter {
  public:
    explicit Read(PipeReader& reader) : reader_(reader) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> coroutine) {
        reader_.bytes_ = {};
        if (reader_.ended_) return false;
        if (!wait_in(reader_.reading_, coroutine, coroutine.promise().context())) return false;
        reader_.wait_for_bytes();
        return true;
    }
    std::string_view await_resume() {
        finish_wait();
        throw_on_error(-reader_.error_, "cannot read a pipe");
        return reader_.bytes_;
    }

  private:
    PipeReader& reader_;
};

inline PipeReader::Read PipeReader::read() {
    return Read(*this);
}

}  // namespace async
