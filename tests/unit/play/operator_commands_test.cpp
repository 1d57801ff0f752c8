// The commands that name workers and entries: kill, start, restart, status.

#include "game/play/command_handler.h"
#include "tests/unit/play/console.h"

#include <algorithm>
#include <utility>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

using game::CommandSource;
using game::RestartWhen;

game::Entry always_restarted(std::string name) {
    game::Entry it = named_entry(std::move(name));
    it.restart = RestartWhen::always;
    it.restart_delay = 10s;
    return it;
}

std::string take_answers(Console& console) {
    return std::exchange(console.answers, {});
}

/// What a program is told.
nlohmann::json told_members(const game::CommandReply& reply) {
    return nlohmann::json::parse('{' + reply.members + '}');
}

}  // namespace

TEST_SUITE("operator commands") {
    TEST_CASE("kill with a name stops all workers of that name, and those that wait") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            co_await send_request(console, "kill web server");
            co_await console.done->acquire();
            CHECK(told_members(console.replies.back()) ==
                  nlohmann::json{{"workers", {1, 2}}, {"dropped", 2}});
            co_await async::sleep_for(1s);
            co_await send(console, "kill web server", CommandSource::control);
            CHECK(take_answers(console) == "kill web server: no such worker\n");
            co_await send(console, "quit");
        };
        Console console(
            {named_entry("web server", 2), named_entry("db"), named_entry("web server", 2)},
            {.max_running = 3});
        const Lines story = play(console, plot(console));
        CHECK(story.at(3) == "1 command kill web server");
        CHECK(std::ranges::count_if(story, [](const std::string& line) {
                  return line.find("start") != std::string::npos;
              }) == 3);
    }

    TEST_CASE("a number that a worker has comes before a name, which comes before nothing") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            co_await send(console, "kill 2");
            co_await settle();
            CHECK(console.world.scheduler.find(1) != nullptr);
            CHECK(console.world.scheduler.find(2) == nullptr);
            co_await send(console, "kill 2");
            co_await settle();
            CHECK(console.world.scheduler.workers().empty());
        };
        Console console({named_entry("2", 2)});
        play(console, plot(console));
    }

    TEST_CASE("kill stops a worker that was launched just before, and one that waits") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "1");
            co_await send(console, "2");
            co_await send(console, "kill 2");
            co_await send(console, "kill 1");
            CHECK(console.answers.empty());
        };
        Console console({named_entry("late", 1, 9s)}, {.max_running = 1});
        console.world.launcher.on_launch = [](FakeProcess& process, std::uint64_t worker) {
            process.start(static_cast<pid_t>(1000 + worker));
            if (worker == 3) process.exit(0);
        };
        CHECK(play(console, plot(console)) ==
              Lines{"0 command 1", "0 command 2", "0 start 1", "0 command kill 2",
                    "0 command kill 1", "0 end 1: exit code -15, 0 running", "9 start 3",
                    "9 end 3: exit code 0, 0 running"});
    }

    TEST_CASE("start launches one worker of the first entry of that name") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send_request(console, "start web");
            co_await console.done->acquire();
            CHECK(told_members(console.replies.back()) ==
                  nlohmann::json{{"worker", 1}, {"workers", {1}}});
            co_await send_request(console, "start  web ");
            co_await console.done->acquire();
            CHECK(told_members(console.replies.back()) ==
                  nlohmann::json{{"worker", 2}, {"workers", {2}}, {"waiting", true}});
            co_await settle();
            CHECK(console.world.scheduler.find(1)->entry() == 0);
            co_await send(console, "start wbe", CommandSource::control);
            co_await send(console, "start", CommandSource::control);
            CHECK(take_answers(console) ==
                  "start wbe: no such entry; did you mean web?\n"
                  "start: needs the name of an entry of the script\n");
            co_await send(console, "quit");
            co_await send(console, "start web", CommandSource::control);
            CHECK(take_answers(console) == "start web: the game is being stopped\n");
        };
        Console console(
            {named_entry("web", 3, 50s), named_entry("web", 1, 60s), named_entry("db", 1, 70s)},
            {.max_running = 1});
        CHECK(play(console, plot(console)).at(2) == "0 start 1");
    }

    TEST_CASE("start without a script names nothing") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "start predef 1", CommandSource::control);
            CHECK(take_answers(console) == "start predef 1: no such entry; the script is empty\n");
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        play(console, plot(console));
    }

    TEST_CASE("restart answers a program when the new worker has its number") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
            co_await send_request(console, "restart web");
            co_await settle();
            CHECK(console.replies.empty());
            co_await send(console, "list");  // of another client: it need not wait
            CHECK(console.answers ==
                  "ps#1 (web) - process 1001, stopping - 1.0s\n"
                  "ps#2 (db) - process 1002 - 1.0s\n"
                  "2 running, 0 waiting\n");
            console.replies.clear();
            co_await async::sleep_for(1s);
            console.world.process(1).exit(0);
            co_await console.done->acquire();
            CHECK(told_members(console.replies.back()) ==
                  nlohmann::json{{"worker", 3}, {"workers", {3}}});
            CHECK(console.replies.size() == 1);
            co_await settle();
            co_await send(console, "quit");
        };
        Console console({named_entry("web"), named_entry("db")});
        CHECK(play(console, plot(console)) ==
              Lines{"0 start 1", "0 start 2", "1 command restart web", "1 command list",
                    "2 end 1: exit code 0, 1 running", "2 start 3", "2 command quit",
                    "2 stop: quit", "2 end 2: exit code -15, 1 running",
                    "2 end 3: exit code -15, 0 running"});
    }

    TEST_CASE("a command after a restart finds the new worker") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).exit(0);
            co_await async::sleep_for(1s);
            co_await send(console, "restart web");  // from its delay
            co_await send(console, "list");
            CHECK(take_answers(console) ==
                  "ps#2 (web) - process 1002 - 0.0s\n1 running, 0 waiting\n");
            co_await send(console, "quit");
        };
        Console console({always_restarted("web")});
        play(console, plot(console));
    }

    TEST_CASE("people are not kept waiting for that") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
            co_await send(console, "restart 1", CommandSource::control);
            CHECK(console.answers.empty());
            co_await send(console, "quit");
            console.world.process(1).exit(0);
        };
        Console console({named_entry("web")});
        CHECK(play(console, plot(console)).back() == "1 end 1: exit code 0, 0 running");
    }

    TEST_CASE("a restart that comes to nothing is refused") {
        for (const std::string other : {"quit", "kill 1", "restart 1"}) {
            const auto plot = [](Console& console, std::string second) -> async::Task<void> {
                co_await async::sleep_for(1s);
                console.world.process(1).on_terminate = FakeProcess::OnTerminate::ignore;
                co_await send_request(console, "restart 1");
                co_await settle();
                co_await send(console, second);
                co_await settle();
                CHECK(console.replies.size() == 2);
                console.world.process(1).exit(0);
                co_await settle();
                console.world.scheduler.stop("test");
            };
            CAPTURE(other);
            Console console({named_entry("web")});
            play(console, plot(console, other));
            const bool is_quit = other == "quit";
            const auto refused = std::ranges::find_if(
                console.replies, [](const auto& reply) { return reply.refusal.has_value(); });
            REQUIRE(refused != console.replies.end());
            CHECK(refused->refusal == (is_quit
                                           ? "restart 1: the game is being stopped"
                                           : "restart 1: another command has replaced this one"));
        }
    }

    TEST_CASE("restart of what has ended launches it: from its delay, or by its name") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).exit(0);
            console.world.process(2).exit(0);
            co_await async::sleep_for(1s);
            co_await send(console, "restart 2", CommandSource::control);
            co_await send(console, "restart x", CommandSource::control);
            co_await send(console, "restart", CommandSource::control);
            CHECK(take_answers(console) ==
                  "restart 2: no such worker\n"
                  "restart x: no such worker\n"
                  "restart: needs the number or the name of a worker\n");
            co_await send(console, "restart db");
            co_await send(console, "restart 1");
            co_await settle();
            CHECK(console.world.scheduler.find(3)->label() == "ps#3 (db)");
            CHECK(console.world.scheduler.find(4)->label() == "ps#4 (web)");
            co_await send(console, "quit");
        };
        Console console({always_restarted("web"), named_entry("db")});
        play(console, plot(console));
        CHECK(console.world.scheduler.launched() == 4);
    }

    TEST_CASE("kill ends the restarts of a worker that has ended") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).exit(0);
            co_await async::sleep_for(1s);
            co_await send(console, "kill web");
        };
        Console console({always_restarted("web")});
        CHECK(play(console, plot(console)) ==
              Lines{"0 start 1", "1 end 1: exit code 0, 0 running", "2 command kill web"});
    }

    TEST_CASE("status tells of all that was, is and will be") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            console.world.process(1).exit(3);
            co_await async::sleep_for(1500ms);
            co_await send(console, "status");
            CHECK(console.answers ==
                  "ps#2 (db) - process 1002 - 2.5s\n"
                  "ps#3 (db) - process 1003 - 1.5s\n"
                  "ps#4 (db) - waits for its turn\n"
                  "ps#1 (web) - exit code 3 - restarts in 8.5s\n"
                  "planned: zoe - in 57.5s - 3 workers\n"
                  "ended: ps#1 (web) - exit code 3 - ran 1.0s\n"
                  "ended in all: 1 exit code 3\n"
                  "2 running, 2 waiting, 3 planned, 1 ended, 1 failed\n");
            co_await send_request(console, "status");
            co_await console.done->acquire();
            const nlohmann::json status = told_members(console.replies.back());
            CHECK(status["running"] == 2);
            CHECK(status["waiting"] == 2);
            CHECK(status["workers"].size() == 2);
            CHECK(status["workers"][0] == nlohmann::json{{"worker", 2},
                                                         {"label", "ps#2 (db)"},
                                                         {"name", "db"},
                                                         {"state", "running"},
                                                         {"pid", 1002},
                                                         {"age", 2.5}});
            CHECK(status["queue"] == nlohmann::json::parse(R"([{"worker":4,"name":"db"}])"));
            CHECK(status["restarts"] ==
                  nlohmann::json::parse(R"([{"worker":1,"name":"web","in":8.5}])"));
            CHECK(status["planned"] ==
                  nlohmann::json::parse(R"([{"name":"zoe","in":57.5,"count":3}])"));
            CHECK(status["planned_workers"] == 3);
            CHECK(status["ended"] == 1);
            CHECK(status["failed"] == 1);
            CHECK(status["outcomes"] == nlohmann::json{{"exit code 3", 1}});
            CHECK(status["latest_ends"][0]["outcome"] == "exit code 3");
            co_await send(console, "quit");
        };
        Console console({always_restarted("web"), named_entry("db", 3), named_entry("zoe", 3, 60s)},
                        {.max_running = 2});
        play(console, plot(console));
    }

    TEST_CASE("a long status is cut short") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await async::sleep_for(1s);
            co_await send(console, "status");
            CHECK(console.answers.find("waiting for their turn: 99979 more\n") !=
                  std::string::npos);
            CHECK(console.answers.find("planned: 80 more\n") != std::string::npos);
            CHECK(console.answers.size() < 3000);
            co_await send(console, "quit");
        };
        std::vector<game::Entry> script = {named_entry("web", 100'000)};
        script.insert(script.end(), 100, named_entry("late", 1, 60s));
        Console console(std::move(script), {.max_running = 1});
        play(console, plot(console));
    }

    TEST_CASE("a list that follows a launch includes it") {
        const auto plot = [](Console& console) -> async::Task<void> {
            co_await send(console, "1");
            co_await send(console, "list");
            CHECK(console.answers ==
                  "ps#1 (predef 1) - process 1001 - 0.0s\n1 running, 0 waiting\n");
            co_await send(console, "quit");
        };
        Console console({}, {.keep_running = true});
        play(console, plot(console));
    }
}

}  // namespace tests
