/// game(1): clients of the control socket that subscribe to the events of the run.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/text.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string subscribe = "{\"command\":\"subscribe\"}\n";
const std::string accepted = "{\"ok\":true}\n";

/// A game with a log and a socket, whose only worker waits for the file `go` in the middle.
struct Broadcast {
    Match match;
    std::string socket;
    std::string log;
    Program game;

    explicit Broadcast(const Words& script)
        : match(scenario({child(script)})),
          socket(match.folder.path("control")),
          log(log_to_file(match)),
          game(with_socket(match, socket)) {}

    static const Launch& with_socket(Match& match, const std::string& socket) {
        match.launch.add({"--control", socket});
        return match.launch;
    }
};

const Words before_and_after = {"print",     "N john", "print", "ready",
                                "wait-file", "go",     "print", "W john",
                                "print-err", "oops",   "write", "caf\\xe9\\n"};

/// A daemon whose worker writes as fast as it can, and nobody reads.
struct Flood {
    Match match{scenario({child({"flood-forever"})}), {"--no-clock", "--keep-running"}};
    std::string socket = match.folder.path("control");
    Program game{with_socket(match, socket)};

    static const Launch& with_socket(Match& match, const std::string& socket) {
        match.launch.output = Sink::null_device;
        match.launch.add({"--control", socket});
        return match.launch;
    }
};

std::ptrdiff_t open_descriptors(pid_t pid) {
    const std::filesystem::directory_iterator all("/proc/" + std::to_string(pid) + "/fd");
    return std::distance(all, std::filesystem::directory_iterator());
}

}  // namespace

TEST_SUITE("control socket subscriptions") {
    TEST_CASE("a subscriber gets the lines of the log from then on, the end included") {
        Broadcast broadcast(before_and_after);
        broadcast.game.wait_for_output("ready");
        ControlClient client(broadcast.socket);
        client.send(subscribe);
        client.wait_for(accepted);
        broadcast.match.release("go");
        const std::string all = client.wait_for_end();
        CHECK(broadcast.game.wait().ending == exited(0));
        REQUIRE(all.starts_with(accepted));
        const std::string events = all.substr(accepted.size());
        const std::string log = file_content(broadcast.log);
        CHECK(log.ends_with(R"("event":"command","text":"subscribe","from":"control"})"
                            "\n" +
                            events));
        CHECK(lines(events).size() == 5);
        CHECK(contains(events, R"("base64":"Y2Fm6Q==")"));
        CHECK(contains(from_end(lines(events), 0),
                       R"("event":"end","workers":1,"failed":0,"moves":2)"));
        CHECK(keeps_to_schema(log));
    }

    TEST_CASE("subscribe is a command too, and the client goes on to give others") {
        Broadcast broadcast(before_and_after);
        broadcast.game.wait_for_output("ready");
        ControlClient client(broadcast.socket);
        client.send("subscribe\nsubscribe\n9\n");
        client.wait_for("9 must be between 1 and 4\n");
        client.wait_for(R"("event":"command","text":"9","from":"control","error":"9 must)");
        broadcast.match.release("go");
        client.wait_for(R"("text":"W john")");
        CHECK(client.wait_for_end().starts_with("{\"t\":"));
        CHECK(count(lines(client.wait_for_end()), R"("event":"end")") == 1);
        CHECK(broadcast.game.wait().ending == exited(0));
    }

    TEST_CASE("a subscriber that says nothing more goes on to listen") {
        Broadcast broadcast(before_and_after);
        broadcast.game.wait_for_output("ready");
        ControlClient client(broadcast.socket);
        client.send(subscribe);
        client.finish();
        client.wait_for(accepted);
        broadcast.match.release("go");
        CHECK(contains(client.wait_for_end(), R"("event":"end")"));
        CHECK(broadcast.game.wait().ending == exited(0));
    }

    TEST_CASE("fifty subscribers get the same") {
        Broadcast broadcast({"wait-file", "go", "lines", "1000", "x"});
        std::vector<std::unique_ptr<ControlClient>> clients(50);
        for (auto& client : clients) {
            client = std::make_unique<ControlClient>(broadcast.socket);
            client->send(subscribe);
            client->wait_for(accepted);
        }
        broadcast.match.release("go");
        // What comes before are the subscriptions of the others.
        const std::string mark = R"("event":"command","text":"subscribe","from":"control"})"
                                 "\n";
        broadcast.game.wait_for_end();
        const std::string all = file_content(broadcast.log);
        const std::string expected = all.substr(all.rfind(mark) + mark.size());
        CHECK(count(lines(expected), R"("event":"line")") == 1000);
        for (const auto& client : clients)
            CHECK(client->wait_for_end().ends_with("\n" + expected));
        CHECK(broadcast.game.wait().ending == exited(0));
    }

    TEST_CASE("a client that quits the game gets the end") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send(subscribe + "{\"command\":\"quit\"}\n");
        const Words all = lines(client.wait_for_end());
        REQUIRE(all.size() == 5);
        CHECK(all[0] + "\n" == accepted);
        CHECK(all[1] + "\n" == accepted);
        CHECK(contains(all[2], R"("event":"command","text":"quit")"));
        CHECK(contains(all[3], R"("event":"stop","reason":"quit")"));
        CHECK(contains(all[4], R"("event":"end")"));
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("a subscriber that does not read beside a flood disturbs nobody, at bounded memory") {
        Flood flood;
        ControlClient stuck(flood.socket);
        stuck.send(subscribe);
        ControlClient reader(flood.socket);
        reader.send(subscribe);
        // More than is kept, so the other one loses events.
        constexpr std::size_t very_much = 12U << 20U;
        reader.wait_for_bytes(very_much);
        ControlClient other(flood.socket);
        other.send("9\n");
        other.wait_for("9 must be between 1 and 4\n");
        if (!sanitized) CHECK(resident_kib(game_processes()) < 32L << 10);
        stuck.wait_for(R"(,"event":"skipped","events":)");
        Words sent = lines(stuck.wait_for("skipped"));
        sent.pop_back();
        const auto is_whole = [](const std::string& line) {
            return line.starts_with('{') && line.ends_with('}');
        };
        CHECK(std::all_of(sent.begin(), sent.end(), is_whole));
        other.send("quit\n");
        CHECK(contains(from_end(lines(stuck.wait_for_end()), 0), R"("event":"end")"));
        CHECK(flood.game.wait().ending == exited(0));
    }

    TEST_CASE("a subscriber that is stuck delays the end only for a moment") {
        Flood flood;
        ControlClient stuck(flood.socket);
        stuck.send(subscribe);
        ControlClient reader(flood.socket);
        reader.send(subscribe);
        reader.wait_for_bytes(4U << 20U);
        ControlClient(flood.socket).send("quit\n");
        CHECK(flood.game.wait().ending == exited(0));
    }

    TEST_CASE("subscribers that vanish leave nothing behind") {
        Flood flood;
        ControlClient client(flood.socket);
        client.send("9\n");
        client.wait_for("\n");
        const std::ptrdiff_t before = open_descriptors(flood.game.pid());
        for (int i = 0; i < 50; ++i) {
            ControlClient vanishing(flood.socket);
            vanishing.send(subscribe);
            if (i % 2 == 0) vanishing.wait_for(accepted);
            if (i % 3 == 0) vanishing.finish();
        }
        wait_until("all are gone", [&] { return open_descriptors(flood.game.pid()) == before; });
        client.send("quit\n");
        CHECK(flood.game.wait().ending == exited(0));
    }
}

}  // namespace tests
