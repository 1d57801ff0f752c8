/// The least that a match in lockstep can cost: writes each turn to all bots, and waits with
/// epoll(7) until each has written something.
///     match_floor PLAYERS MESSAGES... PROGRAM [ARGUMENTS]... [: PROGRAM [ARGUMENTS]...]...
/// There is a file of messages for each bot, which get what they got in a match of ours: see
/// match_bot.
#include "tests/bench/spawn.h"

#include <array>
#include <fstream>
#include <sstream>
#include <vector>

#include <sys/epoll.h>

namespace {

struct Bot {
    std::string messages;
    std::string_view left;  ///< of the messages
    pid_t pid = -1;
    int input = -1;
    int output = -1;
};

/// Takes the next messages: all before the first turn, a turn, all behind the last.
std::string_view next_messages(Bot& bot) {
    constexpr std::string_view turn = R"({"type":"turn",)";
    std::size_t end = bot.left.find('\n') + 1;
    if (!bot.left.starts_with(turn)) {
        end = bot.left.find(turn);
    }
    const std::string_view messages = bot.left.substr(0, end);
    bot.left.remove_prefix(messages.size());
    return messages;
}

std::string content_of(const char* file) {
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    return content.str();
}

void launch(Bot& bot, char** argv) {
    std::array<int, 2> input{};
    std::array<int, 2> output{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0) {
        bench::give_up("pipe2");
    }
    bot.pid = bench::spawn(argv, output[1], STDERR_FILENO, input[0]);
    ::close(input[0]);
    ::close(output[1]);
    bot.input = input[1];
    bot.output = output[0];
}

/// One answer of each bot.
void wait_for_answers(int epoll, std::size_t bots) {
    std::array<epoll_event, 16> events;
    std::array<char, 256> answer;
    while (bots > 0) {
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int pipe = events[static_cast<std::size_t>(i)].data.fd;
            const ssize_t size = ::read(pipe, answer.data(), answer.size());
            if (size <= 0) bench::give_up("read");
            if (answer[static_cast<std::size_t>(size) - 1] == '\n') --bots;
        }
    }
}

void play(std::vector<Bot>& bots, int epoll) {
    for (Bot& bot : bots)
        bench::write_all(bot.input, next_messages(bot));  // hello
    constexpr std::string_view turn = R"({"type":"turn",)";
    while (bots.front().left.starts_with(turn)) {
        for (Bot& bot : bots)
            bench::write_all(bot.input, next_messages(bot));
        wait_for_answers(epoll, bots.size());
    }
    for (Bot& bot : bots) {
        bench::write_all(bot.input, bot.left);
        ::close(bot.input);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Bot> bots(static_cast<std::size_t>(bench::number(argv[1])));
    int word = 2;
    for (Bot& bot : bots) {
        bot.messages = content_of(argv[word++]);
        bot.left = bot.messages;
    }
    for (Bot& bot : bots) {
        char** const begin = argv + word;
        while (word < argc && std::string_view(argv[word]) != ":")
            ++word;
        if (word < argc) argv[word++] = nullptr;
        launch(bot, begin);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = bot.output;
        ::epoll_ctl(epoll, EPOLL_CTL_ADD, bot.output, &event);
    }
    play(bots, epoll);
    for (const Bot& bot : bots)
        ::waitpid(bot.pid, nullptr, 0);
}
