/// game(1): what starts the workers may be stuck, or a start may take for ever.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/fanotify.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

namespace {

/// A program that cannot be executed until this goes, as if it lay on a dead file system.
class BlockedProgram {
  public:
    explicit BlockedProgram(const std::string& path)
        : group_(::fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC, O_RDONLY | O_CLOEXEC)) {
        is_blocked_ =
            group_.is_open() && ::fanotify_mark(group_.get(), FAN_MARK_ADD, FAN_OPEN_EXEC_PERM,
                                                AT_FDCWD, path.c_str()) == 0;
        if (!is_blocked_) MESSAGE("skipped: this takes root, and fanotify");
    }
    bool is_blocked() const { return is_blocked_; }

    /// True when something waits to execute it.
    bool is_wanted() const {
        pollfd readable{group_.get(), POLLIN, 0};
        return ::poll(&readable, 1, 0) == 1;
    }

  private:
    Descriptor group_;
    bool is_blocked_ = false;
};

}  // namespace

TEST_SUITE("a stuck fork server") {
    TEST_CASE("a start that takes for ever does not keep ends from being reported") {
        Match match(scenario({child({"wait-file", "go", "print", "over"}),
                              command({"./blocked"}, R"("time": 0.1)")}));
        const BlockedProgram blocked(
            match.folder.write_program("blocked", "#!/bin/sh\necho started\n"));
        if (!blocked.is_blocked()) return;
        Program game(match.launch);
        game.wait_until("the program is started", [&] { return blocked.is_wanted(); });
        match.release("go");
        game.wait_for_output(ended(1, "exit code 0", 0));
        game.signal(SIGKILL);
        game.wait_for_end();
        wait_until_all_are_gone();
    }

    TEST_CASE("a fork server that a debugger holds is killed when it is needed") {
        Match match(scenario({child({"print", "ready", "sleep-forever"})}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("ready");
        pid_t server = 0;
        for (const Process& process : game_processes()) {
            if (process.pid != game.pid()) server = process.pid;
        }
        if (server == 0 && ::geteuid() != 0) {
            MESSAGE("skipped: only root may look at the fork server");
            return;
        }
        REQUIRE(server != 0);
        if (::ptrace(PTRACE_SEIZE, server, nullptr, nullptr) != 0) {
            MESSAGE("skipped: no debugger is allowed");
            return;
        }
        REQUIRE(::ptrace(PTRACE_INTERRUPT, server, nullptr, nullptr) == 0);
        game.type("quit\n");
        // A process that is traced is reaped by its tracer first.
        game.wait_until("it is killed", [&] {
            int status = 0;
            return ::waitpid(server, &status, WNOHANG | __WALL) == server && WIFSIGNALED(status);
        });
        const Result result = game.wait();
        CHECK(contains(result.errors, "the process that starts the workers is gone"));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
