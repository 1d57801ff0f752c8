/// FakeHosts: hosts at the far ends of connections, as a test plays them, without processes.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/pipe_reader.h"
#include "common/io/read_buffer.h"
#include "game/hosts/frames.h"
#include "game/launch/launcher.h"
#include "game/launch/process_description.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A worker on a host, as far as that knows it.
struct FarWorker {
    std::uint64_t id = 0;
    game::ProcessDescription process = {};
    std::string input = {};  ///< what has come of it
    bool has_ended = false;
    int terminated = 0;  ///< how often it was asked to end
};

/// One host. Speaks the protocol of agents over the pipes of a `connect` command that it stands
/// for. A worker that is asked to end does so.
class FakeHost {
  public:
    using Act = std::function<void(FakeHost&, FarWorker&)>;

    explicit FakeHost(async::Loop& loop, async::ReadBuffer& buffer)
        : loop_(loop), buffer_(buffer) {}
    FakeHost(const FakeHost&) = delete;
    FakeHost& operator=(const FakeHost&) = delete;

    async::Duration latency{0};   ///< from a frame to what follows from it
    bool answers_at_once = true;  ///< otherwise when the test calls `answer`
    Act on_start;                 ///< in place of `begin`
    Act on_input_end = {};

    /// Stands for the command that leads to it.
    std::unique_ptr<game::Child> connect(const game::StandardDescriptors& descriptors);

    /// Greets, and says from now on that it is there.
    void answer();

    void begin(FarWorker& worker);
    void fail(FarWorker& worker, int error);
    void write(const FarWorker& worker, std::string_view bytes);
    void end(FarWorker& worker, int wait_status);

    /// The command ends.
    void disconnect(int wait_status);

    /// Nothing is heard of it any more.
    void fall_silent() { is_silent_ = true; }

    bool is_connected() const { return input_.has_value() && !end_; }
    bool is_silent() const { return is_silent_; }

    /// Those that were asked for, by number, until they are released.
    const std::map<std::uint64_t, FarWorker>& workers() const { return workers_; }

    /// There must be one of that number.
    FarWorker& worker(std::uint64_t id) { return workers_.at(id); }

    /// The newest one. There must be one.
    FarWorker& newest() { return workers_.rbegin()->second; }

  private:
    class Transport;

    async::Task<void> serve();
    async::Task<void> beat();
    async::Task<void> handle_later(game::FrameKind kind, std::uint64_t id, std::string payload);
    void handle(game::FrameKind kind, std::uint64_t id, std::string_view payload);
    void start(std::uint64_t id, std::string_view payload);
    void handle(FarWorker& worker, game::FrameKind kind, std::string_view payload);
    void post(game::FrameKind kind, std::uint64_t id, std::string_view payload = {});
    void send(std::string_view bytes);

    async::Loop& loop_;
    async::ReadBuffer& buffer_;
    std::optional<async::PipeReader> input_;  ///< while it is connected
    async::FileDescriptor output_;
    game::FrameReceiver receiver_{game::Side::near};
    bool is_silent_ = false;
    std::map<std::uint64_t, FarWorker> workers_;
    std::optional<game::ChildEnd> end_;
    async::Condition ended_;
};

/// All hosts of a test, by name. Must outlive the tasks of the loop.
class FakeHosts {
  public:
    explicit FakeHosts(async::Loop& loop) : loop_(loop) {}

    /// Makes it when it is first named.
    FakeHost& operator[](const std::string& name);

    /// What a Host has as `connect`.
    static std::vector<std::string> command(const std::string& name) { return {"reach", name}; }

    /// For HostServices.
    std::unique_ptr<game::Child> connect(const game::ProcessDescription& command,
                                         const game::StandardDescriptors& descriptors);

    const std::map<std::string, std::unique_ptr<FakeHost>>& all() const { return hosts_; }

  private:
    async::Loop& loop_;
    async::ReadBuffer buffer_;
    std::map<std::string, std::unique_ptr<FakeHost>> hosts_;
};

}  // namespace tests
