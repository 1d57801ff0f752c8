/// game(1): the commands.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Worker 1 is there until the file `go` is.
const std::string patient = child({"print", "ready", "wait-file", "go"});

/// A game with a keyboard, at which worker 1 is ready.
struct Session {
    Match match;
    Program game;

    explicit Session(std::string_view scenario_text = scenario({patient}))
        : match(scenario_text, {"--no-clock", "--speed", "200"}), game(with_keyboard(match)) {
        game.wait_for_output("got `ready`");
    }

    /// Types a line, then one that is refused; when the refusal is there, both have been read.
    void type_line(const std::string& line) {
        const std::string mark = "mark-" + std::to_string(++marks_);
        game.type(line + "\n" + mark + "\n");
        game.wait_for_output("\n" + mark + ": no such command; try help\n");
    }

    /// Lets worker 1 go, and returns the story without the marks.
    Result finish() {
        match.release("go");
        Result result = game.wait();
        std::string story;
        for (const std::string& line : lines(result.output)) {
            if (!line.starts_with("mark-")) story += line + "\n";
        }
        result.output = story;
        return result;
    }

  private:
    static const Launch& with_keyboard(Match& match) {
        match.launch.input = Source::pipe;
        return match.launch;
    }

    int marks_ = 0;
};

}  // namespace

TEST_SUITE("keyboard") {
    TEST_CASE("1 to 4 launch that predef now") {
        Session session;
        session.game.type("1\n2\n3\n4\n");
        session.game.wait_for_output(started(5, "predef 4"));
        const Result result = session.finish();
        check_story(result.output);
        const Words story = lines(result.output);
        CHECK(only(story, ">>>>") == Words{started(1), started(2, "predef 1"),
                                           started(3, "predef 2"), started(4, "predef 3"),
                                           started(5, "predef 4")});
        CHECK(count(story, " from " + label(2, "predef 1")) == 10);
        CHECK(count(story, " from " + label(5, "predef 4")) == 20);
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a predef that was typed keeps the game going") {
        Session session;
        session.game.type("2\n");
        session.game.wait_for_output(started(2, "predef 2"));
        const Result result = session.finish();
        CHECK(count(lines(result.output), " from " + label(2, "predef 2")) == 9);
        CHECK(result.output.ends_with(bye + "\n"));
    }

    TEST_CASE("anything else is refused on standard output, and the game goes on") {
        Session session;
        Words expected;
        for (const std::string line : {"7", "0", "5", "44", "-1", "+1", "99999999999999999999"}) {
            session.type_line(line);
            expected.push_back(line + " must be between 1 and 4");
        }
        for (const std::string line :
             {"1.5", "one",   "q",        "LIST",     "1x",         "kil", "`echo`",    "\xff\xfe",
              "é",   "lists", "helpful",  "%s",       "{}",         "\\n", "quit quit", "?",
              "-",   "+",     "killer 1", "starting", "restarts 1", "1 2", "1,",        "list 1"}) {
            session.type_line(line);
            expected.push_back(line + ": no such command; try help");
        }
        const Result result = session.finish();
        Words refusals = lines(result.output);
        std::erase_if(refusals, [](const std::string& line) {
            return !line.ends_with("between 1 and 4") && !line.ends_with("try help");
        });
        CHECK(refusals == expected);
        CHECK(from_end(lines(result.output), 0) == bye);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("an empty line is ignored") {
        Session session;
        session.game.type("\n\n\n");
        session.type_line("");
        const Result result = session.finish();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "ready"), ended(1, "exit code 0", 0), bye});
        CHECK(result.errors.empty());
    }

    TEST_CASE("list says on standard error who runs, and how many wait") {
        Session session(scenario({child({"write-pid", "pid", "print", "ready", "wait-file", "go"}),
                                  child({}, R"("count": 17)")},
                                 R"("max_running": 1)"));
        const pid_t pid = session.match.wait_for_pid("pid");
        session.type_line("list");
        session.game.wait_for_errors(label(1));
        session.game.wait_for_errors("17");
        session.game.wait_for_errors(std::to_string(pid));
        const Result result = session.finish();
        check_story(result.output);
        CHECK(count(lines(result.errors), label(1)) == 1);
        CHECK(count(lines(result.errors), label(2)) == 0);
    }

    TEST_CASE("help says the commands on standard error") {
        Session session;
        session.type_line("help");
        const Result result = session.finish();
        for (const char* command :
             {"1", "4", "list", "status", "kill", "start", "restart", "quit", "help"}) {
            CHECK_MESSAGE(contains(result.errors, command), command);
        }
        CHECK(lines(result.output).size() == 4);
    }

    TEST_CASE("kill stops that worker and no other") {
        Session session(scenario({patient, child({"print", "ready", "sleep-forever"})}));
        session.game.wait_for_output(got(2, "ready"));
        session.game.type("kill 2\n");
        session.game.wait_for_output(ended(2, "exit code -15", 1));
        const Result result = session.finish();
        check_story(result.output);
        CHECK(contains(result.output, ended(1, "exit code 0", 0)));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("kill is refused where there is no such worker") {
        Session session(scenario({patient, child({"print", "brief"})}));
        session.game.wait_for_output(ended(2, "exit code 0", 1));
        for (const char* worker : {"9", "0", "2", "4294967297"}) {
            session.type_line(std::string("kill ") + worker);
            CHECK(contains(session.game.output(),
                           std::string("\nkill ") + worker + ": no such worker\n"));
        }
        const Result result = session.finish();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("kill with anything but a number kills nobody") {
        Session session;
        for (const char* line : {"kill", "kill ", "kill x", "kill -1", "kill 1x", "kill 1 2",
                                 "kill 99999999999999999999"}) {
            session.type_line(line);
        }
        const Result result = session.finish();
        CHECK(contains(result.output, ended(1, "exit code 0", 0)));
        CHECK(count(lines(result.output), "kill") == 7);
    }

    TEST_CASE("quit stops everything - exit code 0") {
        Session session(scenario({patient, child({"touch", "late"}, R"("time": 1e9)")}));
        session.game.type("quit\n");
        const Result result = session.game.wait();
        CHECK(lines(result.output) ==
              Words{started(1), got(1, "ready"), ended(1, "exit code -15", 0), bye});
        CHECK(result.ending == exited(0));
        CHECK_FALSE(session.match.has("late"));
    }

    TEST_CASE("quit after a failure - exit code 1") {
        Session session(scenario({patient, child({"exit", "3"})}));
        session.game.wait_for_output(ended(2, "exit code 3", 1));
        session.game.type("quit\n");
        CHECK(session.game.wait().ending == exited(1));
    }

    TEST_CASE("what a worker still says when it is stopped is told") {
        Session session(
            scenario({child({"on-term", "farewell", "print", "ready", "sleep-forever"})}));
        session.game.type("quit\n");
        const Result result = session.game.wait();
        CHECK(lines(result.output) == Words{started(1), got(1, "ready"), got(1, "farewell"),
                                            ended(1, "exit code 0", 0), bye});
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
