/// AgentWorker: one process that the agent has started.
#pragma once

#include "common/async/async.h"
#include "game/hosts/frames.h"
#include "game/hosts/streams.h"
#include "game/launch/fork_server.h"
#include "game/launch/launcher.h"
#include "game/launch/process_description.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace game {

/// What it needs of the agent.
class AgentLink {
  public:
    AgentLink() = default;
    AgentLink(const AgentLink&) = delete;
    AgentLink& operator=(const AgentLink&) = delete;
    virtual ~AgentLink() = default;

    virtual void post(FrameKind kind, std::uint64_t id, std::string_view payload) = 0;
    virtual async::Loop& loop() = 0;
    virtual SourceGate& gate() = 0;
};

/// One process, from its start to its release. Owned and driven by the Agent.
class AgentWorker {
  public:
    /// Asks for the start. `link` and `launcher` must outlive it. Throws std::system_error.
    AgentWorker(AgentLink& link, ForkServer& launcher, std::uint64_t id, ProcessDescription process,
                bool has_input);
    AgentWorker(const AgentWorker&) = delete;
    AgentWorker& operator=(const AgentWorker&) = delete;

    /// Reports what becomes of it, until it could not be started or is released.
    async::Task<void> run();

    /// A frame about it has arrived. Throws BadFrame.
    void handle(const Frame& frame);

    /// The near end is gone: asks the process and all that belongs to it to end.
    void terminate();

    bool is_gone() const { return is_gone_ || !is_started_; }

    /// Tries to write what waits for room; see StreamSink::flush.
    void flush();

  private:
    async::Task<void> follow();
    async::Task<void> report_gone();
    async::Task<void> limit_outputs();
    void begin_outputs();

    AgentLink& link_;
    std::uint64_t id_;
    ProcessDescription process_;
    std::optional<StreamSource> output_;
    std::optional<StreamSource> errors_;
    std::optional<StreamSink> input_;
    std::size_t input_owed_ = 0;  ///< bytes that were written, and the near end was not told of
    std::unique_ptr<Child> child_;
    std::optional<async::TaskGroup> tasks_;
    bool is_started_ = false;
    bool is_gone_ = false;
    bool is_gone_awaited_ = false;
    bool is_released_ = false;
};

}  // namespace game
