/// The tools of these tests, held to their promises with the scripted child.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/program.h"
#include "tests/temporary_folder.h"

#include <csignal>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

Launch run_child(const std::vector<std::string>& script) {
    return Launch::of(CHILD_PROGRAM, script);
}

}  // namespace

TEST_SUITE("the tools") {
    TEST_CASE("a program's output, errors and exit code are told apart") {
        const Result result = run(run_child({"print", "hello", "print-err", "oops", "exit", "3"}));
        CHECK(result.output == "hello\n");
        CHECK(result.errors == "oops\n");
        CHECK(result.ending == exited(3));
    }

    TEST_CASE("a program killed by a signal is not one that exits") {
        CHECK(run(run_child({"kill-self", "9"})).ending == killed_by(SIGKILL));
    }

    TEST_CASE("a program that does not exist is an error of the test") {
        Launch launch;
        launch.command = {"/nonexistent/program"};
        CHECK_THROWS_AS(run(launch), std::exception);
    }

    TEST_CASE("input reaches the program through every kind of source") {
        for (const Source source : {Source::pipe, Source::file, Source::socket, Source::terminal}) {
            CAPTURE(to_string(source));
            Terminal terminal;
            Launch launch = run_child({"read-stdin"});
            launch.input = source;
            launch.terminal = &terminal;
            launch.typed = "four\nlines\nof\ninput\n";
            Program program(launch);
            program.type("");
            program.close_input();
            CHECK(program.wait().output == "read 20 bytes\n");
        }
    }

    TEST_CASE("output comes back from every kind of sink") {
        for (const Sink sink :
             {Sink::pipe, Sink::file, Sink::socket, Sink::packets, Sink::terminal}) {
            CAPTURE(to_string(sink));
            Terminal terminal;
            Launch launch = run_child({"print", "one", "print", "two"});
            launch.output = sink;
            launch.terminal = &terminal;
            CHECK(run(launch).output == "one\ntwo\n");
        }
    }

    TEST_CASE("a packet socket tells one write from the next") {
        Launch launch = run_child({"print", "one", "write", "tw", "write", "o\\n"});
        launch.output = Sink::packets;
        Program program(launch);
        program.wait();
        CHECK(program.packets() == std::vector<std::string>{"one\n", "tw", "o\n"});
    }

    TEST_CASE("a sink that takes nothing makes the writer notice") {
        for (const Sink sink : {Sink::full_device, Sink::closed}) {
            CAPTURE(to_string(sink));
            Launch launch = run_child({"print", "one"});
            launch.output = sink;
            const Result result = run(launch);
            CHECK(result.errors == "child: cannot write\n");
        }
        Launch launch = run_child({"print", "one"});
        launch.output = Sink::gone_reader;
        CHECK(run(launch).ending == killed_by(SIGPIPE));
    }

    TEST_CASE("a program starts with clean signals and no descriptor of ours") {
        Launch launch = run_child({"print-signals", "print-fds"});
        launch.output = Sink::file;
        const Result result = run(launch);
        CHECK(result.output.starts_with("blocked 0000000000000000\nignored 0000000000000000\n"));
        CHECK(result.output.find("fd 3") == std::string::npos);
    }

    TEST_CASE("a held output fills the pipe, and all of it comes once released") {
        Program program(
            run_child({"print-err", "begin", "lines", "50000", "x", "print-err", "end"}));
        program.hold_output();
        program.wait_for_errors("begin");
        wait_until_idle(program.pid());
        CHECK(is_alive(program.pid()));
        program.release_output();
        const Result result = program.wait();
        CHECK(result.errors == "begin\nend\n");
        CHECK(result.output.ends_with("x 49999\nx 50000\n"));
    }

    TEST_CASE("what a test abandons is killed with all its descendants") {
        const TemporaryFolder folder;
        const std::string ready = folder.path("ready");
        {
            Program program(
                run_child({"fork", "ignore-term", "fork-session", "touch", ready, "sleep-forever",
                           "end", "sleep-forever", "end", "sleep-forever"}));
            wait_until("the grandchild runs", [&] {
                return !file_content(ready).empty() || ::access(ready.c_str(), F_OK) == 0;
            });
        }
        wait_until("no descendant lives", [] {
            reap_zombies();
            return descendants_of(::getpid()).empty();
        });
    }

    TEST_CASE("waiting for what never comes ends with what was said instead") {
        Program program(run_child({"print", "hello"}));
        CHECK_THROWS_WITH_AS(program.wait_for_output("goodbye"), doctest::Contains("hello"),
                             TimeOut);
    }
}

}  // namespace tests
