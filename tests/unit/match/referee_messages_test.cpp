#include "game/match/referee_messages.h"

#include "tests/unit/match/match_world.h"

#include <string>
#include <string_view>
#include <vector>

using game::Announcement;
using game::RefereeMessages;
using tests::Json;

namespace {

const std::vector<std::string> players = {"zoe", "ben"};

/// What is wrong with the first message; empty if nothing is.
std::string problem(std::string_view line, bool has_start = false) {
    RefereeMessages messages(players, has_start);
    Announcement news;
    try {
        messages.read(line, news);
    } catch (const game::RefereeFault& fault) {
        const std::string text = fault.what();
        const std::string start = "message 1 of the referee: ";
        CHECK(text.starts_with(start));
        return text.substr(start.size());
    }
    return "";
}

std::string turn_with(const std::string& members) {
    return R"({"type":"turn","turn":1,"ask":["zoe"],"state":{},)" + members + "}";
}

}  // namespace

TEST_CASE("a referee is told who plays, and the settings as they are") {
    game::MatchSettings settings;
    settings.settings = R"({"cards":3})";
    settings.start = R"({"pot":1})";
    std::string text;
    game::append_referee_start(text, {9006, players, settings});
    CHECK(text == R"({"type":"start","protocol":1,"mode":"lockstep","seed":9006,)"
                  R"("players":["zoe","ben"],"settings":{"cards":3},"start":{"pot":1}})"
                  "\n");
}

TEST_CASE("a referee is told each move, or why there is none") {
    using namespace std::chrono_literals;
    const std::vector<game::RefereeMove> moves = {
        {"zoe", game::AnswerStatus::ok, "3", 800us, "", ""},
        {"ben", game::AnswerStatus::late, "", {}, "", ""},
        {"bob", game::AnswerStatus::out, "", {}, "crashed", "SIGSEGV"}};
    std::string text;
    game::append_referee_moves(text, {1, moves, {}, {}});
    CHECK(text == R"({"type":"moves","turn":1,"moves":{)"
                  R"("zoe":{"status":"ok","move":"3","seconds":0.000800},)"
                  R"("ben":{"status":"late"},)"
                  R"("bob":{"status":"out","cause":"crashed","by":"SIGSEGV"}}})"
                  "\n");
}

TEST_CASE("a turn has all that a referee may say") {
    RefereeMessages messages(players, false);
    Announcement news;
    messages.read(R"({"type":"turn","turn":1,"ask":["zoe"],"state":{"a": [1, 2]},)"
                  R"("views":{"zoe":{"card":"K"}},"rows":["ab","cd"],)"
                  R"("events":[{"player":"ben","cause":"broke","by":"zoe"},)"
                  R"({"player":"zoe","illegal":"column full"}],"limit":0.1,"other":7})",
                  news);
    CHECK(news.turn == 1);
    CHECK(news.ask == std::vector<std::string>{"zoe"});
    CHECK(news.state == R"({"a":[1,2]})");
    CHECK(news.rows == R"(["ab","cd"])");
    REQUIRE(news.views.size() == 1);
    CHECK(news.views[0].second == R"({"card":"K"})");
    REQUIRE(news.events.size() == 2);
    CHECK(news.events[0].by == "zoe");
    CHECK(news.events[1].illegal == "column full");
    CHECK(*news.limit == std::chrono::milliseconds(100));
    messages.read(R"({"type":"end","turn":1,"reason":"four in a row",)"
                  R"("ranks":[{"player":"zoe","rank":2,"score":-1.5},)"
                  R"({"player":"ben","rank":1,"score":3}]})",
                  news);
    CHECK(news.is_end);
    CHECK(news.state == R"({"a":[1,2]})");  // as it was
    CHECK(news.reason == "four in a row");
    REQUIRE(news.ranks.size() == 2);
    CHECK(news.ranks[0].player == "ben");
    CHECK(news.ranks[1].score == "-1.5");
}

TEST_CASE("a long reason is cut, since it is a part of a line") {
    RefereeMessages messages(std::vector<std::string>(), false);
    Announcement news;
    messages.read(
        R"({"type":"end","turn":0,"reason":")" + std::string(1000, 'x') + R"(","ranks":[]})", news);
    CHECK(news.reason == std::string(200, 'x') + "...");
}

TEST_CASE("what is wrong with a message is said, and where") {
    CHECK(problem("nonsense").starts_with("column 1: "));
    CHECK(problem("[]") == "must be an object, not a list");
    CHECK(problem("{}") == "needs \"type\"");
    CHECK(problem(R"({"type":"moves"})") == "/type: must be \"turn\" or \"end\"");
    CHECK(problem(R"({"type":"turn","turn":2,"ask":[],"state":{}})") ==
          "/turn: 2 is not the next turn, 1");
    CHECK(problem(R"({"type":"turn","turn":2,"ask":[],"state":{}})", true).empty());
    CHECK(problem(R"({"type":"turn","turn":-1,"ask":[],"state":{}})") ==
          "/turn: must be a whole number from 0");
    CHECK(problem(R"({"type":"turn","turn":1,"state":{}})") == "needs \"ask\"");
    CHECK(problem(R"({"type":"turn","turn":1,"ask":[]})") == "needs \"state\"");
    CHECK(problem(R"({"type":"turn","turn":1,"ask":["bob"],"state":{}})") ==
          "/ask/0: no player is called \"bob\"");
    CHECK(problem(R"({"type":"turn","turn":1,"ask":["b\n"],"state":{}})") ==
          "/ask/0: no player is called \"b\\x0a\"");
    CHECK(problem(R"({"type":"turn","turn":1,"ask":["zoe","zoe"],"state":{}})") ==
          "/ask/1: this player is there already");
    CHECK(problem(R"({"type":"turn","turn":1,"ask":[],"state":[]})") ==
          "/state: must be an object, not a list");
    CHECK(problem(turn_with(R"("limit":0)")) == "/limit: must be a number of seconds, above 0");
    CHECK(problem(turn_with(R"("rows":[1])")) == "/rows/0: must be a string, not a number");
    CHECK(problem(turn_with(R"("views":{"bob":{}})")) == "/views/bob: no player is called \"bob\"");
    CHECK(problem(turn_with(R"("views":{"zoe":1})")) ==
          "/views/zoe: must be an object, not a number");
    CHECK(problem(turn_with(R"("views":{"zoe":{},"zoe":{}})")) ==
          "/views/zoe: this player is there already");
    CHECK(problem(turn_with(R"("events":[{"player":"bob","cause":"x"}])")) ==
          "/events/0/player: no player is called \"bob\"");
    CHECK(problem(turn_with(R"("events":[{"player":"zoe"}])")) ==
          "/events/0: must have \"cause\" or \"illegal\"");
    CHECK(problem(R"({"type":"end","turn":0,"ranks":[]})") == "needs \"reason\"");
    CHECK(problem(R"({"type":"end","turn":0,"reason":1,"ranks":[]})") ==
          "/reason: must be a string, not a number");
    CHECK(problem(R"({"type":"end","turn":0,"reason":"x","ranks":[]})")
              .starts_with("/ranks: must name"));
    CHECK(
        problem(
            R"({"type":"end","turn":0,"reason":"x","ranks":[{"player":"zoe","rank":0,"score":1}]})") ==
        "/ranks/0/rank: must be a whole number from 1");
}
