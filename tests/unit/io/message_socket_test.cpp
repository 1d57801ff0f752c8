#include "common/io/message_socket.h"

#include "common/async/async.h"
#include "tests/unit/story.h"

#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace async;
using story::run_in_time;

namespace {

std::span<const std::byte> bytes_of(const int& number) {
    return std::as_bytes(std::span(&number, 1));
}

int number_in(const MessageSocket::Message& message) {
    int number = -1;
    REQUIRE(message.bytes.size() == sizeof number);
    std::memcpy(&number, message.bytes.data(), sizeof number);
    return number;
}

/// Fills what the kernel holds for the other end. Returns how many messages that took.
int fill(const MessageSocket& socket) {
    for (int number = 0;; ++number) {
        const int error = socket.try_send(bytes_of(number));
        if (error == 0) continue;
        CHECK(error == EAGAIN);
        return number;
    }
}

Task<void> receive_numbers(MessageSocket& socket, int count) {
    for (int number = 0; number < count; ++number) {
        const std::optional<MessageSocket::Message> message = co_await socket.receive();
        REQUIRE(message.has_value());
        CHECK(number_in(*message) == number);
    }
}

Task<void> send_more_than_fits(Loop& loop) {
    constexpr int waiting = 10;
    auto [near, far] = MessageSocket::make_pair();
    MessageSocket sender(loop, std::move(near));
    MessageSocket receiver(loop, std::move(far));
    MessageOutbox outbox(sender);
    const int sent = fill(sender);
    for (int number = sent; number < sent + waiting; ++number)
        outbox.post(bytes_of(number));
    CHECK_FALSE(outbox.is_empty());
    const TaskContext& context = co_await current_context();
    TaskGroup tasks(context);
    tasks.start(outbox.run());
    const int all = sent + waiting;
    co_await receive_numbers(receiver, all);
    CHECK(outbox.is_empty());
    tasks.stop();
    co_await tasks.join();
}

Task<void> send_descriptor_later(Loop& loop) {
    auto [near, far] = MessageSocket::make_pair();
    MessageSocket sender(loop, std::move(near));
    MessageSocket receiver(loop, std::move(far));
    MessageOutbox outbox(sender);
    const int sent = fill(sender);
    Pipe pipe = make_pipe();
    const int descriptors[] = {pipe.write_end.get()};
    outbox.post(bytes_of(sent), descriptors);
    pipe.write_end = FileDescriptor();
    const TaskContext& context = co_await current_context();
    TaskGroup tasks(context);
    tasks.start(outbox.run());
    co_await receive_numbers(receiver, sent);
    const std::optional<MessageSocket::Message> last = co_await receiver.receive();
    REQUIRE(last.has_value());
    REQUIRE(last->descriptors.size() == 1);
    CHECK(::write(last->descriptors[0].get(), "!", 1) == 1);
    char byte = 0;
    CHECK(::read(pipe.read_end.get(), &byte, 1) == 1);
    tasks.stop();
    co_await tasks.join();
}

Task<void> send_to_nobody(Loop& loop) {
    auto [near, far] = MessageSocket::make_pair();
    MessageSocket sender(loop, std::move(near));
    MessageOutbox outbox(sender);
    far = FileDescriptor();
    const int number = 1;
    const int error = sender.try_send(bytes_of(number));
    CHECK(MessageSocket::is_gone(error));
    outbox.post(bytes_of(number));  // no error
    CHECK(outbox.is_empty());
    const std::optional<MessageSocket::Message> message = co_await sender.receive();
    CHECK_FALSE(message.has_value());
}

void run_alone(Task<void> (*test)(Loop&)) {
    SteadyTime time;
    Loop loop(time);
    run_in_time(loop, test(loop));
}

}  // namespace

TEST_CASE("messages that the kernel has no room for are sent later, in their order") {
    run_alone(send_more_than_fits);
}

TEST_CASE("so are their descriptors, which the sender may close at once") {
    run_alone(send_descriptor_later);
}

TEST_CASE("a message to an end that is gone is dropped, and the receiver sees why") {
    run_alone(send_to_nobody);
}

TEST_CASE("a thread waits for messages until the socket is shut down") {
    auto [near, far] = MessageSocket::make_pair();
    std::vector<int> received;
    std::thread thread([&received, socket = far.get()] {
        while (const auto message = MessageSocket::receive_blocking(socket))
            received.push_back(number_in(*message));
    });
    for (const int number : {1, 2})
        CHECK(::send(near.get(), &number, sizeof number, 0) == sizeof number);
    int unread = 1;
    while (unread != 0)
        CHECK(::ioctl(near.get(), SIOCOUTQ, &unread) == 0);
    ::shutdown(far.get(), SHUT_RDWR);
    thread.join();
    CHECK(received == std::vector{1, 2});
}

TEST_CASE("errors that pass are told from those that do not") {
    for (const int error : {EAGAIN, ENOBUFS, ENOMEM, ETOOMANYREFS})
        CHECK(MessageSocket::is_temporary(error));
    CHECK_FALSE(MessageSocket::is_temporary(EPIPE));
    CHECK_FALSE(MessageSocket::is_temporary(EINVAL));
}
