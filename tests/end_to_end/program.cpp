#include "tests/end_to_end/program.h"

#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/processes.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <sstream>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tests {

Program::Program(const Launch& launch) : command_(launch.command) {
    const Descriptor input = open_input(launch);
    const Descriptor output = open_sink(output_, launch.output, launch);
    const Descriptor errors = open_sink(errors_, launch.errors, launch);
    const bool given_input = launch.input_descriptor >= 0;
    const bool given_output = launch.output_descriptor >= 0;
    if (given_output) output_.end.close();
    // Both come out of the same terminal; it is all told as standard output.
    if (launch.output == Sink::terminal && launch.errors == Sink::terminal) errors_.end.close();
    pid_ = spawn(launch, given_input ? launch.input_descriptor : input.get(),
                 given_output ? launch.output_descriptor : output.get(), errors.get());
    process_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
    if (!process_.is_open()) throw_errno("pidfd_open");
}

Program::~Program() {
    note_transcript();
    if (ended_ || pid_ < 0) return;
    kill_tree(pid_);
    ::waitpid(pid_, nullptr, 0);
}

void Program::type(std::string_view text) {
    to_type_ += text;
    wait_while_running("what was typed is accepted", [&] { return to_type_.empty(); });
}

void Program::close_input() {
    if (input_is_terminal_) {
        type("\x04");
    } else {
        input_.close();
    }
}

void Program::hang_up() {
    input_.close();
    for (Stream* stream : {&output_, &errors_}) {
        if (stream->kind == Sink::terminal) stream->end.close();
    }
}

void Program::signal(int number) const {
    if (ended_) return;
    if (::kill(pid_, number) != 0) throw_errno("kill");
}

void Program::signal_group(int number) const {
    if (::kill(-pid_, number) != 0) throw_errno("kill of the group");
}

void Program::wait_until(const std::string& what, const std::function<bool()>& condition) {
    const Deadline deadline;
    while (!condition()) {
        if (deadline.passed()) throw TimeOut("waited in vain until " + what + told());
        turn(deadline.left(5));
    }
}

void Program::wait_for_output(std::string_view text) {
    wait_for_text(output_, text);
}
void Program::wait_for_errors(std::string_view text) {
    wait_for_text(errors_, text);
}

void Program::wait_for_text(const Stream& stream, std::string_view text) {
    std::size_t searched = 0;
    wait_while_running("it says `" + std::string(text) + "`", [&] {
        // Only what is new, and where it joins the old: streams can be long.
        const std::size_t from = searched < text.size() ? 0 : searched - text.size();
        searched = stream.text.size();
        return stream.text.find(text, from) != std::string::npos;
    });
}

void Program::wait_while_running(const std::string& what, const std::function<bool()>& condition) {
    const Deadline deadline;
    while (!condition()) {
        if (ended_) {
            read_what_is_there();
            if (condition()) return;
            throw TimeOut("it ended before " + what + told());
        }
        if (deadline.passed()) throw TimeOut("waited in vain until " + what + told());
        turn(deadline.left(1000));
    }
}

Ending Program::wait_for_end() {
    const Deadline deadline;
    while (!ended_) {
        if (deadline.passed()) throw TimeOut("waited in vain for its end" + told());
        turn(deadline.left(1000));
    }
    return ending_;
}

Result Program::wait() {
    wait_for_end();
    const Deadline deadline;
    while (!streams_at_end()) {
        // A terminal has no end while we hold its other side open ourselves.
        if (output_.kind == Sink::terminal || errors_.kind == Sink::terminal) break;
        if (deadline.passed()) throw TimeOut("somebody holds its output open" + told());
        turn(deadline.left(1000));
    }
    read_what_is_there();
    return {output(), errors(), ending_};
}

void Program::turn(int longest) {
    // Negative descriptors are skipped by poll().
    std::array<pollfd, 4> watched{{
        {output_.is_read() ? output_.end.get() : -1, POLLIN, 0},
        {errors_.is_read() ? errors_.end.get() : -1, POLLIN, 0},
        {to_type_.empty() ? -1 : input_.get(), POLLOUT, 0},
        {ended_ ? -1 : process_.get(), POLLIN, 0},
    }};
    if (::poll(watched.data(), watched.size(), longest) < 0 && errno != EINTR) throw_errno("poll");
    if (watched[0].revents != 0) read_some(output_);
    if (watched[1].revents != 0) read_some(errors_);
    if (watched[2].revents != 0) write_some();
    if (watched[3].revents != 0) note_end();
}

void Program::read_some(Stream& stream) {
    // A packet that is not read whole is lost.
    std::string buffer(stream.kind == Sink::packets ? 1U << 20U : 1U << 16U, '\0');
    const ssize_t got = ::read(stream.end.get(), buffer.data(), buffer.size());
    if (got > 0) {
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        stream.text += bytes;
        if (stream.kind == Sink::packets) stream.packets.emplace_back(bytes);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        // A terminal reports EIO when the last program has gone.
        stream.end.close();
    }
}

void Program::write_some() {
    const ssize_t written = ::write(input_.get(), to_type_.data(), to_type_.size());
    if (written >= 0) {
        to_type_.erase(0, static_cast<std::size_t>(written));
    } else if (errno != EAGAIN && errno != EINTR) {
        throw_errno("cannot type");
    }
}

void Program::note_end() {
    int status = 0;
    if (::waitpid(pid_, &status, 0) != pid_) throw_errno("waitpid");
    ended_ = true;
    ending_ = WIFEXITED(status) ? exited(WEXITSTATUS(status)) : killed_by(WTERMSIG(status));
}

void Program::read_what_is_there() {
    for (Stream* stream : {&output_, &errors_}) {
        if (stream->file.is_open()) {
            std::array<char, 65536> buffer{};
            stream->text.clear();
            for (ssize_t got = 1; got > 0;) {
                got = ::pread(stream->file.get(), buffer.data(), buffer.size(),
                              static_cast<off_t>(stream->text.size()));
                if (got > 0) stream->text.append(buffer.data(), static_cast<std::size_t>(got));
            }
        }
        while (stream->is_read()) {
            const std::size_t before = stream->text.size();
            read_some(*stream);
            if (stream->text.size() == before) break;
        }
    }
}

std::string Program::told() const {
    constexpr std::size_t shown = 3000;
    const auto tail = [](const std::string& text) {
        return text.size() <= shown ? text : "[...]" + text.substr(text.size() - shown);
    };
    return "\n--- standard output:\n" + tail(output()) + "\n--- standard error:\n" + tail(errors());
}

void Program::note_transcript() const {
    std::string text;
    for (const std::string& word : command_)
        text += "'" + word + "' ";
    std::ostringstream ending;
    if (ended_) ending << ending_;
    transcripts().push_back(text + (ended_ ? ending.str() : "was abandoned") + told());
}

std::vector<std::string>& transcripts() {
    static std::vector<std::string> all;
    return all;
}

Result run(const Launch& launch) {
    Program program(launch);
    return program.wait();
}

}  // namespace tests
