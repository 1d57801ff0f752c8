#include "game/launch/served_workers.h"

#include <cerrno>
#include <cstdint>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace game;

namespace {

/// Children of a thread that starts them and lives as long as this, as those of the fork server do.
class ChildrenOfThread {
  public:
    explicit ChildrenOfThread(std::size_t count)
        : thread_([this, count] {
              std::vector<pid_t> pids;
              for (std::size_t i = 0; i < count; ++i)
                  pids.push_back(start());
              started_.set_value(pids);
              ended_.get_future().wait();
          }),
          pids_(started_.get_future().get()) {}
    ChildrenOfThread(const ChildrenOfThread&) = delete;
    ChildrenOfThread& operator=(const ChildrenOfThread&) = delete;

    ~ChildrenOfThread() {
        for (const pid_t pid : pids_) {
            ::kill(pid, SIGKILL);
            ::waitpid(pid, nullptr, 0);
        }
        ended_.set_value();
        thread_.join();
    }

    /// Adds all of them, with the numbers from 1.
    void add_to(ServedWorkers& workers) const {
        for (std::size_t i = 0; i < pids_.size(); ++i)
            workers.add(i + 1, pids_[i], 0, false);
    }

    pid_t pid(std::size_t number) const { return pids_.at(number - 1); }

    /// It is a zombie when this returns.
    void end(std::size_t number) const {
        ::kill(pid(number), SIGKILL);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(pid(number)), &info, WEXITED | WNOWAIT);
    }

    bool holds_number(std::size_t number) const { return ::kill(pid(number), 0) == 0; }

  private:
    static pid_t start() {
        const pid_t pid = ::fork();
        if (pid != 0) return pid;
        for (;;)
            ::pause();
    }

    std::promise<std::vector<pid_t>> started_;
    std::promise<void> ended_;
    std::thread thread_;
    std::vector<pid_t> pids_;
};

/// Workers, and what is reported of them: `1 2`.
struct Fixture {
    std::string reported;
    int failed_forks = 0;
    ServedWorkers workers{[this](std::uint64_t id, pid_t, const async::ProcessEnd& end) {
                              CHECK(end.kill_signal() == SIGKILL);
                              if (!reported.empty()) reported += ' ';
                              reported += std::to_string(id);
                          },
                          [this] { ++failed_forks; }};
};

}  // namespace

TEST_CASE("a worker that has ended is reported once, and holds its number until it is released") {
    Fixture fixture;
    ServedWorkers& workers = fixture.workers;
    const ChildrenOfThread children(1);
    children.add_to(workers);
    CHECK_FALSE(workers.look_at(1));
    CHECK_FALSE(workers.find_ended());

    children.end(1);
    CHECK(workers.find_ended());
    CHECK(workers.find_ended());
    CHECK_FALSE(workers.look_at(1));
    CHECK(fixture.reported == "1");
    CHECK(workers.has_ended(1));
    CHECK(workers.has_process(children.pid(1)));
    CHECK(children.holds_number(1));

    workers.release(1);
    CHECK_FALSE(children.holds_number(1));
    CHECK_FALSE(workers.pid_of(1));
    CHECK_FALSE(workers.has_process(children.pid(1)));
    CHECK_FALSE(workers.find_ended());
}

TEST_CASE(
    "a worker that was released before its end is not reported, and holds its number no more") {
    Fixture fixture;
    const ChildrenOfThread children(1);
    children.add_to(fixture.workers);
    fixture.workers.release(1);
    CHECK(fixture.workers.pid_of(1) == children.pid(1));
    children.end(1);
    CHECK_FALSE(fixture.workers.find_ended());
    CHECK(fixture.reported.empty());
    CHECK_FALSE(children.holds_number(1));
}

TEST_CASE("workers that have ended are found behind one that holds its number") {
    Fixture fixture;
    const ChildrenOfThread children(4);
    children.add_to(fixture.workers);
    children.end(2);
    CHECK(fixture.workers.find_ended());
    children.end(4);
    CHECK(fixture.workers.find_ended());
    children.end(3);
    CHECK(fixture.workers.find_ended());
    CHECK(fixture.reported == "2 4 3");
    CHECK_FALSE(fixture.workers.has_ended(1));
}

TEST_CASE("of workers that are forks of this process, one that fails leaves orphans") {
    Fixture fixture;
    const ChildrenOfThread children(2);
    fixture.workers.add(1, children.pid(1), 0, true);
    fixture.workers.add(2, children.pid(2), 0, false);
    children.end(2);
    fixture.workers.look_at_all();
    CHECK(fixture.failed_forks == 0);
    fixture.workers.release(1);  // also if nobody wants to know any more
    children.end(1);
    fixture.workers.look_at_all();
    CHECK(fixture.failed_forks == 1);
    CHECK(fixture.reported == "2");
}

TEST_CASE("workers of another thread that have ended are found when all are looked at") {
    Fixture fixture;
    const ChildrenOfThread children(2);
    fixture.workers.add(1, children.pid(1), 0, false);
    fixture.workers.add(2, children.pid(2), 1, false);
    children.end(1);
    CHECK(fixture.workers.find_ended());
    children.end(2);
    CHECK(fixture.workers.find_ended());  // says that one may be hidden
    CHECK(fixture.reported == "1");
    fixture.workers.look_at_all();
    CHECK(fixture.reported == "1 2");
}
