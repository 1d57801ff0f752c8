#include "game/review/asking.h"

#include "common/exit_code.h"
#include "game/commands/stop_signals.h"

#include <chrono>
#include <csignal>
#include <string>

#include <doctest/doctest.h>

using namespace game;

namespace {

/// zoe plays two turns alone: N, then E.
void tell_short_match(Reporter& reporter) {
    const std::vector<MatchPlayer> players = {{"zoe", 1}};
    const std::vector<std::string> asked = {"zoe"};
    reporter.scenario({{}, "match.json", 7, 1, 1});
    MatchEvent match;
    match.rules = "snake";
    match.mode = "lockstep";
    match.settings = "{}";
    match.players = players;
    match.state = "{}";
    reporter.match(match);
    std::uint64_t turn = 0;
    for (const char* const move : {"N", "E"}) {
        LineEvent line{{}, 1, "1.zoe", Stream::standard_output, move, false};
        line.turn = ++turn;
        reporter.line(line);
        const std::vector<PlayerTurn> moves = {
            {"zoe", AnswerStatus::ok, move, std::chrono::milliseconds(5)}};
        reporter.turn({{}, turn, moves, {}, {}, {}, "{}", "", "", {std::nullopt, asked, {}}});
    }
    ResultEvent result;
    result.turn = 2;
    result.reason = "last turn";
    reporter.result(result);
}

struct Asked {
    std::string printed;
    ReviewResult result;
};

/// Asks a bot that the shell runs.
Asked ask_shell(const std::string& script) {
    std::signal(SIGPIPE, SIG_IGN);  // as in the program
    RoleFinder finder("zoe");
    tell_short_match(finder);
    REQUIRE(finder.role());
    Conversation conversation(*finder.role());
    tell_short_match(conversation);
    Comparison comparison(conversation, 0);
    async::ProcessOptions options;
    options.program = "/bin/sh";
    options.arguments = {"sh", "-c", script};

    std::string printed;
    async::SteadyTime time;
    async::Loop loop(time);
    Asking asking(loop, conversation.messages(), comparison,
                  [&printed](const std::string& lines) { printed += lines; });
    loop.run(asking.ask(options));
    release_stop_signals();
    const ReviewResult result = asking.result();
    return {printed, result};
}

}  // namespace

TEST_CASE("a bot is asked turn by turn, and is told the end") {
    const Asked asked = ask_shell(
        "read hello; read turn; echo N; read turn; echo E; read end; read more || exit 0");
    CHECK(asked.printed ==
          "turn 1: N, as logged\nturn 2: E, as logged\nzoe: 2 turns, all as logged\n");
    CHECK(asked.result.exit_code == common::exit_success);
    CHECK_FALSE(asked.result.signal);
}

TEST_CASE("a bot that answers otherwise, and then ends early, fails") {
    const Asked asked = ask_shell("read hello; read turn; echo S; exit 0");
    CHECK(asked.printed ==
          "turn 1: S - logged: N\nturn 2: no answer - logged: E\nzoe: 2 turns, 2 differ\n");
    CHECK(asked.result.exit_code == common::exit_failure);
}
