/// game(1): the socket at `--control PATH`, where it comes from and where it goes.
#include "tests/end_to_end/control_client.h"
#include "tests/end_to_end/daemon.h"
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/descriptor.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/text.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tests {

namespace {

/// How a game that cannot have its socket says so.
void check_refused(const Result& result, const std::string& path) {
    CAPTURE(result.errors);
    CHECK(result.output.empty());
    CHECK(is_one_line(result.errors));
    CHECK(result.errors.starts_with("game: "));
    CHECK(contains(result.errors, path));
    const bool failed = result.ending == exited(1) || result.ending == exited(2);
    CHECK(failed);
}

mode_t mode_of(const std::string& path) {
    struct stat status{};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

/// A game that is to be a daemon at `socket`, where others may be faster.
struct Rival {
    Match match;
    Program game;

    explicit Rival(const std::string& socket)
        : match("[]", {"--no-clock", "--keep-running", "--control", socket}), game(match.launch) {}
};

bool has_ended(const std::unique_ptr<Rival>& rival) {
    return !is_alive(rival->game.pid());
}

}  // namespace

TEST_SUITE("control socket") {
    TEST_CASE("the socket is ours alone while the game runs, and gone after it") {
        Daemon daemon;
        const ControlClient client(daemon.socket);
        struct stat status{};
        REQUIRE(::stat(daemon.socket.c_str(), &status) == 0);
        CHECK(S_ISSOCK(status.st_mode));
        CHECK((status.st_mode & 07777) == 0600);
        CHECK(daemon.quit().ending == exited(0));
        CHECK_FALSE(daemon.has_socket());
    }

    TEST_CASE("the socket is gone after a signal, too, however soon that comes") {
        for (int i = 0; i < 20; ++i) {
            Daemon daemon;
            wait_until("there is a socket", [&] { return daemon.has_socket(); });
            daemon.game.signal(SIGTERM);
            CHECK(daemon.game.wait().ending == killed_by(SIGTERM));
            CHECK_FALSE(daemon.has_socket());
        }
    }

    TEST_CASE("--control-mode gives the socket that mode, and never a wider one") {
        for (const std::string mode : {"0660", "600", "0606", "0777"}) {
            Match match("[]", {"--no-clock", "--keep-running", "--control-mode", mode});
            const std::string socket = match.folder.path("control");
            match.launch.add({"--control", socket});
            Program game(match.launch);
            wait_until("there is a socket", [&] { return std::filesystem::exists(socket); });
            // It appears with its mode: it is moved here when it is ready.
            CHECK(mode_of(socket) == std::stoul(mode, nullptr, 8));
            ControlClient(socket).send("quit\n");
            CHECK(game.wait().ending == exited(0));
        }
    }

    TEST_CASE("--control-mode gives the socket to a group, by name or number") {
        // The only group that everybody can give a file to.
        const std::string number = std::to_string(::getegid());
        const group* const own = ::getgrgid(::getegid());
        const std::string name = own != nullptr ? own->gr_name : number;
        for (const std::string& group : {number, name}) {
            Match match("[]", {"--no-clock", "--keep-running", "--control-mode", "660:" + group});
            const std::string socket = match.folder.path("control");
            match.launch.add({"--control", socket});
            Program game(match.launch);
            ControlClient client(socket);
            struct stat status{};
            REQUIRE(::stat(socket.c_str(), &status) == 0);
            CHECK(status.st_gid == ::getegid());
            CHECK(mode_of(socket) == 0660);
            client.send("quit\n");
            CHECK(game.wait().ending == exited(0));
        }
    }

    TEST_CASE("a group that the socket cannot be given to is refused, and nothing is left") {
        if (::geteuid() == 0) return skip("the user is root, who may use every group");
        Match match("[]", {"--control-mode", "0660:0"});
        match.launch.add({"--control", match.folder.path("control")});
        const Result result = match.play();
        CHECK(result.ending == exited(2));
        CHECK(contains(result.errors, "--control-mode: cannot use group 0: "));
        CHECK_FALSE(match.has("control"));
    }

    TEST_CASE("a stale socket is replaced") {
        Match match("[]", {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        leave_stale_socket(socket);
        match.launch.add({"--control", socket});
        Program game(match.launch);
        ControlClient client(socket);
        client.send("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("what a killed game leaves is replaced by the next") {
        Daemon daemon;
        ControlClient(daemon.socket).send("help\n");
        daemon.game.signal(SIGKILL);
        daemon.game.wait_for_end();
        wait_until_all_are_gone();
        Program next(daemon.match.launch);
        ControlClient client(daemon.socket);
        client.send("quit\n");
        CHECK(next.wait().ending == exited(0));
    }

    TEST_CASE("a socket at which another game listens is refused, and that game goes on") {
        Daemon daemon;
        ControlClient client(daemon.socket);
        Launch second = daemon.match.launch;
        second.input = Source::null_device;
        check_refused(run(second), daemon.socket);
        client.send("7\n");
        client.wait_for("7 must be between 1 and 4\n");
        ControlClient(daemon.socket).send("quit\n");
        CHECK(daemon.game.wait().ending == exited(0));
    }

    TEST_CASE("a game that is refused leaves the log of the one that runs alone") {
        Match match("[]", {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        const std::string log = match.folder.path("run.ndjson");
        Words& words = match.launch.command;
        words.insert(words.end() - 1, {"--control", socket, "--log", log});
        Program game(match.launch);
        ControlClient client(socket);
        client.send("7\n");
        game.wait_until("it is in the log", [&] { return contains(file_content(log), "command"); });
        const std::string former = file_content(log);
        check_refused(run(match.launch), log);
        CHECK(file_content(log) == former);
        client.send("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("a path that cannot be a socket is refused, and what is there is left alone") {
        const TemporaryFolder folder;
        const std::string file = folder.write("precious", "data");
        for (const std::string& path :
             {file, folder.path("missing/control"), folder.path(std::string(200, 'x'))}) {
            Match match(scenario({child({"touch", "started"})}), {"--control", path});
            check_refused(match.play(), path);
            CHECK_FALSE(match.has("started"));
        }
        CHECK(file_content(file) == "data");
    }

    TEST_CASE("what is no socket is called so") {
        const TemporaryFolder folder;
        const std::string file = folder.write("precious", "data");
        Match match("[]", {"--control", file});
        CHECK(match.play().errors == "game: --control: " + file + " is not a socket\n");
    }

    TEST_CASE("the user's own file PATH.lock is left alone, and not waited for") {
        Match match("[]", {"--no-clock", "--keep-running"});
        const std::string socket = match.folder.path("control");
        const std::string file = match.folder.write("control.lock", "precious");
        const Descriptor lock(::open(file.c_str(), O_RDWR | O_CLOEXEC));
        REQUIRE(::flock(lock.get(), LOCK_EX) == 0);
        match.launch.add({"--control", socket});
        Program game(match.launch);
        ControlClient(socket).send("quit\n");
        CHECK(game.wait().ending == exited(0));
        CHECK(file_content(file) == "precious");
    }

    TEST_CASE("of games that want one socket at the same time one gets it") {
        const TemporaryFolder folder;
        const std::string socket = folder.path("control");
        for (const bool is_stale : {false, true, true}) {
            if (is_stale) leave_stale_socket(socket);
            std::vector<std::unique_ptr<Rival>> rivals(6);
            for (auto& rival : rivals)
                rival = std::make_unique<Rival>(socket);
            wait_until("all but one have ended",
                       [&] { return std::ranges::count_if(rivals, has_ended) == 5; });
            const auto winner = std::ranges::find_if_not(rivals, has_ended);
            REQUIRE(winner != rivals.end());
            ControlClient(socket).send("quit\n");
            CHECK((*winner)->game.wait().ending == exited(0));
            rivals.erase(winner);
            for (const auto& loser : rivals) {
                const Result result = loser->game.wait();
                check_refused(result, socket);
                CHECK(contains(result.errors, "Address already in use"));
            }
            CHECK(std::filesystem::is_empty(folder.path()));
        }
    }
}

}  // namespace tests
