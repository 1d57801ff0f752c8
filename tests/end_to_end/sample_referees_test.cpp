/// The referees in scenarios/bots/referees/, as programs on standard input and output.
#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/text.h"
#include "tests/temporary_folder.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

using Json = nlohmann::ordered_json;

Json ok(const std::string& move) {
    return {{"status", "ok"}, {"move", move}, {"seconds", 0.001}};
}

/// Messages to a referee, and what it answered to all of them.
class Dialogue {
  public:
    void start(const Json& settings = Json::object(), const Json& begin = nullptr, int seed = 1) {
        Json message = {{"type", "start"}, {"protocol", 1}, {"seed", seed}};
        message["players"] = {"zoe", "ben"};
        message["settings"] = settings;
        if (!begin.is_null()) message["start"] = begin;
        say(message);
        turn_ = 0;
    }

    /// One player moves.
    void move(const std::string& player, const std::string& what) {
        Json moves;
        moves[player] = ok(what);
        say_moves(moves);
    }

    void say_moves(const Json& moves) {
        Json message = {{"type", "moves"}, {"turn", ++turn_}};
        message["moves"] = moves;
        say(message);
    }

    std::vector<Json> answers(const std::vector<std::string>& command) const {
        Launch launch = Launch::of(command.front());
        launch.add({command.begin() + 1, command.end()});
        launch.input = Source::file;
        launch.typed = messages_;
        const Result result = run(launch);
        CHECK(result.ending == exited(0));
        CHECK(result.errors.empty());
        std::vector<Json> answers;
        for (const std::string& line : lines(result.output))
            answers.push_back(Json::parse(line));
        return answers;
    }

  private:
    void say(const Json& message) { messages_ += message.dump() + "\n"; }

    std::string messages_;
    int turn_ = 0;
};

std::vector<std::string> interpreted(const std::string& interpreter, const std::string& file) {
    return {interpreter, std::string(SCENARIOS) + "/bots/referees/" + file};
}

const std::vector<std::string> connect_four = interpreted("python3", "connect-four.py");
const std::vector<std::string> kuhn_poker = interpreted("python3", "kuhn-poker.py");
const std::vector<std::string> rock_paper_scissors = interpreted("sh", "rock-paper-scissors.sh");

Json recorded(const std::string& name) {
    return Json::parse(file_content(std::string(OPENSPIEL_GAMES) + "/" + name));
}

Json both(const Json& zoe, const Json& ben) {
    return {{"zoe", zoe}, {"ben", ben}};
}

const Json late = {{"status", "late"}};
const Json crashed = {{"status", "out"}, {"cause", "crashed"}, {"by", "exit code 3"}};

const Json* find_rank(const Json& end, const std::string& player) {
    for (const Json& rank : end["ranks"]) {
        if (rank["player"] == player) return &rank;
    }
    return nullptr;
}

Json score(const Json& end, const std::string& player) {
    const Json* const rank = find_rank(end, player);
    REQUIRE(rank != nullptr);
    return (*rank)["score"];
}

Json place(const Json& end, const std::string& player) {
    const Json* const rank = find_rank(end, player);
    REQUIRE(rank != nullptr);
    return (*rank)["rank"];
}

/// Connect Four: a board, and who moves.
Json position(const std::vector<std::string>& rows, const std::string& to_move) {
    Json position;
    position["board"] = rows;
    position["to_move"] = to_move;
    return position;
}

/// Kuhn poker: the answer is what the case says.
void check_hand(const Json& answer, const Json& test) {
    const std::vector<std::string> players{"zoe", "ben"};
    for (std::size_t i = 0; i < 2; ++i) {
        const Json view = answer["views"][players[i]];
        CHECK(view.size() == 2);
        const std::string known = view["card"].dump() + view["history"].get<std::string>();
        CHECK(known == test["may_know"][i].get<std::string>());
    }
    const bool is_end = test["terminal"];
    CHECK(answer["type"] == (is_end ? "end" : "turn"));
    for (std::size_t i = 0; is_end && i < 2; ++i)
        CHECK(score(answer, players[i]) == test["returns"][i]);
    if (!is_end) CHECK(answer["ask"] == Json::array({players[test["to_move"] == 0 ? 0 : 1]}));
}

/// All that the message tells `player`: what is public, and its view.
std::string told(const Json& message, const std::string& player) {
    return message["state"].dump() + message["views"][player].dump();
}

}  // namespace

