/// The least that a match in lockstep can cost: writes each turn to all bots, and waits with
/// epoll(7) until each has written something.
#pragma once

#include "tests/bench/spawn.h"

#include <array>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <sys/epoll.h>

namespace bench {

/// A bot, which gets what it got in a match of ours: see match_bot.
struct FloorBot {
    std::string messages;
    char** argv;
};

inline std::string content_of(const char* file) {
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    return content.str();
}

/// Reads `PLAYERS MESSAGES... PROGRAM [ARGUMENTS]... [: PROGRAM [ARGUMENTS]...]...`, and puts a
/// null in place of each colon. There is a file of messages for each bot.
inline std::vector<FloorBot> floor_bots(char** words) {
    std::vector<FloorBot> bots(static_cast<std::size_t>(number(*words++)));
    for (FloorBot& bot : bots)
        bot.messages = content_of(*words++);
    for (FloorBot& bot : bots) {
        bot.argv = words;
        while (*words != nullptr && std::string_view(*words) != ":")
            ++words;
        if (*words != nullptr) *words++ = nullptr;
    }
    return bots;
}

/// One match: made, played and destroyed.
class FloorMatch {
  public:
    explicit FloorMatch(const std::vector<FloorBot>& bots)
        : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
        for (const FloorBot& bot : bots)
            launch(bot);
    }
    FloorMatch(const FloorMatch&) = delete;
    FloorMatch& operator=(const FloorMatch&) = delete;
    ~FloorMatch() {
        for (const Player& player : players_) {
            ::waitpid(player.pid, nullptr, 0);
            ::close(player.output);
        }
        ::close(epoll_);
    }

    void play() {
        for (Player& player : players_)
            write_all(player.input, next_messages(player));  // hello
        while (players_.front().left.starts_with(turn)) {
            for (Player& player : players_)
                write_all(player.input, next_messages(player));
            wait_for_answers();
        }
        for (const Player& player : players_) {
            write_all(player.input, player.left);
            ::close(player.input);
        }
    }

  private:
    static constexpr std::string_view turn = R"({"type":"turn",)";

    struct Player {
        std::string_view left;  ///< of the messages
        pid_t pid;
        int input;
        int output;
    };

    void launch(const FloorBot& bot) {
        std::array<int, 2> input{};
        std::array<int, 2> output{};
        if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0) {
            give_up("pipe2");
        }
        const pid_t pid = spawn(bot.argv, output[1], STDERR_FILENO, input[0]);
        ::close(input[0]);
        ::close(output[1]);
        players_.push_back({bot.messages, pid, input[1], output[0]});
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = output[0];
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, output[0], &event);
    }

    /// Takes the next messages: all before the first turn, a turn, all behind the last.
    static std::string_view next_messages(Player& player) {
        std::size_t end = player.left.find('\n') + 1;
        if (!player.left.starts_with(turn)) {
            end = player.left.find(turn);
        }
        const std::string_view messages = player.left.substr(0, end);
        player.left.remove_prefix(messages.size());
        return messages;
    }

    /// One answer of each bot.
    void wait_for_answers() const {
        std::array<epoll_event, 16> events;
        std::array<char, 256> answer;
        for (std::size_t left = players_.size(); left > 0;) {
            const int count =
                ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const int pipe = events[static_cast<std::size_t>(i)].data.fd;
                const ssize_t size = ::read(pipe, answer.data(), answer.size());
                if (size <= 0) give_up("read");
                if (answer[static_cast<std::size_t>(size) - 1] == '\n') --left;
            }
        }
    }

    int epoll_;
    std::vector<Player> players_;
};

}  // namespace bench
