/// A run that carries out commands, without processes and in virtual time.
#pragma once

#include "game/play/command_handler.h"
#include "tests/unit/play/world.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// A run with a command handler, and a client of it.
struct Console {
    explicit Console(std::vector<game::Entry> script, game::SchedulerSettings settings = {})
        : world(std::move(script), std::move(settings)) {}

    /// A command that the client sends; its answers are gathered.
    game::CommandRequest request(std::string text, game::CommandSource from) {
        const auto answer = [this, from](const game::CommandReply& reply) {
            replies.push_back(reply);
            answers += reply.text;
            if (reply.refusal && from == game::CommandSource::control)
                answers += *reply.refusal + '\n';
        };
        return {std::move(text), false, from, answer, done};
    }

    World world;
    std::vector<game::CommandReply> replies;
    game::CommandQueue commands{8};
    game::CommandHandler handler{world.services, world.scheduler, commands};
    std::shared_ptr<async::Semaphore> done = std::make_shared<async::Semaphore>(0);
    std::string answers;
};

/// Sends one command and waits until it has been handled.
inline async::Task<void> send(Console& console, std::string text,
                              game::CommandSource from = game::CommandSource::keyboard) {
    game::CommandRequest request = console.request(std::move(text), from);
    co_await console.commands.push(std::move(request));
    co_await console.done->acquire();
}

/// As a program does, which wants members. Does not wait for the answer.
inline async::Task<void> send_request(Console& console, std::string text) {
    game::CommandRequest request = console.request(std::move(text), game::CommandSource::control);
    request.wants_members = true;
    co_await console.commands.push(std::move(request));
}

inline async::Task<void> play_and_stop(Console& console, async::TaskGroup& tasks) {
    co_await console.world.scheduler.run();
    tasks.stop();
}

inline async::Task<void> play_all(Console& console, async::Task<void> plot) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(console.handler.run());
    tasks.start(std::move(plot));
    tasks.start(play_and_stop(console, tasks));
    co_await tasks.join();
}

inline Lines play(Console& console, async::Task<void> plot) {
    console.world.run(play_all(console, std::move(plot)));
    return console.world.story();
}

}  // namespace tests
