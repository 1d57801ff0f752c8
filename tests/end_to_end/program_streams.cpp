/// How the standard streams of a Program are made.
#include "tests/end_to_end/program.h"

#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

namespace {

Descriptor duplicate(const Descriptor& descriptor) {
    const int copy = ::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 3);
    if (copy < 0) throw_errno("F_DUPFD_CLOEXEC");
    return Descriptor(copy);
}

Descriptor file_with(const std::string& text) {
    Descriptor file = make_file();
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::write(file.get(), text.data() + done, text.size() - done);
        if (written < 0) throw_errno("cannot prepare a file");
        done += static_cast<std::size_t>(written);
    }
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

const Terminal& terminal_of(const Launch& launch) {
    if (launch.terminal == nullptr) throw std::logic_error("no terminal was given");
    return *launch.terminal;
}

}  // namespace

Descriptor Program::open_input(const Launch& launch) {
    Ends ends;
    switch (launch.input) {
        case Source::closed:
            return {};
        case Source::null_device:
            return open_file("/dev/null", O_RDONLY);
        case Source::file:
            return file_with(launch.typed);
        case Source::pipe:
            ends = make_pipe();
            break;
        case Source::socket:
            ends = make_socket_pair(SOCK_STREAM);
            break;
        case Source::terminal:
            input_is_terminal_ = true;
            ends.writer = duplicate(terminal_of(launch).person());
            ends.reader = duplicate(terminal_of(launch).programs());
            break;
    }
    make_non_blocking(ends.writer);
    input_ = std::move(ends.writer);
    to_type_ = launch.typed;
    return std::move(ends.reader);
}

Descriptor Program::open_sink(Stream& stream, Sink kind, const Launch& launch) {
    stream.kind = kind;
    Ends ends;
    switch (kind) {
        case Sink::closed:
            return {};
        case Sink::null_device:
            return open_file("/dev/null", O_WRONLY);
        case Sink::full_device:
            return open_file("/dev/full", O_WRONLY);
        case Sink::gone_reader:
            return std::move(make_pipe().writer);
        case Sink::file:
            stream.file = make_file();
            return duplicate(stream.file);
        case Sink::pipe:
            ends = make_pipe();
            break;
        case Sink::socket:
            ends = make_socket_pair(SOCK_STREAM);
            break;
        case Sink::packets:
            ends = make_socket_pair(SOCK_SEQPACKET);
            break;
        case Sink::terminal:
            ends.reader = duplicate(terminal_of(launch).person());
            ends.writer = duplicate(terminal_of(launch).programs());
            break;
    }
    make_non_blocking(ends.reader);
    stream.end = std::move(ends.reader);
    return std::move(ends.writer);
}

}  // namespace tests
