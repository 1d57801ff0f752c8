/// game(1): requests in JSON on the control socket.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

using nlohmann::json;

/// The answers to these lines, one for each, from a client that sends nothing more.
std::vector<json> answers(const Daemon& daemon, const Words& requests) {
    ControlClient client(daemon.socket);
    for (const std::string& request : requests)
        client.send(request + '\n');
    client.finish();
    std::vector<json> found;
    for (const std::string& line : lines(client.wait_for_end()))
        found.push_back(json::parse(line));
    REQUIRE(found.size() == requests.size());
    return found;
}

}  // namespace

TEST_SUITE("control socket in JSON") {
    TEST_CASE("each request has one line of JSON as its answer, in order") {
        Daemon daemon(scenario({child({"print", "ready", "sleep-forever"})}));
        daemon.game.wait_for_output("ready");
        const std::vector<json> found = answers(
            daemon, {R"({"command":"list"})", R"({"command":"kill 9"})", R"({"command":"7"})",
                     R"({"command":"help"})", R"( { "command" : " kill 1 " } )"});
        CHECK(found[0]["ok"] == true);
        CHECK(found[1] == json{{"ok", false}, {"error", "kill 9: no such worker"}});
        CHECK(found[2] == json{{"ok", false}, {"error", "7 must be between 1 and 4"}});
        CHECK(found[3]["ok"] == true);
        CHECK(contains(found[3]["text"].get<std::string>(), "quit"));
        CHECK(found[4]["ok"] == true);
        daemon.game.wait_for_output(ended(1, "exit code -15", 0));
        daemon.quit();
    }

    TEST_CASE("an id comes back unchanged") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        for (const std::string id : {"7", "-1.50", "123456789012345678901234567890", "null",
                                     R"("é\"\\,}")", R"([1,{"id":[{}]}, 2])"}) {
            client.send(R"({"command":"9","id":)" + id + "}\n");
            client.wait_for(R"({"ok":false,"id":)" + id + R"(,"error":"9 )");
        }
        client.send("{\"id\":\"x\"}\n");
        client.wait_for(R"({"ok":false,"id":"x","error":"the key \"command\" is missing"})");
        daemon.quit();
    }

    TEST_CASE("text and JSON may be mixed on one connection") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send("7\n{\"command\":\"8\"}\n9\n");
        client.finish();
        CHECK(client.wait_for_end() ==
              "7 must be between 1 and 4\n"
              "{\"ok\":false,\"error\":\"8 must be between 1 and 4\"}\n"
              "9 must be between 1 and 4\n");
        daemon.quit();
    }

    TEST_CASE("text:true asks for the answer that people get") {
        Daemon daemon;
        const std::vector<json> found = answers(daemon, {R"({"command":"list","text":true})"});
        CHECK(found[0] == json{{"ok", true}, {"text", "0 running, 0 waiting\n"}});
        daemon.quit();
    }

    TEST_CASE("what is no request is refused in JSON, and the connection goes on") {
        Daemon daemon;
        const Words bad = {
            "{",
            "{}",
            "{]",
            R"({"command":3})",
            R"({"command":null})",
            R"({"command":["list"]})",
            R"({"command":{"command":"list"}})",
            R"({"comand":"list"})",
            R"({"command":"list","extra":1})",
            R"({"command":"list","command":"quit"})",
            R"({"command":"list","text":"yes"})",
            R"({"command":"quit"}{"command":"quit"})",
            R"({"command":"quit"} quit)",
            R"({"command":"quit",})",
            R"({'command':'quit'})",
            R"({"command":""})",
            R"({"command":"list\nquit"})",
            R"({"command":"quit\u0000"})",
            R"({"command":"list","id":1e999})",
            "{\"command\":\"quit\xff\"}",
            "{\"command\":\"quit" + std::string(1, '\0') + "\"}",
            "{\"command\":\"quit\"}" + std::string(1, '\0'),
            R"({"command":"list","id":)" + std::string(2000, '[') + std::string(2000, ']') + "}",
            std::string(4000, '{'),
        };
        for (const json& answer : answers(daemon, bad)) {
            CAPTURE(answer.dump());
            CHECK(answer["ok"] == false);
            CHECK_FALSE(answer["error"].get<std::string>().empty());
        }
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("a request may have 4096 bytes, and one of more is refused whole") {
        Daemon daemon;
        const std::string start = R"({"command":"9")";
        const auto padded = [&start](std::size_t size) {
            return start + std::string(size - start.size() - 1, ' ') + "}";
        };
        const std::vector<json> found = answers(daemon, {padded(4096), padded(4097), padded(9000)});
        CHECK(found[0]["error"] == "9 must be between 1 and 4");
        for (const std::size_t i : {1U, 2U})
            CHECK(found[i] == json{{"ok", false}, {"error", "the line is longer than 4096 bytes"}});
        daemon.quit();
    }

    TEST_CASE(
        "half a request is refused when the client sends no more, and dropped if it vanishes") {
        Daemon daemon;
        for (int i = 0; i < 20; ++i)
            ControlClient(daemon.socket).send(R"({"command":"qui)");
        ControlClient client(daemon.socket);
        client.send(R"({"command":"quit")");
        client.finish();
        CHECK(client.wait_for_end().starts_with(R"({"ok":false,"error":")"));
        CHECK(daemon.quit().ending == exited(0));
    }

    TEST_CASE("quit is answered before the game ends") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        client.send("{\"command\":\"quit\",\"id\":1}\n");
        CHECK(client.wait_for_end() == "{\"ok\":true,\"id\":1}\n");
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("the log has the command, and what was no request as it came") {
        Match match("[]", {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        const std::string log = log_to_file(match);
        match.launch.add({"--control", socket});
        Program game(match.launch);
        ControlClient client(socket);
        client.send("{\"command\":\"list\",\"id\":5}\n{\"command\":5}\n{\"command\":\"quit\"}\n");
        CHECK(game.wait().ending == exited(0));
        const Words commands = only(lines(file_content(log)), R"("event":"command")");
        REQUIRE(commands.size() == 3);
        CHECK(contains(commands[0], R"("text":"list","from":"control"})"));
        CHECK(contains(commands[1],
                       R"("text":"{\"command\":5}","from":"control","error":"\"command\" takes)"));
        CHECK(contains(commands[2], R"("text":"quit","from":"control"})"));
    }

    TEST_CASE("the keyboard does not read JSON, and cannot subscribe") {
        Daemon daemon;
        daemon.game.type("{\"command\":\"quit\"}\nsubscribe\n9\n");
        daemon.game.wait_for_output("9 must be between 1 and 4\n");
        const Result result = daemon.quit();
        CHECK(contains(result.output, "{\"command\":\"quit\"}: no such command; try help\n"));
        CHECK(contains(result.output,
                       "subscribe: only a client of the control socket can do that\n"));
    }
}

}  // namespace tests
