/// HostConnection: the way to one host, and the agent at its end.
#pragma once

#include "common/async/async.h"
#include "common/io/pipe_reader.h"
#include "common/io/read_buffer.h"
#include "game/hosts/frame_sender.h"
#include "game/hosts/frames.h"
#include "game/hosts/host_child.h"
#include "game/hosts/streams.h"
#include "game/launch/launcher.h"
#include "game/launch/process_description.h"
#include "game/output/output.h"
#include "game/scenario/host.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace game {

/// What all connections use. Everything that this refers to must outlive them.
struct HostServices {
    /// Starts a process that no entry of the plan describes.
    using Start = std::function<std::unique_ptr<Child>(const ProcessDescription&,
                                                       const StandardDescriptors&)>;

    async::Loop& loop;
    Launcher& launcher;                            ///< of this machine
    Start connect;                                 ///< for the commands that lead to hosts
    std::string folder;                            ///< in which these are run
    std::function<void(const std::string&)> warn;  ///< takes a message for the operator
};

/// Runs a host's `connect` command and its agent, and passes frames both ways. Owned by the
/// HostLauncher, which drives it with `run`; the children are a Worker's each.
///
/// The host is lost when the command ends, when it sends what is no frame, or when nothing was
/// heard for five seconds. The agent, which hears nothing either then, ends what it has started.
class HostConnection {
  public:
    enum class State { connecting, connected, closing, lost };

    /// `on_change` is called when the state has changed, or the connection has ended.
    HostConnection(const HostServices& services, const Host& host, std::function<void()> on_change);
    HostConnection(const HostConnection&) = delete;
    HostConnection& operator=(const HostConnection&) = delete;

    /// From the start of the command until its end.
    async::Task<void> run();

    /// Nothing is left to do: lets the agent end, and then the command.
    void close();

    State state() const { return state_; }
    bool has_ended() const { return has_ended_; }
    const Host& host() const { return host_; }
    async::Loop& loop() { return services_.loop; }
    SourceGate& gate() { return gate_; }

    /// Asks the agent for the start of a child, and returns its number. Until `release`, `forget`
    /// or HostChild::lose_connection the child must not move.
    std::uint64_t start(HostChild& child, const ProcessDescription& process, bool has_input);

    void post(FrameKind kind, std::uint64_t id, std::string_view payload = {});

    /// The child is destroyed: what is left of it is killed.
    void release(std::uint64_t id);

    /// The child is not there any more.
    void forget(std::uint64_t id) { children_.erase(id); }

    /// A time of the agent's clock. Late by as long as the quickest frame was under way.
    async::TimePoint to_our_clock(async::TimePoint time) const;

  private:
    void launch();
    void handle(const Frame& frame);
    void lose(const std::string& reason);
    std::string describe_end() const;

    async::Task<void> watch_transport();
    async::Task<void> read_frames();
    async::Task<void> relay_errors();
    async::Task<void> beat();
    async::Task<void> open_gate();
    async::Task<void> wait_for_end();
    async::Task<void> end_transport();
    async::Task<void> limit_close();

    HostServices services_;
    Host host_;
    std::function<void()> on_change_;
    State state_ = State::connecting;
    bool has_ended_ = false;
    std::unique_ptr<Child> transport_;
    bool has_started_ = false;
    async::FileDescriptor input_pipe_;  ///< the transport's
    std::optional<Output> output_;      ///< to that
    std::optional<FrameSender> sender_;
    async::ReadBuffer buffer_;  ///< its own: it is read while an output is slow
    std::optional<async::PipeReader> answers_;
    std::optional<async::PipeReader> errors_;
    FrameReceiver receiver_;
    SourceGate gate_;
    std::map<std::uint64_t, HostChild*> children_;
    std::uint64_t last_id_ = 0;
    bool is_heard_ = false;                  ///< since the last beat
    std::optional<async::Duration> offset_;  ///< of our clock to the agent's
    std::optional<async::TaskGroup> tasks_;  ///< all that `run` does
    bool has_transport_ended_ = false;
    async::Condition transport_ended_;
};

}  // namespace game
