#include "game/play/match_logs.h"

#include "tests/temporary_folder.h"

#include <filesystem>
#include <string>

#include <doctest/doctest.h>

namespace fs = std::filesystem;

using game::KeepLogs;
using game::MatchLogs;

namespace {

struct Settings : game::TournamentSettings {
    explicit Settings(const tests::TemporaryFolder& folder) {
        results = folder.path("league.ndjson");
    }
};

game::tournament::MatchResult result_of(std::uint64_t match, std::uint64_t late = 0) {
    game::tournament::MatchResult result;
    result.match = match;
    result.players.resize(2);
    result.players[1].late = late;
    return result;
}

/// As the process of a match does.
void write_log(const tests::TemporaryFolder& folder, const fs::path& log) {
    folder.write(log.lexically_relative(folder.path()).native(), "{}\n");
}

}  // namespace

TEST_SUITE("match logs") {
    TEST_CASE("without a folder there are none, unless somebody watches") {
        const tests::TemporaryFolder folder;
        CHECK(MatchLogs(Settings(folder), false).path_of(1).empty());
        const fs::path passing = folder.path("league.ndjson.running");
        CHECK_FALSE(fs::exists(passing));
        {
            const MatchLogs logs(Settings(folder), true);
            CHECK(logs.path_of(17) == passing / "17.ndjson");
            write_log(folder, logs.path_of(17));
            write_log(folder, logs.path_of(18));
            CHECK(logs.keep_or_remove(result_of(17)).empty());
            CHECK_FALSE(fs::exists(logs.path_of(17)));
            CHECK(fs::exists(logs.path_of(18)));
        }
        CHECK_FALSE(fs::exists(passing));
    }

    TEST_CASE("what a killed run has left is removed") {
        const tests::TemporaryFolder folder;
        folder.make_folder("league.ndjson.running");
        folder.write("league.ndjson.running/3.ndjson", "{}\n");
        const MatchLogs logs(Settings(folder), true);
        CHECK_FALSE(fs::exists(logs.path_of(3)));
        CHECK_FALSE(logs.path_of(3).empty());
    }

    TEST_CASE("what is not ours at that place stays, and is said") {
        const tests::TemporaryFolder folder;
        const auto check_refused = [&folder] {
            const MatchLogs logs(Settings(folder), true);
            CHECK(logs.path_of(1).empty());
            CHECK(logs.problem().value_or("").find("matches cannot be watched") !=
                  std::string::npos);
        };
        folder.make_folder("league.ndjson.running");
        folder.write("league.ndjson.running/mine.txt", "x");
        check_refused();
        CHECK(fs::exists(folder.path("league.ndjson.running/mine.txt")));
        fs::remove_all(folder.path("league.ndjson.running"));

        folder.write("league.ndjson.running", "x");
        check_refused();
        fs::remove(folder.path("league.ndjson.running"));

        folder.make_folder("elsewhere");
        folder.write("elsewhere/1.ndjson", "x");
        fs::create_directory_symlink("elsewhere", folder.path("league.ndjson.running"));
        check_refused();
        CHECK(fs::exists(folder.path("elsewhere/1.ndjson")));
    }

    TEST_CASE("the folder of the settings stays, with the logs that are to be kept") {
        const tests::TemporaryFolder folder;
        Settings settings(folder);
        settings.logs = folder.path("logs");
        settings.keep_logs = KeepLogs::lost;
        {
            const MatchLogs logs(settings, true);
            write_log(folder, logs.path_of(1));
            write_log(folder, logs.path_of(2));
            write_log(folder, logs.path_of(3));
            CHECK(logs.keep_or_remove(result_of(1)).empty());
            CHECK(logs.keep_or_remove(result_of(2, 1)) == logs.path_of(2));
            logs.remove_unfinished(3);
        }
        CHECK_FALSE(fs::exists(folder.path("logs/1.ndjson")));
        CHECK(fs::exists(folder.path("logs/2.ndjson")));
        CHECK_FALSE(fs::exists(folder.path("logs/3.ndjson")));
    }

    TEST_CASE("a void match may have no log") {
        const tests::TemporaryFolder folder;
        Settings settings(folder);
        settings.logs = folder.path("logs");
        const MatchLogs logs(settings, false);
        game::tournament::MatchResult result = result_of(1);
        result.is_void = true;
        CHECK(logs.keep_or_remove(result).empty());
        write_log(folder, logs.path_of(1));
        CHECK(logs.keep_or_remove(result) == logs.path_of(1));
    }

    TEST_CASE("logs of which none stays are written for those who watch only") {
        const tests::TemporaryFolder folder;
        Settings settings(folder);
        settings.logs = folder.path("logs");
        settings.keep_logs = KeepLogs::none;
        CHECK(MatchLogs(settings, false).path_of(1).empty());
        const MatchLogs logs(settings, true);
        CHECK(logs.path_of(1) == fs::path(folder.path("logs/1.ndjson")));
        write_log(folder, logs.path_of(1));
        CHECK(logs.keep_or_remove(result_of(1)).empty());
        CHECK_FALSE(fs::exists(logs.path_of(1)));
    }
}
