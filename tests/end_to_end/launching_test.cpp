/// game(1): launchers, limits, and very many workers.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace {

Match with_options(const Words& entries, const Words& options, std::string_view more = "") {
    return Match(scenario(entries, more), options);
}

/// A named pipe at which shells wait without doing anything, to be released all at once.
class Gate {
  public:
    explicit Gate(const Match& match) : path_(match.folder.path("gate")) {
        if (::mkfifo(path_.c_str(), 0600) != 0) throw_errno(path_);
        // Both ways, so that neither side waits for the other to open it.
        door_ = open_file(path_, O_RDWR);
    }

    /// Each line lets one shell through.
    void open_for(std::size_t shells) const {
        const std::string lines(shells, '\n');
        if (::write(door_.get(), lines.data(), lines.size()) < 0) throw_errno(path_);
    }

  private:
    std::string path_;
    Descriptor door_;
};

const std::string wait_at_gate = "read line < gate";

rlimit open_files(rlim_t soft, rlim_t hard) {
    return {soft, hard};
}

}  // namespace

TEST_SUITE("launching") {
    TEST_CASE("a launcher stands in front of every command") {
        const Match match =
            with_options({child({"print-env", "GREETING"}), shell("echo $GREETING")},
                         {"--no-clock"}, R"("launcher": ["env", "GREETING=hello world"])");
        const Result result = match.play();
        check_story(result.output);
        CHECK(contains(result.output, got(1, "GREETING=hello world")));
        CHECK(contains(result.output, got(2, "hello world", "sh")));
    }

    TEST_CASE("a launcher stands in front of players, too") {
        const Match match = with_options({R"({"predef": 1})"}, {"--no-clock", "--speed", "100"},
                                         R"("launcher": ["echo", "launched:"])");
        CHECK(contains(match.play().output, "got `launched: " PLAYERS_PROGRAM));
    }

    TEST_CASE("--launcher is split into words as a shell does, without expansion") {
        const std::vector<std::pair<std::string, std::string>> expected{
            {"env GREETING=hello", "hello"},
            {"  env\tGREETING=hello  ", "hello"},
            {"env 'GREETING=two words'", "two words"},
            {"env GREETING=\"two  words\"", "two  words"},
            {"env GREETING=two\\ words", "two words"},
            {"env GREETING='$HOME *'", "$HOME *"},
            {"env GREETING=$HOME*", "$HOME*"},
            {"env GREETING=\"a\\\"b\"'c'd", "a\"bcd"},
            {"env GREETING=''", ""},
        };
        for (const auto& [launcher, greeting] : expected) {
            CAPTURE(launcher);
            const Match match = with_options({child({"print-env", "GREETING"})},
                                             {"--no-clock", "--launcher", launcher});
            CHECK(contains(match.play().output, got(1, "GREETING=" + greeting)));
        }
    }

    TEST_CASE("a launcher with an open quote is refused") {
        for (const char* launcher : {"env 'A=B", "env \"A=B", "env A\\"}) {
            CAPTURE(launcher);
            const Match match = with_options({child({})}, {"--launcher", launcher});
            const Result result = match.play();
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK(contains(result.errors, "--launcher"));
        }
    }

    TEST_CASE("--launcher wins over the file") {
        const Match match = with_options({child({"print-env", "GREETING"})},
                                         {"--no-clock", "--launcher", "env GREETING=option"},
                                         R"("launcher": ["env", "GREETING=file"])");
        CHECK(contains(match.play().output, got(1, "GREETING=option")));
    }

    TEST_CASE("a launcher that is missing is why workers cannot start") {
        const Match match =
            with_options({child({})}, {"--no-clock"}, R"("launcher": ["/nonexistent/launcher"])");
        const Result result = match.play();
        CHECK(contains(
            result.output,
            ended(1, "cannot start: /nonexistent/launcher: No such file or directory", 0)));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("prlimit as a launcher - who wants too much memory fails, the others go on") {
        const std::string glutton = "BEGIN { s = \"x\"; for (i = 0; i < 30; ++i) s = s s }";
        const Match match = with_options({command({"awk", glutton}), shell("echo modest")},
                                         {"--no-clock", "--launcher", "prlimit --as=200000000"});
        const Result result = match.play();
        check_story(result.output);
        CHECK_FALSE(contains(result.output, "worker " + label(1, "awk") + " - exit code 0"));
        CHECK(contains(result.output, got(2, "modest", "sh")));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("bwrap as a launcher - a worker in a sandbox is relayed and stopped as any other") {
        const std::string sandbox = "bwrap --dev-bind / / --unshare-pid --die-with-parent";
        Match trial = with_options({command({"true"})}, {"--launcher", sandbox});
        if (trial.play().ending != exited(0)) {
            return skip("bwrap is not installed, or may not make a sandbox");
        }
        Match match = with_options({child({"print-pid", "ignore-term", "sleep-forever"})},
                                   {"--no-clock", "--stop-timeout", "0.1", "--launcher", sandbox});
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output("pid 2`");
        game.type("kill 1\n");
        const Result result = game.wait();
        check_story(result.output);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a game that is a worker of another does not pass on the other's seed and speed") {
        Match match(scenario({child({"print-env", "GAME_SEED", "print-env", "GAME_SPEED"}),
                              child({"print-env", "GAME_SEED"}, R"("env": {"GAME_SEED": "9"})")}));
        match.launch.environment = {{"GAME_SEED", "1"}, {"GAME_SPEED", "2"}};
        const Result result = match.play();
        CHECK(contains(result.output, got(1, "GAME_SEED is not set")));
        CHECK(contains(result.output, got(1, "GAME_SPEED is not set")));
        CHECK(contains(result.output, got(2, "GAME_SEED=9")));
    }

    TEST_CASE("children get the limit of open files that game was started with") {
        Match match(scenario({child({"print-limit", "nofile"})}));
        match.launch.open_files = open_files(100, 400);
        CHECK(contains(match.play().output, got(1, "nofile 100 400")));
    }

    TEST_CASE("40 descriptors for 60 workers - they wait, and are told of once") {
        Match match(scenario({shell(wait_at_gate, R"("count": 60)")}));
        const Gate gate(match);
        match.launch.open_files = open_files(40, 40);
        Program game(match.launch);
        game.wait_for_errors("\n");
        wait_until_idle(game.pid());
        gate.open_for(60);
        const Result result = game.wait();
        check_story(result.output);
        CHECK(count(lines(result.output), "exit code 0") == 60);
        CHECK(is_one_line(result.errors));
        CHECK(result.errors.starts_with("game: "));
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("the limit of open files is raised as far as it may") {
        Match match(scenario({shell(wait_at_gate, R"("count": 60)")}));
        const Gate gate(match);
        match.launch.open_files = open_files(40, 1000);
        Program game(match.launch);
        game.wait_for_output("worker ps#60 ");
        gate.open_for(60);
        const Result result = game.wait();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("500 workers that exit in the same instant") {
        const Match match(scenario({shell(wait_at_gate, R"("count": 500)")}));
        const Gate gate(match);
        Program game(match.launch);
        game.wait_for_output("worker ps#500 ");
        gate.open_for(500);
        const Result result = game.wait();
        check_story(result.output);
        CHECK(count(lines(result.output), "exit code 0") == 500);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a scenario of 100 000 entries") {
        const std::string text =
            std::string("[").append(repeated("[1e9, 1], ", 99'999)).append("[1e9, 1]]");
        const Match check(text, {"--check"});
        CHECK(check.play().ending == exited(0));

        Match match(text);
        match.launch.input = Source::file;
        match.launch.typed = "quit\n";
        const Result result = match.play();
        CHECK(result.output == bye + "\n");
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a burst of launches does not keep the keyboard waiting") {
        Match match(scenario({shell("sleep 1000", R"("count": 400)")}));
        match.launch.input = Source::file;
        match.launch.typed = "quit\n";
        const Result result = match.play();
        check_story(result.output);
        CHECK_FALSE(contains(result.output, "worker ps#400 "));
        CHECK(result.ending == exited(0));
    }
}

}  // namespace tests
