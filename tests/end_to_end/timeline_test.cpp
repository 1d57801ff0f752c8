/// game(1): --timeline.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <csignal>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// A match whose picture is `run.svg` in its folder.
struct Drawn {
    Match match;

    explicit Drawn(std::string_view text) : match(text) {
        match.launch.add({"--timeline", match.folder.path("run.svg")});
    }

    std::string picture() const { return file_content(match.folder.path("run.svg")); }
};

/// Python reads it as XML, strictly.
bool is_xml(const Match& match) {
    Launch launch;
    launch.command = {"python3", "-c",
                      "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])",
                      match.folder.path("run.svg")};
    return run(launch).ending == exited(0);
}

}  // namespace

TEST_SUITE("timeline") {
    TEST_CASE("the run is drawn when it ends") {
        const Drawn drawn(scenario({child({"print", "N john", "print", "E mary"}),
                                    child({"print", "S john", "exit", "3"})}));
        const Result result = drawn.match.play();
        CHECK(result.ending == exited(1));
        CHECK(result.errors.empty());
        CHECK(result.output.ends_with(bye + "\n"));
        const std::string svg = drawn.picture();
        CHECK(svg.starts_with("<svg "));
        CHECK(contains(svg, "2 workers, 1 failed"));
        for (const char* move : {"<title>N john at ", "<title>E mary at ", "<title>S john at "})
            CHECK(count(lines(svg), move) == 1);
        CHECK(contains(svg, ">ps#1 (child)</text>"));
        CHECK(contains(svg, ">exit code 3</text>"));
        CHECK(is_xml(drawn.match));
    }

    TEST_CASE("lines that are no moves are drawn, too") {
        const Drawn drawn(
            scenario({shell("for i in 1 2 3; do echo step $i; done; echo oops >&2")}));
        CHECK(drawn.match.play().ending == exited(0));
        CHECK(contains(drawn.picture(), "0 moves · 4 other lines"));
        CHECK(contains(drawn.picture(), "<path class=\"line\""));
    }

    TEST_CASE("names cannot break the picture") {
        const Drawn drawn(
            scenario({child({"write", R"(N <&"\xff\xc2\x9b\xef\xbf\xbf\n)", "exit", "1"},
                            R"("name": "]]><script>&amp;\uffff")")}));
        drawn.match.play();
        CHECK(is_xml(drawn.match));
        CHECK_FALSE(contains(drawn.picture(), "<script"));
    }

    TEST_CASE("a run that is over at once is drawn, too") {
        for (const std::string& text : {scenario({}), scenario({command({"no-such-program"})})}) {
            Drawn drawn(text);
            drawn.match.launch.add({"--speed", "0.001"});
            drawn.match.play();
            CHECK(is_xml(drawn.match));
        }
    }

    TEST_CASE("a run that is stopped is drawn, too") {
        const Drawn drawn(scenario({child({"print", "N john", "sleep-forever"})}));
        Program game(drawn.match.launch);
        game.wait_for_output("N john");
        game.signal(SIGTERM);
        CHECK(game.wait().ending == killed_by(SIGTERM));
        CHECK(contains(drawn.picture(), ">SIGTERM</text>"));
    }

    TEST_CASE("a replay draws the same moves") {
        Drawn first(scenario({child({"print", "N john", "print", "E mary"})}));
        const std::string log = first.match.folder.path("run.ndjson");
        first.match.launch.add({"--log", log});
        first.match.play();
        Launch replay;
        replay.command = {GAME_PROGRAM, "--replay", log, "--timeline",
                          first.match.folder.path("again.svg")};
        CHECK(run(replay).ending == exited(0));
        const std::string again = file_content(first.match.folder.path("again.svg"));
        CHECK(only(lines(again), "<use") == only(lines(first.picture()), "<use"));
    }

    TEST_CASE("many moves and workers make a picture of bounded size") {
        const Drawn drawn(scenario(
            {shell("yes 'N john' | head -200000"), shell("echo E mary", R"("count": 700)")}));
        CHECK(drawn.match.play().ending == exited(0));
        CHECK(contains(drawn.picture(), "701 workers"));
        CHECK(contains(drawn.picture(), "200700 moves"));
        CHECK(drawn.picture().size() < 500'000);
        CHECK(is_xml(drawn.match));
    }

    TEST_CASE("a file that cannot be made is told before anything is launched") {
        Match match(scenario({child({"touch", "started"})}));
        match.launch.add({"--timeline", match.folder.path("missing/run.svg")});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(result.output.empty());
        CHECK(is_one_line(result.errors));
        CHECK(result.errors.starts_with("game: cannot write "));
        CHECK(contains(result.errors, "missing/run.svg: No such file or directory"));
        CHECK_FALSE(match.has("started"));
    }

    TEST_CASE("a file that cannot be written is told at the end - exit code 1") {
        Match match(scenario({child({})}));
        match.launch.add({"--timeline", "/dev/full"});
        const Result result = match.play();
        CHECK(result.ending == exited(1));
        CHECK(result.errors == "game: cannot write /dev/full: No space left on device\n");
        CHECK(result.output.ends_with(bye + "\n"));
    }
}

}  // namespace tests
