/// Tracer: runs a program under ptrace, and lets one system call of it fail.
#pragma once

#include "tests/faults/calls.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>

namespace faults {

using Clock = std::chrono::steady_clock;

/// Which process makes a call. Threads count to their process.
enum class Role {
    main,    ///< the program itself
    server,  ///< a fork of it
    child,   ///< a fork of the server, until it executes another program
};

std::optional<Role> parse_role(const std::string& name);

/// What happens at a call.
struct Fault {
    Role role = Role::main;
    std::string call;              ///< its name, as CallNames has it
    unsigned long occurrence = 1;  ///< 1: the first such call
    int error = 0;                 ///< the errno with which the call fails
    bool persists = false;         ///< each such call from there on fails
    int signal = 0;                ///< in place of an error: is sent to the process
    int later_signal = 0;          ///< SIGCONT to the same process, another to main, after `delay`
    std::chrono::milliseconds delay{0};
};

struct Limits {
    std::chrono::milliseconds deadline{30'000};  ///< for the program to end by itself
    std::chrono::milliseconds quiet{
        4'000};  ///< it hangs if none of its threads moves for this long
    std::chrono::milliseconds patience{5'000};  ///< then, for it to end after a SIGTERM
    std::chrono::milliseconds grace{3'000};     ///< then, for its descendants to end
    unsigned long calls = 1'000'000;            ///< after the fault
};

/// Runs one command. Writes to the report, a line each:
///
///     pid N                          it has begun
///     fault                          the fault has happened
///     hang WHAT                      it does not end; where its threads are
///     deaf                           nor after a SIGTERM
///     spin                           it made too many calls after the fault
///     exit N, signal N               how it ended
///     cpu SECONDS                    processor time of it and of what it waited for
///     left PROCESS                   a descendant that is still there after the grace
///     gone MILLISECONDS              from its end to that of its last descendant
///     count ROLE CALL N              how often the call was made
///
/// At the end, nothing that it started is left. This process must have no other children, and be a
/// subreaper.
class Tracer {
  public:
    Tracer(int report, std::optional<Fault> fault, Limits limits);

    /// Starts the command, and returns when all of its processes have ended.
    void run(const std::vector<std::string>& command);

  private:
    struct Thread {
        Role role = Role::main;
        pid_t process = 0;
        std::string call;                    ///< the one in which it is
        std::optional<long> result;          ///< what that is to return
        std::optional<long> first_argument;  ///< what it is to be again afterwards
        bool is_in_call = false;
        bool is_worker = false;  ///< it has executed its program, and is let go as soon as possible
    };

    enum class Stage { running, told_to_end, ended, killing };

    void start(const std::vector<std::string>& command);
    void handle(pid_t tid, int status, const rusage& usage);
    void handle_end(pid_t tid, int status, const rusage& usage);
    void handle_stop(pid_t tid, int status);
    void adopt(pid_t parent);
    bool is_let_go(pid_t tid, const Thread& thread, int signal);
    void enter_call(pid_t tid, Thread& thread, const Call& call);
    void leave_call(pid_t tid, Thread& thread);
    void inject(pid_t tid, Thread& thread, const Call& call);
    void look_at_the_time();
    bool is_hanging(Clock::time_point now);
    void report_hang();
    void kill_all();
    void say(const std::string& line) const;

    int report_;
    std::optional<Fault> fault_;
    Limits limits_;
    CallNames names_;
    pid_t main_ = -1;
    std::map<pid_t, Thread> threads_;
    std::set<pid_t> early_;  ///< stopped before the event that says whose they are
    std::map<std::pair<Role, std::string>, unsigned long> counts_;
    unsigned long calls_after_fault_ = 0;
    bool is_counting_ = false;
    bool has_happened_ = false;
    pid_t fault_process_ = -1;
    Stage stage_ = Stage::running;
    Clock::time_point stage_begin_;
    Clock::time_point last_move_;  ///< when some thread made or ended a call
    std::optional<Clock::time_point> later_;
    std::optional<Clock::time_point> main_end_;
};

}  // namespace faults
