#include "common/io/forked_process.h"

#include "common/io/file_descriptor.h"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace async {

namespace {

/// What a child that is being forked needs to become a process of its own.
struct Beginning {
    const ProcessOptions& options;
    int failure;  ///< a pipe: takes an errno
};

/// Not null while this thread forks such a child.
const Beginning*& beginning() {
    thread_local const Beginning* of_this_thread = nullptr;
    return of_this_thread;
}

/// False, with errno, if something is not there.
bool take_place(const ProcessOptions& options) {
    const int standard[] = {options.standard_input, options.standard_output,
                            options.standard_error};
    for (int target = 0; target < 3; ++target) {
        if (::dup2(standard[target], target) < 0) return false;
    }
    return !options.folder || ::chdir(options.folder->c_str()) == 0;
}

/// Called in each child that is forked, before libuv makes there the descriptors that it needs.
/// That the pipe is closed tells the parent that the child has its session.
void begin_child() {
    if (beginning() == nullptr) return;
    const ProcessOptions& options = beginning()->options;
    if (options.has_own_session) ::setsid();
    if (!take_place(options)) {
        const int error = errno;
        [[maybe_unused]] const ssize_t count = ::write(beginning()->failure, &error, sizeof error);
        ::_exit(EXIT_FAILURE);
    }
    ::closefrom(3);
}

/// Before the first loop is made, when libuv registers its own: they are called in that order.
[[gnu::constructor]] void register_beginning() {
    ::pthread_atfork(nullptr, nullptr, begin_child);
}

/// As in a fresh process.
void reset_signals() {
    for (int signal = 1; signal < NSIG; ++signal)
        ::signal(signal, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// An exception would go on in a copy of the caller: it ends the child.
int run_body(const ProcessBody& body) noexcept {
    return body();
}

/// Waits until the child has begun. Returns the errno if it could not, and has ended.
int wait_for_beginning(pid_t child, int failure) {
    int error = 0;
    ssize_t count = -1;
    do {
        count = ::read(failure, &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    if (count != sizeof error) return 0;
    ::waitpid(child, nullptr, 0);
    return error;
}

}  // namespace

pid_t fork_to_run(const ProcessOptions& options, const ProcessBody& body) {
    std::vector<char*> environment = null_terminated(options.environment);
    Pipe failure = make_pipe();
    const Beginning begins{options, failure.write_end.get()};
    beginning() = &begins;
    const pid_t pid = ::fork();
    int error = pid < 0 ? errno : 0;
    beginning() = nullptr;
    if (pid == 0) {
        reset_signals();
        ::environ = environment.data();
        ::_exit(run_body(body));
    }
    failure.write_end = {};
    if (pid > 0) error = wait_for_beginning(pid, failure.read_end.get());
    if (error != 0) {
        throw std::system_error(error, std::generic_category(), "cannot start a process");
    }
    return pid;
}

}  // namespace async
