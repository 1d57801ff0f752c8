/// WebFeed: the events that the process of `--serve` gets.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "game/commands/event_feed.h"
#include "game/output/output.h"
#include "game/play/event_source.h"

#include <filesystem>
#include <memory>
#include <utility>

namespace game {

/// Where the events come from. Owned and driven by a WebServer.
class WebFeed {
  public:
    WebFeed() = default;
    WebFeed(const WebFeed&) = delete;
    WebFeed& operator=(const WebFeed&) = delete;
    virtual ~WebFeed() = default;

    /// Writes events to `output`, as it takes them, until stopped or at the end.
    virtual async::Task<void> send(Output& output) = 0;

    /// Once `send` has been stopped: writes those that are left.
    virtual async::Task<void> send_rest(Output& output) = 0;
};

/// Those of a run, as they happen.
class RunFeed final : public WebFeed {
  public:
    /// Begins with the next event. `feed` must outlive it.
    explicit RunFeed(EventFeed& feed) : subscription_(feed) {}

    async::Task<void> send(Output& output) override;
    async::Task<void> send_rest(Output& output) override;

  private:
    EventFeed::Subscription subscription_;
};

/// Those of a log, all at once.
class LogFeed final : public WebFeed {
  public:
    /// Throws common::UsageError if the file cannot be opened, or not be read twice, as a pipe
    /// cannot.
    explicit LogFeed(const std::filesystem::path& log);

    async::Task<void> send(Output& output) override;
    async::Task<void> send_rest(Output& output) override;

  private:
    async::FileDescriptor file_;
};

/// Those of several logs that are read as one, all at once.
class SourceFeed final : public WebFeed {
  public:
    /// What `events` reads must outlive this.
    explicit SourceFeed(std::unique_ptr<EventSource> events) : events_(std::move(events)) {}

    async::Task<void> send(Output& output) override;
    async::Task<void> send_rest(Output& output) override;

  private:
    std::unique_ptr<EventSource> events_;
};

}  // namespace game
