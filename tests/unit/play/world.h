/// What the tests of a run need in place of the real world: time that skips, an audience that keeps
/// what it is told, and processes that a test plays.
#pragma once

#include "common/async/async.h"
#include "common/io/file_descriptor.h"
#include "common/io/read_buffer.h"
#include "game/events/audience.h"
#include "game/launch/launcher.h"
#include "game/play/scheduler.h"
#include "tests/unit/manual_time.h"
#include "tests/unit/shown_lines.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

using namespace std::chrono_literals;

/// One worker's process, as a test plays it. It holds the write ends of the worker's pipes. It
/// lives on when the worker has dropped its Child, so that a test can look at it.
class FakeProcess {
  public:
    /// What it does when it is asked to end.
    enum class OnTerminate { end, ignore, refuse };

    FakeProcess(async::Loop& loop, int standard_output, int standard_error);

    OnTerminate on_terminate = OnTerminate::end;
    bool can_be_killed = true;  ///< kill() works, though it may return an error
    int terminated = 0;         ///< how often it was asked to end
    int killed = 0;
    bool is_released = false;  ///< the worker has dropped its Child

    void start(pid_t pid);
    void fail(int error);

    void write(std::string_view bytes) const { write_to(standard_output_, bytes); }
    void write_error(std::string_view bytes) const { write_to(standard_error_, bytes); }

    /// Closes both pipes.
    void close_outputs();

    /// The first process ends; what it leaves behind lives on and holds the pipes.
    void exit_alone(int code) { end_first({.wait_status = code << 8}); }

    /// All of it has ended `before` now, which is only heard of now.
    void exit_early(int code, async::Duration before);

    /// What was left behind ends, too.
    void end_group();

    /// All of it ends.
    void exit(int code);
    void die(int signal);

    /// Nobody can tell how it ended.
    void lose();

  private:
    friend class FakeChild;

    static void write_to(const async::FileDescriptor& pipe, std::string_view bytes);
    void end_first(const async::ProcessEnd& end);

    async::Loop& loop_;
    async::FileDescriptor standard_output_;
    async::FileDescriptor standard_error_;
    std::optional<pid_t> pid_;
    std::optional<int> error_;
    async::TimePoint start_time_;
    std::optional<game::ChildEnd> end_;
    bool is_group_gone_ = false;
    async::Condition changed_;
};

/// Launches FakeProcesses, which start at once unless `on_launch` says something else.
class FakeLauncher final : public game::Launcher {
  public:
    explicit FakeLauncher(async::Loop& loop) : loop_(loop) {}

    std::unique_ptr<game::Child> launch(std::size_t entry, std::uint64_t worker,
                                        const game::StandardDescriptors& descriptors) override;

    /// The newest process of that worker, which must have been launched.
    FakeProcess& process(std::uint64_t worker) const { return *processes_.at(worker); }

    bool has_launched(std::uint64_t worker) const { return processes_.contains(worker); }

    /// Is given each new process; the default starts it.
    std::function<void(FakeProcess&, std::uint64_t worker)> on_launch;

    std::size_t launches = 0;

  private:
    async::Loop& loop_;
    std::map<std::uint64_t, std::shared_ptr<FakeProcess>> processes_;
};

/// Keeps what it is told, a line an event after the second at which it was told.
class FakeAudience final : public game::Audience {
  public:
    FakeAudience(async::Loop& loop, async::TimePoint begin) : loop_(loop), begin_(begin) {}

    void clock(const game::ClockEvent& event) override;
    void started(const game::StartEvent& event) override;
    void line(const game::LineEvent& event) override;
    void exited(const game::ExitEvent& event) override;
    void command(const game::CommandEvent& event) override;
    void stopping(const game::StopEvent& event) override;

    async::Task<void> wait_until_caught_up() override;

    /// From now on it is far behind, or not any more.
    void set_behind(bool is_behind);

    /// A line from elsewhere.
    void note(const std::string& what);

    const std::vector<std::string>& story() const { return story_; }

    std::vector<game::ExitEvent> exits;

  private:
    async::Loop& loop_;
    async::TimePoint begin_;
    std::vector<std::string> story_;
    bool is_behind_ = false;
    async::Condition changed_;
};

/// A scenario's entry of that time.
game::Entry entry(async::Duration time, std::uint32_t count = 1,
                  std::optional<async::Duration> timeout = std::nullopt);

/// `count` workers of that name.
game::Entry named_entry(std::string name, std::uint32_t count = 1, async::Duration time = 0s);

/// A run without its outputs and its input.
class World {
  public:
    explicit World(std::vector<game::Entry> script, game::SchedulerSettings settings = {},
                   double speed = 1);

    /// Runs `root` to its end. In virtual time that takes no time, and must not take for ever.
    void run(async::Task<void> root);

    /// Runs the scheduler to its end, and `plot` beside it.
    void play(async::Task<void> plot);

    FakeProcess& process(std::uint64_t worker) const { return launcher.process(worker); }
    const std::vector<std::string>& story() const { return audience.story(); }

    async::ManualTime time;
    async::Loop loop{time};
    game::TimeScale scale;
    FakeLauncher launcher{loop};
    FakeAudience audience;
    game::LaunchPlan plan;
    async::ReadBuffer buffer;
    game::WorkerServices services;
    game::Scheduler scheduler;
};

/// A few turns of the loop: everything that follows from what has happened.
async::Task<void> settle();

/// Nothing happens but what the scheduler does.
async::Task<void> no_plot();

using Lines = std::vector<std::string>;

}  // namespace tests
