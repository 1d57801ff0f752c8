#include "game/launch/child_launcher.h"

#include "common/io/process.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <signal.h>

namespace game {

/// One worker's process. A process that has ended stays a zombie until this is destroyed, so no
/// other one can get its number while it may be signalled.
class ChildLauncher::Process final : public Child {
  public:
    explicit Process(ChildLauncher& launcher) : launcher_(launcher) {}
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() override {
        if (pid_ != 0) launcher_.release(id_);
    }

    /// The start may fail: it is for who waits for it to know.
    void start(const async::ProcessOptions& options) {
        start_time_ = async::SteadyTime().now();
        try {
            pid_ = async::spawn(options);
            id_ = launcher_.add(*this, pid_);
        } catch (const std::system_error& failure) {
            error_ = failure.code();
        }
    }

    void set_failed(const std::error_code& error) { error_ = error; }

    void set_ended(const async::ProcessEnd& end) {
        end_ = ChildEnd{end, async::SteadyTime().now()};
        changed_.notify_all();
    }

    void set_gone() {
        is_gone_ = true;
        changed_.notify_all();
    }

    async::Task<pid_t> wait_until_started() override {
        if (error_) throw std::system_error(error_);
        co_return pid_;
    }

    async::TimePoint start_time() const override { return start_time_; }

    async::Task<void> wait_until_ended() override {
        while (!end_) {
            co_await changed_.wait();
        }
    }

    const ChildEnd& end() const override { return *end_; }

    std::error_code terminate() override {
        if (pid_ == 0) return {};
        launcher_.scans_.terminate(id_, pid_, end_.has_value());
        return find_refusal();
    }

    std::error_code kill() override {
        if (pid_ == 0) return {};
        launcher_.scans_.kill(id_, pid_, end_.has_value());
        return find_refusal();
    }

    async::Task<void> wait_until_gone() override {
        while (!is_gone_) {
            co_await changed_.wait();
        }
    }

  private:
    /// The error if we may not signal the group.
    std::error_code find_refusal() const {
        if (::kill(-pid_, 0) == 0 || errno == ESRCH) return {};
        return {errno, std::generic_category()};
    }

    ChildLauncher& launcher_;
    std::uint64_t id_ = 0;
    pid_t pid_ = 0;  ///< 0 if it could not be started
    async::TimePoint start_time_;
    std::error_code error_;
    std::optional<ChildEnd> end_;
    bool is_gone_ = false;
    async::Condition changed_;
};

ChildLauncher::ChildLauncher(async::Loop& loop, const LaunchPlan& plan)
    : plan_(plan),
      signals_(loop),
      scans_(
          loop,
          [this](pid_t pid) {
              return std::ranges::any_of(held_,
                                         [pid](const auto& one) { return one.second.pid == pid; });
          },
          [this](std::uint64_t id) { report_gone(id); }) {}

std::unique_ptr<Child> ChildLauncher::launch(std::size_t entry, std::uint64_t worker,
                                             const StandardDescriptors& descriptors) {
    auto process = std::make_unique<Process>(*this);
    try {
        async::ProcessOptions options = plan_.process(entry, worker);
        async::FileDescriptor nothing;
        if (descriptors.input < 0) {
            nothing = async::FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
            if (!nothing.is_open()) {
                throw std::system_error(errno, std::generic_category(), "/dev/null");
            }
        }
        options.standard_input = nothing.is_open() ? nothing.get() : descriptors.input;
        options.standard_output = descriptors.output;
        options.standard_error = descriptors.error;
        process->start(options);
    } catch (const std::system_error& failure) {
        process->set_failed(failure.code());
    }
    return process;
}

async::Task<void> ChildLauncher::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(handle_child_signals());
    tasks.start(scans_.run_wanted());
    tasks.start(scans_.run_again());
    co_await tasks.join();
}

async::Task<void> ChildLauncher::handle_child_signals() {
    for (;;) {
        co_await signals_.next();
        collect_ended();
    }
}

/// There are as many as a match has players, so all are looked at.
void ChildLauncher::collect_ended() {
    for (auto next = held_.begin(); next != held_.end();) {
        const auto [id, held] = *next;
        ++next;
        if (held.has_ended) continue;
        const std::optional<async::ProcessEnd> end = async::find_end(held.pid);
        if (!end) continue;
        held_.at(id).has_ended = true;
        if (held.process == nullptr) {
            release(id);
            continue;
        }
        held.process->set_ended(*end);
        scans_.set_ended(id);
    }
    reap_strangers();
}

/// Orphans. A child that is held comes before those that came later, which wait for its release.
void ChildLauncher::reap_strangers() {
    while (const auto pid = async::find_ended_child(async::ChildrenOf::process)) {
        if (std::ranges::any_of(held_, [&](const auto& one) { return one.second.pid == *pid; })) {
            return;
        }
        async::reap(*pid);
    }
}

void ChildLauncher::report_gone(std::uint64_t id) {
    const auto found = held_.find(id);
    if (found != held_.end() && found->second.process != nullptr) found->second.process->set_gone();
}

std::uint64_t ChildLauncher::add(Process& process, pid_t pid) {
    const std::uint64_t id = ++last_id_;
    held_.emplace(id, Held{pid, &process});
    return id;
}

/// From here on another process may get its number, if it has ended; else once it has.
void ChildLauncher::release(std::uint64_t id) {
    scans_.forget(id);
    Held& held = held_.at(id);
    held.process = nullptr;
    ::kill(-held.pid, SIGKILL);
    if (!held.has_ended) return;
    async::reap(held.pid);
    held_.erase(id);
    reap_strangers();
}

}  // namespace game
