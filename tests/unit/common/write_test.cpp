#include "common/write.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using common::write_all;

namespace {

/// Both ends of a pipe, with the flags given; closed at its end.
class PipeWithFlags {
  public:
    explicit PipeWithFlags(int flags) { REQUIRE(pipe2(ends_.data(), flags) == 0); }
    PipeWithFlags(const PipeWithFlags&) = delete;
    PipeWithFlags& operator=(const PipeWithFlags&) = delete;
    ~PipeWithFlags() {
        close_reader();
        close_writer();
    }

    int reader() const { return ends_[0]; }
    int writer() const { return ends_[1]; }
    void close_reader() { close_end(0); }
    void close_writer() { close_end(1); }

    /// Everything up to the end.
    std::string read_all() const {
        std::string bytes;
        std::array<char, 1000> buffer{};
        for (;;) {
            const ssize_t count = read(reader(), buffer.data(), buffer.size());
            if (count == 0) return bytes;
            if (count > 0) bytes.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }

  private:
    void close_end(std::size_t end) {
        if (ends_.at(end) >= 0) close(ends_.at(end));
        ends_.at(end) = -1;
    }

    std::array<int, 2> ends_ = {-1, -1};
};

/// A text many times larger than a pipe holds.
std::string large_text() {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += std::to_string(i) + '\n';
    return text;
}

int error_of_write(int descriptor, std::string_view bytes) {
    try {
        write_all(descriptor, bytes);
    } catch (const std::system_error& error) {
        return error.code().value();
    }
    return 0;
}

/// Ignores SIGPIPE, as both programs do, while it lives.
class WithoutSigpipe {
  public:
    WithoutSigpipe() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
    WithoutSigpipe(const WithoutSigpipe&) = delete;
    WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
    ~WithoutSigpipe() { std::signal(SIGPIPE, before_); }

  private:
    void (*before_)(int);
};

}  // namespace

TEST_CASE("what is written arrives") {
    PipeWithFlags pipe(0);
    write_all(pipe.writer(), "N john\n");
    write_all(pipe.writer(), "");
    pipe.close_writer();
    CHECK(pipe.read_all() == "N john\n");
}

TEST_CASE("a full pipe that does not block is waited for, and keeps its flags") {
    const std::string text = large_text();
    PipeWithFlags pipe(O_NONBLOCK);
    const int flags = fcntl(pipe.writer(), F_GETFL);
    std::string arrived;
    std::thread reader([&] { arrived = pipe.read_all(); });
    write_all(pipe.writer(), text);
    CHECK(fcntl(pipe.writer(), F_GETFL) == flags);
    pipe.close_writer();
    reader.join();
    CHECK(arrived == text);
}

TEST_CASE("a signal does not cut a write short") {
    struct sigaction interrupting{};  // without SA_RESTART, so that write(2) is interrupted
    interrupting.sa_handler = [](int) {};
    struct sigaction before{};
    REQUIRE(sigaction(SIGUSR1, &interrupting, &before) == 0);
    const std::string text = large_text();
    PipeWithFlags pipe(0);
    std::thread writer([&] {
        write_all(pipe.writer(), text);
        pipe.close_writer();
    });
    for (int i = 0; i < 1000; ++i)
        pthread_kill(writer.native_handle(), SIGUSR1);
    const std::string arrived = pipe.read_all();
    writer.join();
    sigaction(SIGUSR1, &before, nullptr);
    CHECK(arrived == text);
}

TEST_CASE("why it cannot be written") {
    const WithoutSigpipe without_sigpipe;
    PipeWithFlags pipe(0);
    pipe.close_reader();
    CHECK(error_of_write(pipe.writer(), "N john\n") == EPIPE);
    CHECK(error_of_write(-1, "N john\n") == EBADF);
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    CHECK(error_of_write(full, "N john\n") == ENOSPC);
    close(full);
}

TEST_CASE("a reader who goes while we wait for room") {
    const WithoutSigpipe without_sigpipe;
    PipeWithFlags pipe(O_NONBLOCK);
    const std::string filling(4096, 'x');
    while (write(pipe.writer(), filling.data(), filling.size()) > 0) {
    }
    std::thread reader([&] { pipe.close_reader(); });
    CHECK(error_of_write(pipe.writer(), "N john\n") == EPIPE);
    reader.join();
}
