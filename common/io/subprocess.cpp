#include "common/io/subprocess.h"

#include "common/async/sleep.h"
#include "common/async/task_group.h"

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace async {

namespace {

bool is_program(const std::string& file) {
    struct stat status{};
    return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           ::access(file.c_str(), X_OK) == 0;
}

/// The file that a shell would run for `name`; `name` itself if there is none.
std::string find_on_path(const std::string& name) {
    if (name.find('/') != std::string::npos) return name;
    const char* const variable = std::getenv("PATH");
    std::string_view path = variable != nullptr ? variable : "/bin:/usr/bin";
    for (;;) {
        const std::size_t end = path.find(':');
        const std::string folder(path.substr(0, end));
        std::string file = (folder.empty() ? "." : folder) + '/' + name;
        if (is_program(file)) return file;
        if (end == std::string_view::npos) return name;
        path.remove_prefix(end + 1);
    }
}

std::vector<std::string> our_environment() {
    std::vector<std::string> variables;
    for (char** variable = ::environ; *variable != nullptr; ++variable)
        variables.emplace_back(*variable);
    return variables;
}

pid_t start(const std::vector<std::string>& command, int output, int errors) {
    const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const std::string name = command.empty() ? "" : command.front();
    ProcessOptions options;
    options.program = find_on_path(name);
    options.arguments = command;
    options.environment = our_environment();
    options.standard_input = nothing.get();
    options.standard_output = output;
    options.standard_error = errors;
    try {
        return spawn(options);
    } catch (const std::system_error& error) {
        throw std::system_error(error.code(), "cannot start " + name);
    }
}

Task<void> read_rest(LineReader& lines, std::string& text) {
    std::string rest = co_await lines.rest();
    text = std::move(rest);
}

}  // namespace

Subprocess::Subprocess(Loop& loop, const std::vector<std::string>& command)
    : Subprocess(loop, command, make_pipe(), make_pipe()) {}

Subprocess::Subprocess(Loop& loop, const std::vector<std::string>& command, Pipe output,
                       Pipe errors)
    : output_(std::move(output.read_end)),
      errors_(std::move(errors.read_end)),
      child_(start(command, output.write_end.get(), errors.write_end.get())),
      process_(static_cast<int>(::syscall(SYS_pidfd_open, child_.pid, 0))),
      output_lines_(loop, output_.get()),
      error_lines_(loop, errors_.get()),
      has_ended_(loop, process_.get(), Direction::read) {}

Subprocess::Child::~Child() {
    if (end) return;
    ::kill(-pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}

Task<ProcessEnd> Subprocess::wait() {
    if (!child_.end) {
        co_await has_ended_.wait();
        int wait_status = 0;
        rusage usage{};
        ::wait4(child_.pid, &wait_status, 0, &usage);
        child_.end = make_process_end(wait_status, usage);
    }
    co_return *child_.end;
}

void Subprocess::signal(int signal) const {
    if (!child_.end) ::kill(-child_.pid, signal);
}

Task<ProcessResult> run_process(std::vector<std::string> command) {
    const TaskContext& context = co_await current_context();
    Subprocess process(context.loop, command);
    ProcessResult result;
    std::vector<Task<void>> reading;
    reading.push_back(read_rest(process.output(), result.output));
    reading.push_back(read_rest(process.errors(), result.errors));
    co_await gather(std::move(reading));
    const ProcessEnd end = co_await process.wait();
    result.end = end;
    co_return result;
}

}  // namespace async
