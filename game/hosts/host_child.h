/// HostChild: one worker's process on whatever host it runs.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "game/hosts/frames.h"
#include "game/hosts/streams.h"
#include "game/launch/launcher.h"
#include "game/launch/process_description.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace game {

class HostChild;
class HostConnection;

/// What a child needs of the launcher that has made it.
class HostChildOwner {
  public:
    HostChildOwner() = default;
    HostChildOwner(const HostChildOwner&) = delete;
    HostChildOwner& operator=(const HostChildOwner&) = delete;
    virtual ~HostChildOwner() = default;

    /// Finds another host for a child that has not started: its host is lost.
    virtual void place_again(HostChild& child) = 0;

    /// The child is destroyed: its slot is free.
    virtual void forget(HostChild& child) = 0;
};

/// What a child keeps until it has been started: duplicates of the descriptors that it was given.
struct ChildDescriptors {
    async::FileDescriptor input;  ///< may be none
    async::FileDescriptor output;
    async::FileDescriptor error;
};

/// One worker's process. It waits until a host is chosen for it; if that host is lost before the
/// process has started, another one is. Owned by its Worker; the launcher and the connections must
/// outlive it.
///
/// What arrives of its outputs is written into the pipes that the worker reads, and what the worker
/// is told is read from its input pipe: so a Worker sees no difference between hosts.
class HostChild final : public Child {
  public:
    HostChild(HostChildOwner& owner, ProcessDescription process, ChildDescriptors descriptors);
    HostChild(const HostChild&) = delete;
    HostChild& operator=(const HostChild&) = delete;
    ~HostChild() override;

    async::Task<pid_t> wait_until_started() override;
    async::TimePoint start_time() const override;
    async::Task<void> wait_until_ended() override;
    const ChildEnd& end() const override;
    std::error_code terminate() override;
    std::error_code kill() override;
    async::Task<void> wait_until_gone() override;
    async::Task<void> wait_for_outputs() override;
    std::string_view host() const override { return host_; }

    /// Starts it through `launch`, which is given the descriptors: on this machine.
    void start_here(
        std::string_view host,
        const std::function<std::unique_ptr<Child>(const StandardDescriptors&)>& launch);

    /// Starts it at the other end of `connection`.
    void start_there(std::string_view host, HostConnection& connection);

    /// It cannot be started anywhere.
    void fail(const std::error_code& error, std::string words);

    /// A frame about it has arrived. Throws BadFrame.
    void handle(const Frame& frame);

    /// Its connection is gone: it is placed again, or lost.
    void lose_connection(async::TimePoint now);

    /// Tries to write what waits for room; see StreamSink::flush.
    void flush();

  private:
    /// One of the outputs.
    struct Output {
        std::optional<StreamSink> sink;
        std::size_t owed = 0;  ///< what was written, and the other end was not told of
    };

    void set_started(std::string_view payload);
    void set_failed(std::string_view payload);
    void set_ended(std::string_view payload);
    void open_streams();
    void open_output(Output& output, async::FileDescriptor pipe, FrameKind credit);
    void take(Output& output, std::string_view bytes);
    void end_output(Output& output);
    bool has_outputs() const;

    HostChildOwner& owner_;
    ProcessDescription process_;
    ChildDescriptors descriptors_;
    std::string host_;
    std::unique_ptr<Child> local_;          ///< if it runs on this machine
    HostConnection* connection_ = nullptr;  ///< if it runs elsewhere, until that is lost
    std::uint64_t id_ = 0;
    std::optional<pid_t> pid_;
    async::TimePoint start_time_;
    std::optional<std::error_code> error_;
    std::string failure_;  ///< the same in words
    std::optional<ChildEnd> end_;
    bool is_gone_ = false;
    bool has_drained_ = false;  ///< the other end was told that the process has ended
    Output output_;
    Output errors_;
    std::optional<StreamSource> input_;
    async::Condition changed_;
};

}  // namespace game
