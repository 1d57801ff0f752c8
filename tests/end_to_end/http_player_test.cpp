/// scenarios/bots/http-player, which lets a Battlesnake server play.
#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/text.h"

#include <csignal>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string http_player_program = std::string(SCENARIOS) + "/bots/http-player";

/// A server on a port of its own.
class BattlesnakeServer {
  public:
    explicit BattlesnakeServer(const Words& options = {}) : program_(launch(options)) {
        program_.wait_for_output("\n");
        url_ = lines(program_.output()).front();
    }

    const std::string& url() const { return url_; }

    /// Ends it; all that it said after the first line.
    std::vector<std::string> end() {
        program_.signal(SIGTERM);
        std::vector<std::string> said = lines(program_.wait().output);
        said.erase(said.begin());
        return said;
    }

  private:
    static Launch launch(const Words& options) {
        Launch launch;
        launch.command = {"python3", BATTLESNAKE_SERVER};
        launch.add(options);
        return launch;
    }

    Program program_;
    std::string url_;
};

std::string http_player(const std::string& url, std::string_view more = R"("name": "zoe")") {
    return command({http_player_program, url}, more);
}

/// A match of zoe, by the server of that URL, and a careful player. zoe lives for some turns even
/// without a move: she goes north then.
PlayedMatch play_against(const std::string& url, const std::string& keys) {
    return PlayedMatch(
        match_scenario(
            {http_player(url), command({PLAYERS_PROGRAM, "--strategy", "careful"}, named("ben"))},
            R"("rules": "snake", "first_limit": 30, "start": {"snakes": [
                            {"name": "zoe", "body": [[2, 2], [2, 1], [2, 0]]},
                            {"name": "ben", "body": [[8, 8], [8, 9], [8, 10]]}]}, )" +
                keys,
            R"("stop_timeout": 10)"),
        {"--seed", "5"});
}

/// What a worker said on standard error.
std::vector<std::string> complaints(const PlayedMatch& played) {
    std::vector<std::string> found;
    for (const Json& line : played.of("line")) {
        if (line["stream"] == "stderr") found.push_back(line["text"]);
    }
    return found;
}

}  // namespace

TEST_SUITE("http player") {
    TEST_CASE("a server plays a whole match, over one connection") {
        if (skip_without("python3")) return;
        BattlesnakeServer server;
        const PlayedMatch played = play_against(server.url(), R"("turns": 12, "turn_limit": 20)");
        CHECK(played.result.ending == exited(0));
        CHECK(complaints(played).empty());
        const std::vector<Json> turns = played.of("turn");
        std::vector<std::string> expected = {"connected", "GET /", "POST /start 0"};
        for (std::size_t turn = 0; turn < turns.size(); ++turn) {
            const Json& move = turns[turn]["moves"]["zoe"];
            if (move["status"] == "out") break;
            CHECK(move["status"] == "ok");
            CHECK(move["say"] == "turn " + std::to_string(turn));
            expected.push_back("POST /move " + std::to_string(turn));
        }
        expected.push_back("POST /end " + std::to_string(turns.size()));
        CHECK(server.end() == expected);
    }

    TEST_CASE("the letters are the server's directions") {
        if (skip_without("python3")) return;
        BattlesnakeServer server;
        // The server takes the first of up, down, left and right that is free.
        const PlayedMatch played(
            match_scenario({http_player(server.url())},
                           R"("rules": "snake", "first_limit": 30, "turn_limit": 20, "turns": 4,
               "settings": {"variant": "solo", "width": 2, "height": 3},
               "start": {"width": 2, "height": 3, "snakes": [
                 {"name": "zoe", "body": [[0, 1], [0, 0], [0, 0], [0, 0]]}]})"));
        std::string moves;
        for (const Json& turn : played.of("turn"))
            moves += turn["moves"]["zoe"]["move"];
        CHECK(moves == "NESS");
        CHECK(count(server.end(), "wrong") == 0);
    }

    TEST_CASE("each player of a worker has a game there") {
        if (skip_without("python3")) return;
        BattlesnakeServer server;
        const PlayedMatch played(match_scenario(
            {http_player(server.url(), named("both", R"(, "plays": ["zoe", "ben"])"))},
            R"("rules": "snake", "first_limit": 30, "turn_limit": 20, "turns": 3)"));
        CHECK(played.statuses("zoe") == "ok ok ok");
        CHECK(played.statuses("ben") == "ok ok ok");
        const std::vector<std::string> said = server.end();
        CHECK(count(said, "POST /start") == 2);
        CHECK(count(said, "POST /move") == 6);
        CHECK(count(said, "POST /end") == 2);
        CHECK(count(said, "wrong") == 0);
    }

    TEST_CASE("a dead server makes no move, keeps nobody waiting, and is reported once") {
        if (skip_without("python3")) return;
        std::string url;
        {
            BattlesnakeServer server;
            url = server.url();
            server.end();
        }
        const PlayedMatch played = play_against(url, R"("turns": 3, "turn_limit": 30)");
        CHECK(played.statuses("zoe") == "missing missing missing");
        CHECK(played.statuses("ben") == "ok ok ok");
        CHECK(count(complaints(played), "POST /move: ConnectionRefusedError") == 1);
        CHECK(complaints(played).size() == 4);  // GET /, POST /start, /move and /end
        CHECK(played.result.ending == exited(0));
    }

    TEST_CASE("a server that hangs in one turn is late once, and goes on") {
        if (skip_without("python3")) return;
        BattlesnakeServer server({"--hang-in", "2"});
        const PlayedMatch played = play_against(server.url(), R"("turns": 5, "turn_limit": 6)");
        CHECK(played.statuses("zoe") == "ok ok late ok ok");
        CHECK(complaints(played) ==
              std::vector<std::string>{"http-player: POST /move: TimeoutError: no answer in time"});
        const std::vector<std::string> said = server.end();
        CHECK(count(said, "POST /move") == 5);
        CHECK(count(said, "wrong") == 0);
    }

    TEST_CASE("an answer that is none is no move") {
        if (skip_without("python3")) return;
        BattlesnakeServer server({"--wrong-in", "1"});
        const PlayedMatch played = play_against(server.url(), R"("turns": 3, "turn_limit": 20)");
        CHECK(played.statuses("zoe") == "ok missing ok");
        CHECK(
            complaints(played) ==
            std::vector<std::string>{"http-player: POST /move: ValueError: \"['sideways']\" is not "
                                     "up, down, left or right"});
    }

    TEST_CASE("arguments that are no address are refused") {
        if (skip_without("python3")) return;
        for (const Words& arguments : {Words{}, Words{"127.0.0.1:8000"}, Words{"http://"},
                                       Words{"http://127.0.0.1:port"}, Words{"http://a", "b"}}) {
            const Result result = run(Launch::of(http_player_program, arguments));
            CHECK(result.ending == exited(2));
            CHECK(is_one_line(result.errors));
        }
    }
}

}  // namespace tests
