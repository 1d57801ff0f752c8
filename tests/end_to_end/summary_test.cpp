/// game(1): --timestamps and --summary.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <regex>

#include <doctest/doctest.h>
#include <sys/ioctl.h>

namespace tests {

namespace {

/// What comes after the run's last line.
Words table_of(const std::string& output) {
    const std::size_t end = output.find(bye + "\n");
    REQUIRE(end != std::string::npos);
    return lines(std::string_view(output).substr(end + bye.size() + 1));
}

const std::string mixed = scenario(
    {child({"print", "N john", "print", "hello", "print-err", "E mary"}), child({"exit", "3"}),
     command({"no-such-program"}), child({"sleep-forever"}, R"("timeout": 0.1)")});

}  // namespace

TEST_SUITE("timestamps") {
    TEST_CASE("every line begins with the time since the start, which never goes back") {
        Match match(mixed, {"--timestamps"});
        match.launch.input = Source::file;
        match.launch.typed = "7\n";
        const Result result = match.play();
        const std::regex pattern(R"(^(\d+)s \+ (\d{3})ms (.*)$)");
        std::string without;
        long last = 0;
        for (const std::string& line : lines(result.output)) {
            std::smatch parts;
            CAPTURE(line);
            REQUIRE(std::regex_match(line, parts, pattern));
            const long now = std::stol(parts[1]) * 1000 + std::stol(parts[2]);
            CHECK(now >= last);
            last = now;
            without += parts[3].str() + "\n";
        }
        CHECK(last >= 100);
        CHECK(contains(without, "clock = 0000s\n"));
        CHECK(contains(without, "7 must be between 1 and 4\n"));
        CHECK(without.ends_with(bye + "\n"));
    }

    TEST_CASE("the time is the clock's, which --speed makes faster") {
        const Match match(scenario({child({"print", "late"}, R"("time": 7200)")}),
                          {"--no-clock", "--timestamps", "--speed", "100000"});
        CHECK(std::regex_search(match.play().output,
                                std::regex(R"(\n\d{4,}s \+ \d{3}ms +got `late`)")));
    }

    TEST_CASE("ndjson has its own times") {
        const Match match(mixed, {"--timestamps", "--output", "ndjson"});
        for (const std::string& line : lines(match.play().output))
            CHECK(line.starts_with("{\"t\":"));
    }
}

TEST_SUITE("summary") {
    TEST_CASE("after the run comes a row a worker, and the totals") {
        Match match(mixed, {"--no-clock", "--summary"});
        match.launch.environment = {{"PATH", "/usr/bin:/bin"}};  // folders that anybody may search
        const Result result = match.play();
        const Words table = table_of(result.output);
        REQUIRE(table.size() == 1 + 4 + 1);
        CHECK(std::regex_match(
            table[1], std::regex(R"(ps#1 \(child\) .* exit code 0 +3 +1 +.*s +.* [KM]iB)")));
        CHECK(std::regex_match(table[2], std::regex(R"(ps#2 \(child\) .* exit code 3 +0 +0 .*)")));
        CHECK(contains(table[3], "cannot start: no-such-program: No such file or directory"));
        CHECK(contains(table[4], "timed out"));
        CHECK(std::regex_match(table[5], std::regex(R"(4 workers .* 3 failed +3 +1 .*)")));
        CHECK(result.errors.empty());
    }

    TEST_CASE("it lines up, also where names are wide") {
        const Result result =
            Match(scenario({child({}, R"("name": "日本")"), child({}, R"("name": "zoé")"),
                            child({}, R"("name": "plain")")}),
                  {"--no-clock", "--summary"})
                .play();
        const Words table = table_of(result.output);
        REQUIRE(table.size() == 5);
        // "日本" takes 6 bytes and 4 columns, "é" 2 and 1.
        const std::size_t column = table[3].find("exit code 0");
        CHECK(table[1].find("exit code 0") == column + 2);
        CHECK(table[2].find("exit code 0") == column + 1);
        CHECK(table[0].find("END") == column);
    }

    TEST_CASE("on a terminal its lines are no longer than those of the terminal") {
        Terminal terminal;
        const winsize size{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
        REQUIRE(::ioctl(terminal.programs().get(), TIOCSWINSZ, &size) == 0);
        Match match(scenario({child({}, R"("name": "somebody with quite a long name")"),
                              command({"no-such-program"})}),
                    {"--no-clock", "--summary", "--color", "never"});
        match.launch.terminal = &terminal;
        match.launch.output = Sink::terminal;
        const Words table = table_of(match.play().output);
        REQUIRE(table.size() == 4);
        for (const std::string& line : table) {
            const bool has_cut = contains(line, "…");  // 3 bytes for one column each
            CHECK(line.size() <= 80U + (has_cut ? 4 : 0));
            CHECK(contains(line, "  "));
        }
        CHECK(contains(table[1], "ps#1 (somebody"));
        CHECK(contains(table[2], "cannot start:"));
    }

    TEST_CASE("beside ndjson it is on standard error") {
        const Result result = Match(mixed, {"--summary", "--output", "ndjson"}).play();
        for (const std::string& line : lines(result.output))
            CHECK(line.starts_with("{\"t\":"));
        CHECK(count(lines(result.errors), "ps#") == 4);
        CHECK(contains(result.errors, "4 workers"));
    }

    TEST_CASE("with --timestamps its lines begin with the time, too") {
        const Result result = Match(mixed, {"--summary", "--timestamps"}).play();
        const Words all = lines(result.output);
        CHECK(count(all, "ms ") == all.size());
        CHECK(contains(from_end(all, 0), "4 workers"));
    }

    TEST_CASE("it comes as well when the run is stopped") {
        Match match(scenario({child({"print", "ready", "sleep-forever"})}),
                    {"--no-clock", "--summary"});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(contains(from_end(table_of(result.output), 1), "exit code -15"));
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
