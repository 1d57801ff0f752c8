#include "game/launch/direct_launcher.h"

#include <optional>
#include <system_error>

#include <fcntl.h>
#include <signal.h>

namespace game {

class DirectLauncher::DirectChild final : public Child {
  public:
    DirectChild(async::Loop& loop, async::Children& children, const async::ProcessOptions& options)
        : loop_(loop), start_time_(loop.now()), process_(children, options) {}
    DirectChild(const DirectChild&) = delete;
    DirectChild& operator=(const DirectChild&) = delete;
    ~DirectChild() override { process_.signal_group(SIGKILL); }

    async::Task<pid_t> wait_until_started() override { co_return process_.pid(); }
    async::TimePoint start_time() const override { return start_time_; }

    async::Task<void> wait_until_ended() override {
        const async::ProcessEnd& end = co_await process_.wait();
        if (!end_) end_ = ChildEnd{end, loop_.now()};
    }

    const ChildEnd& end() const override { return *end_; }

    std::error_code terminate() override {
        process_.signal_group(SIGTERM);
        process_.signal_group(SIGCONT);
        return {};
    }

    std::error_code kill() override {
        process_.signal_group(SIGKILL);
        return {};
    }

    async::Task<void> wait_until_gone() override { co_await process_.wait(); }

  private:
    async::Loop& loop_;
    async::TimePoint start_time_;
    async::Process process_;
    std::optional<ChildEnd> end_;
};

DirectLauncher::DirectLauncher(async::Loop& loop, const LaunchPlan& plan)
    : loop_(loop), plan_(plan), children_(loop) {}

std::unique_ptr<Child> DirectLauncher::launch(std::size_t entry, std::uint64_t worker,
                                              const StandardDescriptors& descriptors) {
    async::ProcessOptions options = plan_.process(entry, worker);
    const async::FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    options.standard_input = descriptors.input >= 0 ? descriptors.input : nothing.get();
    options.standard_output = descriptors.output;
    options.standard_error = descriptors.error;
    return std::make_unique<DirectChild>(loop_, children_, options);
}

}  // namespace game
