/// game(1), "Running as a service": what the service manager is told, and the units.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/service_manager.h"
#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/story.h"

#include <csignal>
#include <filesystem>
#include <iomanip>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string share = SHARE;
const std::string system_unit = share + "/../lib/systemd/system/game@.service";
const std::string user_unit = share + "/systemd/user/game@.service";

/// A game that keeps running, and its service manager.
struct Service {
    Match match;
    ServiceManager manager;

    explicit Service(std::string_view scenario_text, const Words& more = {})
        : match(scenario_text, {"--no-clock", "--keep-running"}),
          manager(match.folder.path("notify")) {
        match.launch.add(more);
        match.launch.environment = {{"NOTIFY_SOCKET", match.folder.path("notify")}};
        match.launch.input = Source::pipe;
    }
};

/// The settings of a unit file; of one that is given several times, the last.
std::map<std::string, std::string> settings_of(const std::string& unit) {
    std::map<std::string, std::string> settings;
    for (const std::string& line : lines(file_content(unit))) {
        const std::size_t equals = line.find('=');
        if (!line.starts_with("#") && equals != std::string::npos) {
            settings[line.substr(0, equals)] = line.substr(equals + 1);
        }
    }
    return settings;
}

}  // namespace

TEST_SUITE("service") {
    TEST_CASE("a service manager is told how many run, wait and have failed") {
        Service service(scenario({child({"print", "one", "wait-file", "go", "exit", "3"}),
                                  child({"sleep-forever"})}),
                        {"--max-running", "1"});
        Program game(service.match.launch);
        CHECK(service.manager.next() == "READY=1");
        service.manager.next("STATUS=1 running, 1 waiting, 0 failed");
        service.match.release("go");
        service.manager.next("STATUS=1 running, 0 waiting, 1 failed");
        game.signal(SIGTERM);
        game.wait();
    }

    TEST_CASE("a service manager is told of every stop, and how long it may take") {
        for (const bool is_quit : {true, false}) {
            Service service(scenario({child({"print", "ready", "sleep-forever"})}),
                            {"--stop-timeout", "300"});
            Program game(service.match.launch);
            game.wait_for_output(got(1, "ready"));
            if (is_quit) {
                game.type("quit\n");
            } else {
                game.signal(SIGTERM);
            }
            service.manager.next("STOPPING=1");
            CHECK(service.manager.next("EXTEND_TIMEOUT_USEC=") == "EXTEND_TIMEOUT_USEC=310000000");
            game.wait();
        }
    }

    TEST_CASE("a watchdog gets a sign of life, again and again") {
        Service service("[]");
        service.match.launch.environment.emplace_back("WATCHDOG_USEC", "100000");
        Program game(service.match.launch);
        for (int i = 0; i < 3; ++i)
            service.manager.next("WATCHDOG=1");
        game.signal(SIGTERM);
        game.wait();
    }

    TEST_CASE("workers do not get what is for the service") {
        Service service(
            scenario({child({"print-env", "NOTIFY_SOCKET", "print-env", "WATCHDOG_USEC",
                             "print-env", "WATCHDOG_PID", "print-env", "JOURNAL_STREAM"})}));
        for (const char* const name : {"WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"})
            service.match.launch.environment.emplace_back(name, "7");
        Program game(service.match.launch);
        game.wait_for_output(ended(1, "exit code 0", 0));
        for (const char* const name :
             {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"}) {
            CHECK(contains(game.output(), got(1, std::string(name) + " is not set")));
        }
        game.signal(SIGTERM);
        game.wait();
    }

    TEST_CASE("the units start this program, with options that it has") {
        Launch help;
        help.command = {GAME_PROGRAM, "--help"};
        const std::string known = run(help).output;
        for (const std::string& unit : {system_unit, user_unit}) {
            CAPTURE(unit);
            std::istringstream words(settings_of(unit)["ExecStart"]);
            std::string word;
            words >> std::quoted(word);  // the path may have a space
            CHECK(std::filesystem::equivalent(word, GAME_PROGRAM));
            int options = 0;
            while (words >> word) {
                if (!word.starts_with("--")) continue;
                ++options;
                CHECK(contains(known, "  " + word + " "));
            }
            CHECK(options >= 3);
            CHECK(contains(known, "--keep-running"));
        }
    }

    TEST_CASE("the units take what was asked for as a success, and do not repeat mistakes") {
        for (const std::string& unit : {system_unit, user_unit}) {
            auto settings = settings_of(unit);
            CHECK(settings["Type"] == "notify");
            CHECK(settings["SuccessExitStatus"] == "1 129 130 143");
            CHECK(settings["RestartPreventExitStatus"] == "2");
            CHECK(settings["ExecReload"] == "/bin/kill -USR1 $MAINPID");
            CHECK(settings["KillMode"] == "mixed");
            CHECK(leading_number(settings["WatchdogSec"]) > 0);
        }
    }

    TEST_CASE("systemd takes the units") {
        if (skip_without("systemd-analyze")) return;
        const TemporaryFolder folder;
        const auto verify = [&folder](const std::string& unit, const std::string& kind) {
            // The installed unit may name a folder with a space, where nobody would install it.
            const std::string text = replace_all(file_content(unit), GAME_PROGRAM, "/bin/true");
            const std::string copy = folder.write(kind + "/game@cup.service", text);
            Launch launch =
                Launch::of("systemd-analyze", {"verify", "--man=no", "--" + kind, copy});
            launch.environment = {{"XDG_RUNTIME_DIR", folder.path()}};
            const Result result = run(launch);
            CHECK(result.errors.empty());
            CHECK(result.ending == exited(0));
        };
        folder.make_folder("system");
        folder.make_folder("user");
        verify(system_unit, "system");
        verify(user_unit, "user");
    }
}

}  // namespace tests
