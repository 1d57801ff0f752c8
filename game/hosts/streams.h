/// StreamSource and StreamSink: the bytes of one pipe, on their way to another host or from there.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/poll_watch.h"
#include "game/output/byte_queue.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace game {

class StreamSource;

/// Holds all sources of a connection while more waits to be sent on it than is good, and is their
/// memory: they read into it one after the other.
class SourceGate {
  public:
    /// `is_full` says whether more waits to be sent than is good.
    explicit SourceGate(std::function<bool()> is_full);
    SourceGate(const SourceGate&) = delete;
    SourceGate& operator=(const SourceGate&) = delete;

    /// Waits until a source is held.
    async::Task<void> wait_for_held();

    /// Lets those that are held go on: there is room.
    void resume();

  private:
    friend class StreamSource;

    std::function<bool()> is_full_;
    std::vector<char> buffer_;
    std::vector<StreamSource*> held_;
    async::Condition holding_;
};

/// Reads a descriptor, as much as the other end has given credit for. Owned by what sends the
/// bytes on.
class StreamSource {
  public:
    /// Called with bytes, which are valid until it returns; with none at the end, and never again
    /// then. It must not destroy the source.
    using Take = std::function<void(std::string_view bytes)>;

    /// Takes the descriptor, and makes it non-blocking if it is a pipe or a socket: no other
    /// process may share it for reading. `loop` and `gate` must outlive this. Begins with
    /// `stream_credit`, once `start` is called. Throws std::system_error.
    StreamSource(async::Loop& loop, async::FileDescriptor descriptor, SourceGate& gate, Take take);
    StreamSource(const StreamSource&) = delete;
    StreamSource& operator=(const StreamSource&) = delete;
    ~StreamSource();

    void start();
    void add_credit(std::size_t bytes);

    /// Reads what there is now, and then reports the end, even if a writer still has it open.
    void end_after_pending();

    /// Reports no more.
    void close();

    bool has_ended() const { return !descriptor_.is_open(); }

  private:
    friend class SourceGate;

    static void on_readable(void* owner, const uv_poll_t& handle);

    void update();
    bool may_read();
    bool read_slice();
    void end();

    SourceGate& gate_;
    async::FileDescriptor descriptor_;
    Take take_;
    std::optional<async::PollWatch> watch_;  ///< none for a file, which can always be read
    std::size_t credit_ = 0;
    std::optional<std::size_t> left_;  ///< what may still be read, once that is limited
};

/// Writes to a pipe what has come from the other end; what the pipe does not take waits here. Owned
/// by what receives the bytes.
class StreamSink {
  public:
    /// Called when so many bytes more have been written, or dropped since nobody reads them.
    using Written = std::function<void(std::size_t bytes)>;

    /// Takes the descriptor, and makes it non-blocking: no other process may share it for writing.
    /// `loop` must outlive this. Neither callback may destroy the sink. `ended` is called once: all
    /// is written after `finish`, or nobody reads any more.
    StreamSink(async::Loop& loop, async::FileDescriptor descriptor, Written written,
               std::function<void()> ended);
    StreamSink(const StreamSink&) = delete;
    StreamSink& operator=(const StreamSink&) = delete;

    void write(std::string_view bytes);

    /// Closes the descriptor as soon as all is written.
    void finish();

    /// True once the descriptor is closed.
    bool has_ended() const { return !descriptor_.is_open(); }

    /// How many bytes wait.
    std::size_t pending() const { return pending_.size(); }

    /// Tries to write what waits. Called now and then by the owner: where descriptors are short,
    /// nobody else notices that there is room.
    void flush();

  private:
    static void on_writable(void* owner, const uv_poll_t& handle);

    std::size_t write_some(std::string_view bytes);
    void watch();
    void end();

    async::Loop& loop_;
    async::FileDescriptor descriptor_;
    Written written_;
    std::function<void()> ended_;
    ByteQueue pending_;
    async::FileDescriptor epoll_;            ///< readable when the pipe is writable
    std::optional<async::PollWatch> watch_;  ///< of that
    bool is_finishing_ = false;
};

}  // namespace game
