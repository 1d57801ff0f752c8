#include "game/play/command_handler.h"

#include "tests/unit/play/console.h"

#include <doctest/doctest.h>

namespace tests {

using game::CommandSource;

TEST_SUITE("command handler") {
    TEST_CASE("a digit launches that predef") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "3");
            co_await settle();
            co_await send(console, " 1 ");
            co_await settle();
            CHECK(console.world.scheduler.find(1)->label() == "ps#1 (predef 3)");
            CHECK(console.world.scheduler.find(2)->label() == "ps#2 (predef 1)");
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        CHECK(play(console, plot(console)) == Lines{"0 command 3", "0 start 1", "0 command  1 ",
                                                    "0 start 2", "0 command quit", "0 stop: quit",
                                                    "0 end 1: exit code -15, 1 running",
                                                    "0 end 2: exit code -15, 0 running"});
        CHECK(console.answers.empty());
    }

    TEST_CASE("list says what runs, since when, and how many wait") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1500ms);
            co_await send(console, "list");
            co_await send(console, "quit");
        };
        Console console({entry(0s, 3), entry(1s)}, {.max_running = 2});
        play(console, plot(console));
        CHECK(console.answers ==
              "ps#1 (bot) - process 1001 - 1.5s\n"
              "ps#2 (bot) - process 1002 - 1.5s\n"
              "2 running, 2 waiting\n");
    }

    TEST_CASE("it names no process that has ended, or has not started") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1500ms);
            console.world.process(2).exit_alone(0);
            console.world.process(3).on_terminate = FakeProcess::OnTerminate::ignore;
            co_await send(console, "kill 3");
            console.world.process(3).exit_alone(0);
            co_await settle();
            co_await send(console, "list");
            co_await send(console, "quit");
        };
        Console console({entry(0s, 3)});
        console.world.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            if (worker > 1) process.start(static_cast<pid_t>(1000 + worker));
        };
        play(console, plot(console));
        CHECK(console.answers ==
              "ps#1 (bot) - starting - 1.5s\n"
              "ps#2 (bot) - ended, reading its output - 1.3s\n"
              "ps#3 (bot) - ended, its descendants have not - 1.3s\n"
              "2 running, 1 waiting\n");
    }

    TEST_CASE("kill stops a worker") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            co_await send(console, "kill 2");
            co_await async::sleep_for(1s);
            console.world.process(1).exit(0);
        };
        Console console({entry(0s, 2)});
        CHECK(play(console, plot(console)) == Lines{"0 start 1", "0 start 2", "1 command kill 2",
                                                    "1 end 2: exit code -15, 1 running",
                                                    "2 end 1: exit code 0, 0 running"});
    }

    TEST_CASE("what cannot be done is refused, and a control client is told so") {
        const auto plot = [](Console& console) -> async::Task<void> {
            for (const char* const text : {"kill 9", "kill x", "7", "frobnicate"}) {
                co_await send(console, text, CommandSource::control);
            }
            CHECK(console.answers == "kill 9: no such worker\nkill x: no such worker\n" +
                                         game::refuse_unknown("7") + '\n' +
                                         game::refuse_unknown("frobnicate") + '\n');
            console.answers.clear();
            co_await send(console, "kill 9");
            CHECK(console.answers.empty());  // the keyboard's refusals are part of the story
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        const Lines story = play(console, plot(console));
        CHECK(story.front() == "0 command kill 9: kill 9: no such worker");
        CHECK(story.size() == 7);
    }

    TEST_CASE("an overlong line is refused whole") {
        const auto plot = [](Console& console) -> async::Task<void> {
            game::CommandRequest request = console.request("quit", CommandSource::control);
            request.is_overlong = true;
            co_await console.commands.push(std::move(request));
            co_await console.done->acquire();
            CHECK(console.answers == game::refuse_overlong("quit") + '\n');
            CHECK_FALSE(console.world.scheduler.is_stopping());
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        play(console, plot(console));
    }

    TEST_CASE("an empty line is ignored") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "");
            co_await send(console, " \t");
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        CHECK(play(console, plot(console)) == Lines{"0 command quit", "0 stop: quit"});
    }

    TEST_CASE("help lists the commands") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "help");
            CHECK(console.answers == game::command_help());
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        play(console, plot(console));
    }

    TEST_CASE("a sender that cannot take the events is refused a subscription") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "subscribe", CommandSource::control);
            CHECK(console.answers ==
                  "subscribe: only a client of the control socket can do that\n");
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        CHECK(play(console, plot(console)).size() == 3);
    }

    TEST_CASE("nothing is launched once the game is being stopped") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await settle();
            console.world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
            co_await send(console, "quit");
            co_await send(console, "2", CommandSource::control);
            CHECK(console.answers == "2: the game is being stopped\n");
        };
        Console console({entry(0s)});
        CHECK(play(console, plot(console)).back() == "5 end 1: exit code -9, 0 running");
    }

    TEST_CASE("a launch is refused when too many wait") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await settle();
            std::size_t index = 0;
            while (console.world.scheduler.launch(index))
                index = 1 - index;
            co_await send(console, "4", CommandSource::control);
            CHECK(console.answers == "4: too many workers wait their turn\n");
            co_await send(console, "quit");
        };
        Console console({entry(0s)}, {.max_running = 1});
        play(console, plot(console));
    }

    TEST_CASE("commands wait while the audience is far behind") {
        const auto plot = [](Console& console) -> async::Task<void> {
            console.world.audience.set_behind(true);
            co_await send(console, "help");
            game::CommandRequest quit = console.request("quit", CommandSource::keyboard);
            co_await console.commands.push(std::move(quit));
            co_await async::sleep_for(3s);
            console.world.audience.set_behind(false);
        };
        Console console({}, {.keep_running = true});
        CHECK(play(console, plot(console)).back() == "3 stop: quit");
    }
}

}  // namespace tests
