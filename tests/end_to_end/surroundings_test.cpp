/// game(1) where the surroundings are poor: limits, a pipe that is somebody else's, a
/// reader far away, no /proc.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <array>
#include <csignal>

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

namespace {

/// A shell does `preparation` first, then becomes the program.
void prepare(Launch& launch, const std::string& preparation) {
    Words& words = launch.command;
    words.insert(words.begin(), {"sh", "-c", preparation + "; exec \"$@\"", "sh"});
}

/// Standard output can then not be opened a second time, as when it belongs to another user: root
/// may open what is forbidden to all only by a capability.
const std::string forbid_to_open_output =
    "chmod 0 /proc/self/fd/1; test \"$(id -u)\" != 0 || "
    "set -- setpriv --bounding-set=-dac_override,-dac_read_search \"$@\"";

/// A mount namespace of its own, without /proc. Only root may.
const std::string take_proc_away =
    "set -- unshare --mount sh -c 'umount -l /proc; exec \"$@\"' sh \"$@\"";

bool can_take_proc_away() {
    Launch launch;
    launch.command = {"true"};
    prepare(launch, take_proc_away);
    const Result result = run(launch);
    return result.ending == exited(0) && result.errors.empty();
}

/// Connected through the network, where the end of a reader is told in another way than by a pipe.
Ends make_network_connection() {
    const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener.get(), generic, size) != 0 || ::listen(listener.get(), 1) != 0 ||
        ::getsockname(listener.get(), generic, &size) != 0) {
        throw_errno("cannot listen");
    }
    Descriptor writer(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(writer.get(), generic, size) != 0) throw_errno("cannot connect");
    Descriptor reader(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!reader.is_open()) throw_errno("cannot accept");
    return {std::move(reader), std::move(writer)};
}

/// Closes a connection as a crash does: at once, whatever is on its way.
void reset(Descriptor& connection) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(connection.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection.close();
}

}  // namespace

TEST_SUITE("surroundings") {
    TEST_CASE("a file that may not grow stops the workers with one line - exit code 1") {
        Match match(scenario({child({"flood-forever"}), child({"sleep-forever"})}));
        match.launch.output = Sink::file;
        prepare(match.launch, "ulimit -f 8");
        const Result result = match.play();
        CHECK(is_one_line(result.errors));
        CHECK(contains(result.errors, "File too large"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a pipe that is somebody else's - while its reader sleeps everything goes on") {
        Match match(scenario({child({"flood-forever"}, R"("name": "flood", "count": 2)"),
                              child({"touch", "on-time", "sleep-forever"}, R"("time": 1)")}));
        match.launch.input = Source::pipe;
        prepare(match.launch, forbid_to_open_output);
        Program game(match.launch);
        game.hold_output();
        game.wait_until("the timetable goes on", [&] { return match.has("on-time"); });
        wait_until_idle(game.pid());
        game.type("list\n");
        game.wait_for_errors("ps#3 (child)");
        game.type("quit\n");
        game.release_output();
        const Result result = game.wait();
        check_story(result.output);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a reader whose connection is cut is a reader that is gone - exit code 141") {
        Ends connection = make_network_connection();
        Match match(scenario({child({"flood-forever"})}));
        match.launch.output_descriptor = connection.writer.get();
        Program game(match.launch);
        connection.writer.close();
        std::array<char, 100> some{};
        CHECK(::read(connection.reader.get(), some.data(), some.size()) > 0);
        reset(connection.reader);
        const Result result = game.wait();
        CHECK(result.errors.empty());
        CHECK(result.ending == exited(141));
    }

    TEST_CASE("with hardly a descriptor it ends, whatever it could do") {
        // The soft limit stays that of the process that starts the workers.
        for (rlim_t few = 5; few < 20; ++few) {
            CAPTURE(few);
            Match match(scenario({child({"print", "hello"}, R"("count": 3)")}));
            match.launch.open_files = rlimit{few, 1000};
            const Result result = match.play();
            const bool played = result.ending == exited(0);
            if (played) CHECK(count(lines(result.output), "exit code 0") == 3);
            if (!played) CHECK(result.ending == exited(1));
        }
    }

    TEST_CASE("list counts the one who waits for a descriptor") {
        Match match(scenario({child({"sleep-forever"}, R"("count": 60)")}));
        match.launch.input = Source::pipe;
        match.launch.open_files = rlimit{40, 40};
        Program game(match.launch);
        game.wait_for_errors("waiting until a worker ends\n");
        game.type("list\n");
        game.wait_for_errors(" waiting\n");
        const std::string counts = from_end(lines(game.errors()), 0);
        const int running = leading_number(counts);
        const int waiting = leading_number(counts.substr(counts.find(", ") + 2));
        CHECK(running + waiting == 60);
        game.type("quit\n");
        CHECK(game.wait().ending == exited(0));
    }

    TEST_CASE("with hardly a descriptor, and no way to more, it says what it lacks") {
        for (rlim_t few = 5; few < 24; ++few) {
            CAPTURE(few);
            Match match(scenario({child({"print", "hello"}, R"("count": 3)")}));
            match.launch.input = Source::pipe;
            match.launch.open_files = rlimit{few, few};
            const Result result = match.play();
            const bool played = result.ending == exited(0);
            if (played) CHECK(count(lines(result.output), "exit code 0") == 3);
            if (!played) CHECK(result.ending == exited(1));
            if (!played) CHECK(contains(result.errors + result.output, "Too many open files"));
            if (few <= 20) CHECK(is_one_line(result.errors));
        }
    }

    TEST_CASE("with hardly any memory it says so" * doctest::skip(sanitized)) {
        // With less the system cannot even load the program.
        for (int kibibytes = 150; kibibytes < 500; kibibytes += 50) {
            CAPTURE(kibibytes);
            Match match(scenario({child({"print", "hello"})}));
            prepare(match.launch, "ulimit -d " + std::to_string(kibibytes));
            const Result result = match.play();
            const bool is_loaded = result.ending != exited(127);
            if (is_loaded && result.output.empty()) {
                CHECK(is_one_line(result.errors));
                CHECK(result.ending == exited(1));
            }
        }
    }

    TEST_CASE("without /proc SIGKILL of game leaves no worker") {
        if (!can_take_proc_away()) return skip("only root may unmount /proc");
        Match match(scenario({child({"ignore-term", "fork", "ignore-term", "sleep-forever", "end",
                                     "print", "ready", "sleep-forever"})}));
        prepare(match.launch, take_proc_away);
        Program game(match.launch);
        game.wait_for_output("ready");
        game.signal(SIGKILL);
        game.wait_for_end();
        game.wait_until("no worker is left",
                        [&] { return descendants_running(::getpid(), CHILD_PROGRAM).empty(); });
    }
}

}  // namespace tests
