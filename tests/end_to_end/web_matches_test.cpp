/// game-web: the matches of a tournament, which it shows from their logs.
#include "tests/end_to_end/text.h"
#include "tests/end_to_end/web_server.h"
#include "tests/temporary_folder.h"

#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

namespace {

constexpr int refused_code = 1008;
constexpr int restart_code = 1012;

const std::string begin = R"({"t":0,"event":"scenario","version":1})";
const std::string turn = R"({"t":1,"event":"turn","turn":1})";
const std::string end = R"({"t":2,"event":"end"})";

/// A tournament whose match 1 has a log.
struct Tournament {
    TemporaryFolder folder;
    std::string log = folder.write("1.ndjson", begin + "\n");
    WebServer server;

    Tournament() {
        server.begin();
        WebSocket spectator(server.port(), "/watch");
        hello(spectator);
        server.tell(R"({"t":1,"event":"match_start","match":1,"matches":17,"log":")" + log + "\"}");
        spectator.text();  // now it is known
    }

    WebSocket watch(const std::string& match) const {
        return WebSocket(server.port(), "/watch?match=" + match);
    }

    /// As the process of the match does.
    void write(const std::string& line) const { std::ofstream(log, std::ios::app) << line << '\n'; }
};

}  // namespace

TEST_SUITE("game-web: matches of a tournament") {
    TEST_CASE("a match is shown as its log is written") {
        Tournament tournament;
        WebSocket spectator = tournament.watch("1");
        CHECK(hello(spectator) ==
              R"({"type":"hello","protocol":1,"live":true,"play":false,"events":[)" + begin + "]}");
        tournament.write(turn);
        CHECK(spectator.text() == turn);
        WebSocket late = tournament.watch("1");
        CHECK(contains(hello(late), begin + "," + turn + "]}"));
        tournament.write(end);
        CHECK(spectator.text() == end);
        CHECK(late.text() == end);

        WebSocket after = tournament.watch("1");
        CHECK(contains(hello(after), R"("live":false)"));
        CHECK(tournament.server.end() == exited(0));
    }

    TEST_CASE("who watches a match is not sent the tournament, nor the other way round") {
        Tournament tournament;
        WebSocket match = tournament.watch("1");
        hello(match);
        WebSocket whole(tournament.server.port(), "/watch");
        hello(whole);
        const std::string news = R"({"t":3,"event":"standings","matches":1})";
        tournament.server.tell(news);
        tournament.write(turn);
        CHECK(match.text() == turn);
        CHECK(whole.text() == news);
    }

    TEST_CASE("a log that does not come is said, and so is a match that is none") {
        Tournament tournament;
        WebSocket missing = tournament.watch("2");
        CHECK(missing.receive().code == refused_code);  // after five seconds
        for (const char* const odd :
             {"", "0", "18", "-1", "x", "1x", "../1", "18446744073709551616"}) {
            WebSocket spectator = tournament.watch(odd);
            const WebSocket::Message message = spectator.receive();
            CHECK(message.is_close);
            CHECK(message.code == refused_code);
            CHECK(message.text == "this match has no log here");
        }
        WebServer plain;
        plain.begin();
        WebSocket spectator(plain.port(), "/watch?match=1");
        CHECK(spectator.receive().code == refused_code);
    }

    TEST_CASE("a log that comes a moment later is shown") {
        Tournament tournament;
        WebSocket spectator = tournament.watch("2");
        tournament.folder.write("2.ndjson", begin + "\n");
        CHECK(contains(hello(spectator), begin));
    }

    TEST_CASE("a match that is played again is shown anew") {
        Tournament tournament;
        tournament.write(turn);
        WebSocket spectator = tournament.watch("1");
        CHECK(contains(hello(spectator), turn));
        tournament.folder.write("1.ndjson", begin + "\n");
        CHECK(spectator.receive().code == restart_code);
        WebSocket again = tournament.watch("1");
        CHECK_FALSE(contains(hello(again), turn));
    }

    TEST_CASE("so many matches can be watched at once, and no more") {
        Tournament tournament;
        constexpr int most = 16;
        std::vector<WebSocket> spectators;
        for (int match = 1; match <= most; ++match) {
            tournament.folder.write(std::to_string(match) + ".ndjson", begin + "\n");
            spectators.push_back(tournament.watch(std::to_string(match)));
            hello(spectators.back());
        }
        tournament.folder.write("17.ndjson", begin + "\n");
        CHECK(tournament.watch("17").receive().text == "too many matches are watched");
        WebSocket same = tournament.watch("1");
        CHECK(contains(hello(same), begin));
    }
}

}  // namespace tests
