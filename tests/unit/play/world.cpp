#include "tests/unit/play/world.h"

#include <csignal>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace tests {

FakeProcess::FakeProcess(async::Loop& loop, int standard_output, int standard_error)
    : loop_(loop),
      standard_output_(::fcntl(standard_output, F_DUPFD_CLOEXEC, 3)),
      standard_error_(::fcntl(standard_error, F_DUPFD_CLOEXEC, 3)) {}

void FakeProcess::start(pid_t pid) {
    pid_ = pid;
    start_time_ = loop_.now();
    changed_.notify_all();
}

void FakeProcess::fail(int error) {
    error_ = error;
    close_outputs();
    changed_.notify_all();
}

void FakeProcess::write_to(const async::FileDescriptor& pipe, std::string_view bytes) {
    const ssize_t count = ::write(pipe.get(), bytes.data(), bytes.size());
    if (count != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("the pipe is full");
}

void FakeProcess::close_outputs() {
    standard_output_ = async::FileDescriptor();
    standard_error_ = async::FileDescriptor();
}

void FakeProcess::end_first(const async::ProcessEnd& end) {
    if (!end_) end_ = game::ChildEnd{end, loop_.now(), false};
    changed_.notify_all();
}

void FakeProcess::end_group() {
    is_group_gone_ = true;
    close_outputs();
    changed_.notify_all();
}

void FakeProcess::exit_early(int code, async::Duration before) {
    exit(code);
    end_->time -= before;
}

void FakeProcess::exit(int code) {
    exit_alone(code);
    end_group();
}

void FakeProcess::die(int signal) {
    end_first({.wait_status = signal});
    end_group();
}

void FakeProcess::lose() {
    end_ = game::ChildEnd{{}, loop_.now(), true};
    end_group();
}

/// The worker's end of a FakeProcess.
class FakeChild final : public game::Child {
  public:
    explicit FakeChild(std::shared_ptr<FakeProcess> process) : process_(std::move(process)) {}
    FakeChild(const FakeChild&) = delete;
    FakeChild& operator=(const FakeChild&) = delete;
    ~FakeChild() override {
        process_->is_released = true;
        if (process_->pid_) process_->die(SIGKILL);
    }

    async::Task<pid_t> wait_until_started() override {
        while (!process_->pid_ && !process_->error_) {
            co_await process_->changed_.wait();
        }
        if (process_->error_) throw std::system_error(*process_->error_, std::generic_category());
        co_return *process_->pid_;
    }

    async::TimePoint start_time() const override { return process_->start_time_; }

    async::Task<void> wait_until_ended() override {
        while (!process_->end_) {
            co_await process_->changed_.wait();
        }
    }

    const game::ChildEnd& end() const override { return process_->end_.value(); }

    std::error_code terminate() override {
        ++process_->terminated;
        if (process_->on_terminate == FakeProcess::OnTerminate::end) process_->die(SIGTERM);
        return error();
    }

    std::error_code kill() override {
        ++process_->killed;
        if (!error() && process_->can_be_killed) process_->die(SIGKILL);
        return error();
    }

    async::Task<void> wait_until_gone() override {
        while (!process_->end_ || !process_->is_group_gone_) {
            co_await process_->changed_.wait();
        }
    }

  private:
    std::error_code error() const {
        const bool refuses = process_->on_terminate == FakeProcess::OnTerminate::refuse;
        return refuses ? std::make_error_code(std::errc::operation_not_permitted)
                       : std::error_code();
    }

    std::shared_ptr<FakeProcess> process_;
};

std::unique_ptr<game::Child> FakeLauncher::launch(std::size_t, std::uint64_t worker,
                                                  const game::StandardDescriptors& descriptors) {
    ++launches;
    const auto process =
        std::make_shared<FakeProcess>(loop_, descriptors.output, descriptors.error);
    processes_[worker] = process;
    if (on_launch) {
        on_launch(*process, worker);
    } else {
        process->start(static_cast<pid_t>(1000 + worker));
    }
    return std::make_unique<FakeChild>(process);
}

void FakeAudience::note(const std::string& what) {
    const std::chrono::duration<double> seconds = loop_.now() - begin_;
    story_.push_back(fmt::format("{:g} {}", seconds.count(), what));
}

void FakeAudience::clock(const game::ClockEvent& event) {
    note(fmt::format("clock {}", event.seconds));
}

void FakeAudience::started(const game::StartEvent& event) {
    note(fmt::format("start {}", event.worker));
}

void FakeAudience::line(const game::LineEvent& event) {
    const bool is_error = event.stream == game::Stream::standard_error;
    note(fmt::format("{}: {}{}", event.worker, event.text, is_error ? " on stderr" : ""));
}

void FakeAudience::exited(const game::ExitEvent& event) {
    exits.push_back(event);
    note(fmt::format("end {}: {}, {} running{}", event.worker, game::describe_exit(event),
                     event.running, event.failed ? ", failed" : ""));
}

void FakeAudience::command(const game::CommandEvent& event) {
    note(fmt::format("command {}{}", event.text, event.error ? ": " + *event.error : ""));
}

void FakeAudience::stopping(const game::StopEvent& event) {
    note(fmt::format("stop: {}", event.reason));
}

async::Task<void> FakeAudience::wait_until_caught_up() {
    while (is_behind_) {
        co_await changed_.wait();
    }
}

void FakeAudience::set_behind(bool is_behind) {
    is_behind_ = is_behind;
    changed_.notify_all();
}

game::Entry entry(async::Duration time, std::uint32_t count,
                  std::optional<async::Duration> timeout) {
    game::Entry entry;
    entry.time = time;
    entry.command = {"bot"};
    entry.name = "bot";
    entry.count = count;
    entry.timeout = timeout;
    return entry;
}

game::Entry named_entry(std::string name, std::uint32_t count, async::Duration time) {
    game::Entry named = entry(time, count);
    named.name = std::move(name);
    return named;
}

namespace {

game::Scenario scenario_of(std::vector<game::Entry> script) {
    game::Scenario scenario;
    scenario.script = std::move(script);
    return scenario;
}

async::Task<void> fail_in_the_end() {
    constexpr std::chrono::hours long_after_all(1000);
    co_await async::sleep_for(long_after_all);
    throw std::runtime_error("this never ends");
}

}  // namespace

World::World(std::vector<game::Entry> script, game::SchedulerSettings settings, double speed)
    : scale(loop.now(), speed),
      audience(loop, loop.now()),
      plan(scenario_of(std::move(script)), {"players", {}, std::nullopt, std::nullopt}),
      services{loop,
               scale,
               launcher,
               plan,
               buffer,
               audience,
               [this](const std::string& message) { audience.note("warning: " + message); },
               5s},
      scheduler(services, std::move(settings)) {}

void World::run(async::Task<void> root) {
    loop.start(fail_in_the_end());
    loop.run(std::move(root));
}

void World::play(async::Task<void> plot) {
    run(async::gather(scheduler.run(), std::move(plot)));
}

async::Task<void> settle() {
    constexpr int turns = 10;
    for (int i = 0; i < turns; ++i) {
        co_await async::next_turn();
    }
}

async::Task<void> no_plot() {
    co_return;
}

}  // namespace tests
