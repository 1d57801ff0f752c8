/// game-tournament(5): a tournament whose matches are played on hosts. These are this machine, too:
/// what leads to them is a shell.
#include "tests/end_to_end/tournament.h"

#include <set>

#include <signal.h>

namespace tests {

namespace {

std::string two_hosts() {
    std::string text = R"("stop_timeout": 1, "max_running": 4, "hosts": [)";
    for (const char* const name : {"a", "b"}) {
        text += std::string(text.back() == '[' ? "" : ", ") + R"({"name": ")" + name +
                R"(", "slots": 2, "agent": )" + json_string(GAME_PROGRAM) + R"(, "connect": )" +
                list({"sh", "-c", "echo $$ >" + std::string(name) + "; exec \"$@\"", "sh"}) + "}";
    }
    return text + "]";
}

constexpr std::string_view paint = R"("rules": "paint", "turns": 6, "first_limit": 20,
                                      "settings": {"width": 5, "height": 5})";

}  // namespace

TEST_SUITE("tournament on hosts") {
    TEST_CASE("matches are played on all hosts, with the results that they have here") {
        const std::string keys = R"("rounds": 2, "seed": 7)";
        const PlayedMatch there(tournament(four, keys, paint, two_hosts()),
                                {"--standings", "standings.json"});
        CHECK(there.result.ending == exited(0));
        CHECK(there.result.errors.empty());
        std::set<std::string> used;
        for (const Json& event : there.of("start"))
            used.insert(event["host"]);
        CHECK(used == std::set<std::string>{"a", "b"});

        Match here(tournament(four, keys, paint), {});
        here.launch.add(standings_option(here));
        CHECK(here.play().ending == exited(0));
        CHECK(matches_of(results_of(there.match)) == matches_of(results_of(here)));
        CHECK(standings_in(there.match) == standings_in(here));
    }

    TEST_CASE("a host that dies costs no match") {
        Match match(tournament(four, R"("rounds": 10, "seed": 7)", paint, two_hosts()), {});
        Program game(match.launch);
        game.wait_until("some results", [&] { return lines(results_of(match)).size() > 5; });
        ::kill(static_cast<pid_t>(std::stoi(file_content(match.folder.path("a")))), SIGKILL);
        const Result result = game.wait();
        CHECK(result.ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 120);
        CHECK(contains(result.errors, "game: host a is lost: "));
    }

    TEST_CASE("with no host left the tournament stops, and no match is void") {
        const std::string nowhere = R"("hosts": [{"name": "a", "slots": 2, "connect": ["false"]}])";
        const Match match(tournament(four, R"("rounds": 1, "seed": 7)", paint, nowhere), {});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(contains(result.errors, " cannot start: no host can be reached: the tournament "));
        CHECK(matches_of(results_of(match)).empty());

        match.folder.write("scenario.json", tournament(four, R"("rounds": 1, "seed": 7)", paint));
        CHECK(match.play().ending == exited(0));
        CHECK(matches_of(results_of(match)).size() == 12);
    }
}

}  // namespace tests
