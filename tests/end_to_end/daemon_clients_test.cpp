/// game(1): clients of the control socket that flood, stall or vanish disturb nobody.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/story.h"

#include <memory>

#include <doctest/doctest.h>

namespace tests {

TEST_SUITE("daemon clients") {
    TEST_CASE("clients that stall in the middle of a line or vanish disturb nobody") {
        Daemon daemon;
        ControlClient stalled(daemon.socket);
        stalled.send("qui");
        for (int i = 0; i < 50; ++i)
            ControlClient(daemon.socket).send(i % 2 == 0 ? "list\n" : "li");
        ControlClient client(daemon.socket);
        client.send("8\n");
        client.wait_for("8 must be between 1 and 4\n");
        stalled.send("t\n");
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("a client that floods and never reads disturbs nobody, at bounded memory") {
        Daemon daemon;
        ControlClient rude(daemon.socket);
        // Each answer is larger than its question: who kept them all would need very much memory.
        const std::string questions = repeated("help\n", 1000);
        constexpr std::size_t very_much = 2U << 20U;
        for (std::size_t taken = 1, all = 0; taken > 0 && all < very_much; all += taken) {
            taken = rude.flood(questions, very_much);
            wait_until_idle(daemon.game.pid());
        }

        ControlClient client(daemon.socket);
        client.send("8\n");
        client.wait_for("8 must be between 1 and 4\n");
        daemon.game.type("1\n");
        daemon.game.wait_for_output(ended(1, "exit code 0", 0, "predef 1"));
        if (!sanitized) CHECK(resident_kib(game_processes()) < 32L << 10);
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("a client that launches without end disturbs nobody, at bounded memory") {
        Match match(scenario({child({"print", "ready", "sleep-forever"})}, R"("max_running": 1)"),
                    {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        match.launch.add({"--control", socket});
        Program game(match.launch);
        game.wait_for_output("ready");
        ControlClient greedy(socket);
        const std::string all = repeated("1\n2\n", 60'000);
        for (std::size_t sent = 0; sent < all.size();) {
            sent += greedy.flood(all.substr(sent), all.size());
            wait_until_idle(game.pid());
        }
        greedy.wait_for(": too many workers wait their turn\n");
        if (!sanitized) CHECK(resident_kib(game_processes()) < 32L << 10);
        ControlClient(socket).send("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("a client may send very much, if it reads") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        for (int i = 0; i < 1000; ++i)
            client.send("9\n");
        client.send("last\n");
        CHECK(lines(client.wait_for("last: no such command; try help\n")).size() == 1001);
        daemon.quit();
    }

    TEST_CASE("a client that reads late gets every answer") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        const std::size_t taken = client.flood(repeated("help\n", 1000), 4U << 20U);
        wait_until_idle(daemon.game.pid());
        client.finish();
        const std::size_t answers = count(lines(client.wait_for_end()), "quit ");
        CHECK(answers == taken / std::string_view("help\n").size());
        daemon.quit();
    }

    TEST_CASE("an answer is whole, though the game ends before the client reads it") {
        constexpr int workers = 200;
        const std::string name(64, 'x');
        Match match(scenario({shell("sleep 1000", R"("count": 200, "name": ")" + name + "\"")}),
                    {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        match.launch.add({"--control", socket});
        Program game(match.launch);
        game.wait_for_output("worker ps#200 ");
        ControlClient client(socket);
        // More than a socket holds by default.
        constexpr int times = 15;
        client.send(repeated("list\n", times) + "quit\n");
        CHECK(game.wait().ending == exited(0));
        const Words answer = lines(client.wait_for_end());
        CHECK(answer.size() == times * (workers + 1));
        CHECK(answer.back() == "200 running, 0 waiting");
    }

    TEST_CASE("a client that takes no answers is cut off") {
        Daemon daemon;
        ControlClient deaf(daemon.socket);
        deaf.stop_reading();
        deaf.send("help\n");
        wait_until("it is cut off", [&] { return deaf.flood("\n", 1) == 0; });
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("a client that is stuck delays the end only for a moment") {
        Daemon daemon;
        ControlClient stuck(daemon.socket);
        std::size_t taken = 1;
        while (taken > 0) {
            taken = stuck.flood(repeated("help\n", 1000), 1U << 20U);
            wait_until_idle(daemon.game.pid());
        }
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("hundreds of clients at once are all answered") {
        constexpr std::size_t many = 500;
        Daemon daemon;
        std::vector<std::unique_ptr<ControlClient>> clients;
        for (std::size_t i = 0; i < many; ++i) {
            clients.push_back(std::make_unique<ControlClient>(daemon.socket));
        }
        for (const auto& client : clients)
            client->send("9\n");
        for (const auto& client : clients) {
            CHECK(client->wait_for("\n") == "9 must be between 1 and 4\n");
        }
        CHECK(daemon.quit().ending == exited(0));
        for (const auto& client : clients)
            client->wait_for_end();
    }

    TEST_CASE("workers get no descriptor of clients") {
        // Players are not played here: the child stands in front and ends before it comes to them.
        Daemon daemon("{\"script\": [], \"launcher\": " +
                      list({CHILD_PROGRAM, "print-fds", "exit", "0"}) + "}");
        ControlClient client(daemon.socket);
        client.send("9\n1\n");
        daemon.game.wait_for_output(ended(1, "exit code 0", 0, "predef 1"));
        CHECK(count(lines(daemon.quit().output), "got `fd ") == 3);
    }
}

}  // namespace tests