TEST_SUITE("sample referees") {
    TEST_CASE("Connect Four: a recorded game") {
        if (skip_without("python3")) return;
        const Json game = recorded("connect-four.json");
        const Json& columns = game["actions"];
        Dialogue dialogue;
        dialogue.start();
        for (std::size_t i = 0; i < columns.size(); ++i)
            dialogue.move(i % 2 == 0 ? "zoe" : "ben", columns[i].dump());
        const std::vector<Json> answers = dialogue.answers(connect_four);
        REQUIRE(answers.size() == columns.size() + 1);
        REQUIRE(game["boards"].size() == answers.size());
        for (std::size_t i = 0; i < answers.size(); ++i) {
            CAPTURE(i);
            const Json& answer = answers[i];
            CHECK(answer["state"]["board"] == game["boards"][i]);
            const bool is_end = i == columns.size();
            CHECK(answer["type"] == (is_end ? "end" : "turn"));
            CHECK(answer["turn"] == (is_end ? i : i + 1));
            CHECK(answer["events"].empty());
            if (!is_end) CHECK(answer["ask"] == Json({i % 2 == 0 ? "zoe" : "ben"}));
        }
        CHECK(answers.back()["reason"] == "four in a row");
        CHECK(place(answers.back(), "zoe") == 1);
        CHECK(place(answers.back(), "ben") == 2);
    }

    TEST_CASE("Connect Four: a column that is full, and what is no column") {
        if (skip_without("python3")) return;
        Dialogue dialogue;
        dialogue.start(
            Json::object(),
            position({".......", "o......", "x......", "o......", "x......", "o......"}, "ben"));
        dialogue.move("ben", "0");
        dialogue.move("zoe", "0");
        dialogue.move("ben", "7");
        dialogue.say_moves(Json{{"zoe", late}});
        const std::vector<Json> answers = dialogue.answers(connect_four);
        REQUIRE(answers.size() == 5);
        CHECK(answers[0]["ask"] == Json({"ben"}));
        CHECK(answers[1]["events"].empty());
        CHECK(answers[1]["rows"][0] == "o......");
        CHECK(answers[2]["events"] == Json::parse(R"([{"player":"zoe","illegal":"column full"}])"));
        CHECK(answers[2]["rows"][5] == "ox.....");
        CHECK(answers[3]["events"] ==
              Json::parse(R"([{"player":"ben","illegal":"no column from 0 to 6"}])"));
        CHECK(answers[3]["rows"][4] == "xo.....");
        CHECK(answers[4]["events"].empty());
        CHECK(answers[4]["rows"][3] == "ox.....");
    }

    TEST_CASE("Connect Four: all directions win, and a full board is a draw") {
        if (skip_without("python3")) return;
        const std::string empty = ".......";
        using Rows = std::vector<std::string>;
        const std::vector<std::pair<Rows, std::string>> wins{
            {{empty, empty, empty, empty, empty, "xx.x..."}, "2"},
            {{empty, empty, empty, "..x....", "..x....", "..x...."}, "2"},
            {{empty, empty, empty, "..xo...", ".xoo...", "xooo..."}, "3"},
            {{empty, empty, empty, "...ox..", "...oox.", "...ooox"}, "3"},
        };
        Dialogue dialogue;
        for (const auto& [rows, column] : wins) {
            dialogue.start(Json::object(), position(rows, "zoe"));
            dialogue.move("zoe", column);
        }
        dialogue.start(
            Json::object(),
            position({"xxooxx.", "ooxxoox", "xxooxxo", "ooxxoox", "xxooxxo", "ooxxoox"}, "ben"));
        dialogue.move("ben", "6");
        const std::vector<Json> answers = dialogue.answers(connect_four);
        REQUIRE(answers.size() == 10);
        for (std::size_t i = 1; i < 8; i += 2) {
            CAPTURE(i);
            CHECK(answers[i]["reason"] == "four in a row");
            CHECK(place(answers[i], "zoe") == 1);
        }
        CHECK(answers[9]["reason"] == "board full");
        CHECK(place(answers[9], "zoe") == 1);
        CHECK(place(answers[9], "ben") == 1);
    }

    TEST_CASE("Kuhn poker: every history, what each player may know, and the returns") {
        if (skip_without("python3")) return;
        std::map<std::string, Json> cases;  // by cards and history
        const auto key = [](const Json& cards, const std::string& history) {
            return cards.dump() + " " + history;
        };
        const Json recorded_cases = recorded("kuhn-poker.json")["cases"];
        Dialogue dialogue;
        for (const Json& test : recorded_cases) {
            cases[key(test["cards"], test["history"])] = test;
            if (!test["terminal"]) continue;
            dialogue.start({{"hands", 1}}, {{"cards", test["cards"]}});
            const Json& actions = test["actions"];
            for (std::size_t i = 0; i < actions.size(); ++i)
                dialogue.move(i % 2 == 0 ? "zoe" : "ben", actions[i] == 0 ? "p" : "b");
        }
        CHECK(cases.size() == 54);
        const std::vector<Json> answers = dialogue.answers(kuhn_poker);
        std::size_t at = 0;
        std::set<std::string> checked;
        for (const Json& test : recorded_cases) {
            if (!test["terminal"]) continue;
            const std::string history = test["history"];
            for (std::size_t length = 0; length <= history.size(); ++length) {
                const std::string name = key(test["cards"], history.substr(0, length));
                CAPTURE(name);
                REQUIRE(at < answers.size());
                check_hand(answers[at++], cases.at(name));
                checked.insert(name);
            }
        }
        CHECK(at == answers.size());
        CHECK(checked.size() == 54);
    }

    TEST_CASE("Kuhn poker: what a player is told does not depend on the other one's card") {
        if (skip_without("python3")) return;
        Dialogue dialogue;
        for (const int card : {0, 2}) {
            dialogue.start({{"hands", 1}}, {{"cards", {1, card}}});
            dialogue.move("zoe", "p");
            dialogue.move("ben", "b");
            dialogue.move("zoe", "p");
        }
        const std::vector<Json> answers = dialogue.answers(kuhn_poker);
        REQUIRE(answers.size() == 8);
        for (std::size_t i = 0; i < 4; ++i) {
            CHECK(told(answers[i], "zoe") == told(answers[i + 4], "zoe"));
            CHECK(told(answers[i], "ben") != told(answers[i + 4], "ben"));
        }
    }

    TEST_CASE("Kuhn poker: the seed has all cards, and an illegal action is a pass") {
        if (skip_without("python3")) return;
        const auto play = [](int seed) {
            Dialogue dialogue;
            dialogue.start({{"hands", 10}}, nullptr, seed);
            for (int hand = 0; hand < 10; ++hand) {
                dialogue.move(hand % 2 == 0 ? "zoe" : "ben", "all in");
                dialogue.move(hand % 2 == 0 ? "ben" : "zoe", "p");
            }
            return dialogue.answers(kuhn_poker);
        };
        const std::vector<Json> answers = play(7);
        CHECK(answers == play(7));
        CHECK(answers != play(8));
        REQUIRE(answers.size() == 21);
        CHECK(answers[1]["events"] ==
              Json::parse(R"([{"player":"zoe","illegal":"neither p nor b"}])"));
        CHECK(answers[2]["events"].empty());
        CHECK(answers[2]["state"]["last"]["history"] == "pp");
        CHECK(answers.back()["reason"] == "all hands played");
    }

    TEST_CASE("rock paper scissors: who wins a round, and what is no hand") {
        Dialogue dialogue;
        dialogue.start({{"rounds", 5}});
        dialogue.say_moves(both(ok("rock"), ok("scissors")));
        dialogue.say_moves(both(ok("rock"), ok("paper")));
        dialogue.say_moves(both(ok("paper"), ok("paper")));
        dialogue.say_moves(both(ok("\"ben\":{\"status\":\"ok\",\"move\":\"rock\""), ok("paper")));
        dialogue.say_moves(both(ok("scissors"), late));
        const std::vector<Json> answers = dialogue.answers(rock_paper_scissors);
        REQUIRE(answers.size() == 6);
        std::vector<std::string> won;
        for (const Json& answer : answers)
            won.push_back(answer["state"]["won"].dump());
        CHECK(won == std::vector<std::string>{R"({"zoe":0,"ben":0})", R"({"zoe":1,"ben":0})",
                                              R"({"zoe":1,"ben":1})", R"({"zoe":1,"ben":1})",
                                              R"({"zoe":1,"ben":2})", R"({"zoe":2,"ben":2})"});
        CHECK(answers[4]["events"] ==
              Json::parse(R"([{"player":"zoe","illegal":"no such hand"}])"));
        CHECK(answers[5]["type"] == "end");
        CHECK(answers[5]["turn"] == 5);
        CHECK(place(answers[5], "zoe") == 1);
        CHECK(place(answers[5], "ben") == 1);
    }

    TEST_CASE("who is out has lost, and another match can begin") {
        if (skip_without("python3")) return;
        for (const auto& referee : {connect_four, kuhn_poker, rock_paper_scissors}) {
            CAPTURE(referee.back());
            Dialogue dialogue;
            dialogue.start();
            dialogue.say_moves(Json{{"zoe", crashed}});
            dialogue.start();
            const std::vector<Json> answers = dialogue.answers(referee);
            REQUIRE(answers.size() == 3);
            CHECK(answers[1]["type"] == "end");
            CHECK(contains(answers[1]["reason"].get<std::string>(), "zoe left"));
            CHECK(place(answers[1], "ben") == 1);
            CHECK(place(answers[1], "zoe") == 2);
            CHECK(answers[2].dump() == answers[0].dump());
        }
    }
}

}  // namespace tests
