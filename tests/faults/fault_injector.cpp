/// Runs a program under ptrace, lets one system call of it fail or kills it there, and reports what
/// became of it and of its descendants. tests/faults/run drives it; see there.
///
///     fault_injector --report FD [--fault ROLE CALL OCCURRENCE ACTION] [--deadline MS]
///                    [--quiet MS] [--patience MS] [--grace MS] [--calls N] -- COMMAND...
///
/// An ACTION is an errno as a number, with a `*` behind it if each such call from there on is to
/// fail; KILL; STOP+CONT, STOP+TERM or STOP+KILL: stops the process there, and later continues it,
/// or sends SIGTERM or SIGKILL to the program. SIGUSR1 to this process is passed on as SIGTERM.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#if defined(__x86_64__)
#include "tests/faults/tracer.h"

#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

faults::Fault parse_fault(const std::string& role, const std::string& call,
                          const std::string& occurrence, const std::string& action) {
    faults::Fault fault;
    fault.role = faults::parse_role(role).value();
    fault.call = call;
    fault.occurrence = std::stoul(occurrence);
    fault.delay = std::chrono::milliseconds(150);
    if (action == "KILL") {
        fault.signal = SIGKILL;
    } else if (action.starts_with("STOP")) {
        fault.signal = SIGSTOP;
        fault.later_signal = action == "STOP+CONT"   ? SIGCONT
                             : action == "STOP+TERM" ? SIGTERM
                                                     : SIGKILL;
    } else {
        fault.error = std::stoi(action);
        fault.persists = action.ends_with('*');
    }
    return fault;
}

int run(const std::vector<std::string>& arguments) {
    int report = -1;
    std::optional<faults::Fault> fault;
    faults::Limits limits;
    std::size_t i = 0;
    const auto next = [&] { return arguments.at(i++); };
    const auto milliseconds = [&] { return std::chrono::milliseconds(std::stol(next())); };
    for (std::string option = next(); option != "--"; option = next()) {
        if (option == "--report") {
            report = std::stoi(next());
        } else if (option == "--fault") {
            const std::string role = next();
            const std::string call = next();
            const std::string occurrence = next();
            fault = parse_fault(role, call, occurrence, next());
        } else if (option == "--deadline") {
            limits.deadline = milliseconds();
        } else if (option == "--quiet") {
            limits.quiet = milliseconds();
        } else if (option == "--patience") {
            limits.patience = milliseconds();
        } else if (option == "--grace") {
            limits.grace = milliseconds();
        } else if (option == "--calls") {
            limits.calls = std::stoul(next());
        } else {
            throw std::runtime_error("no such option: " + option);
        }
    }
    ::fcntl(report, F_SETFD, FD_CLOEXEC);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    faults::Tracer(report, fault, limits)
        .run({arguments.begin() + static_cast<std::ptrdiff_t>(i), arguments.end()});
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fault_injector: %s\n", error.what());
        return 77;
    }
}

#else

int main() {
    std::fputs("fault_injector: it knows the registers of x86_64 only\n", stderr);
    return 77;
}

#endif
