/// WorkerOutputs: what one worker writes.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/pipe_reader.h"
#include "common/text/line_splitter.h"
#include "game/events/events.h"
#include "game/match/roster.h"
#include "game/play/worker_services.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// The reading ends of a worker's standard output and standard error. Relays each line to the
/// audience, and those of standard output to the match, if the worker has a part in it. Owned and
/// driven by its Worker.
class WorkerOutputs {
  public:
    /// `contestant` is the worker's part in the match, or null. Calls `on_end` when both outputs
    /// are at their ends. All that is referred to must outlive it.
    WorkerOutputs(const WorkerServices& services, std::uint64_t worker, const std::string& label,
                  Contestant* contestant, std::function<void()> on_end);
    WorkerOutputs(const WorkerOutputs&) = delete;
    WorkerOutputs& operator=(const WorkerOutputs&) = delete;

    /// The other ends of the pipes, for the process.
    struct WriteEnds {
        async::FileDescriptor output;
        async::FileDescriptor error;
    };

    /// Makes the pipes. Throws std::system_error.
    WriteEnds open();

    /// Gives them up, as the process cannot be started. They may be opened again.
    void close();

    /// Relays in two tasks, which end at the ends of the outputs.
    void start(async::TaskGroup& tasks);

    /// Relays what the outputs hold now, without waiting. Returns how many bytes that were.
    std::size_t read_pending();

    /// What the pipes hold now is the last that is read.
    void cut();

    /// True if both are at their ends.
    bool have_ended() const { return open_ == 0; }

    /// How many lines there were, or pieces of long ones.
    std::uint64_t lines() const { return lines_; }

  private:
    struct Relay {
        explicit Relay(Stream which);

        Stream stream;
        std::optional<async::PipeReader> pipe;
        common::LineSplitter splitter;
        bool is_in_line = false;  ///< the latest piece was continued
    };

    async::Task<void> relay(Relay& relay);
    void relay_bytes(Relay& relay, std::string_view bytes);
    void relay_line(Relay& relay, async::Duration now, std::string_view text, bool continued);

    const WorkerServices& services_;
    std::uint64_t worker_;
    const std::string& label_;
    Contestant* contestant_;
    std::function<void()> on_end_;
    Relay output_{Stream::standard_output};
    Relay error_{Stream::standard_error};
    int open_ = 2;  ///< pipes that are not at their ends
    std::uint64_t lines_ = 0;
};

}  // namespace game
