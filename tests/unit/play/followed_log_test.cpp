#include "game/play/followed_log.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

namespace tests {

namespace {

namespace fs = std::filesystem;

/// A log in a folder of its own.
struct WrittenLog {
    fs::path folder = fs::temp_directory_path() / fmt::format("followed_log.{}", ::getpid());
    fs::path path = folder / "17.ndjson";

    WrittenLog() {
        fs::create_directory(folder);
        begin(1);
    }
    ~WrittenLog() { fs::remove_all(folder); }
    WrittenLog(const WrittenLog&) = delete;
    WrittenLog& operator=(const WrittenLog&) = delete;

    /// Empties it, and writes the beginning of a run in that second.
    void begin(int second) const {
        std::ofstream(path) << fmt::format(
            R"({{"t":0,"event":"scenario","version":1,"file":"x.json","seed":7,"speed":1,)"
            R"("workers":1,"started":"2026-11-29T14:03:0{}.000Z"}})"
            "\n",
            second);
    }

    void add(std::string_view text) const { std::ofstream(path, std::ios::app) << text; }

    void add_clock(int seconds) const {
        add(fmt::format("{{\"t\":{0},\"event\":\"clock\",\"seconds\":{0}}}\n", seconds));
    }
};

int count_events(game::EventSource& source) {
    int count = 0;
    while (source.next() != nullptr)
        ++count;
    return count;
}

}  // namespace

TEST_SUITE("followed log") {
    TEST_CASE("it is read on when it has grown, line by line") {
        const WrittenLog log;
        game::FollowedLog followed(log.path);
        const std::unique_ptr<game::EventSource> source = followed.read();
        CHECK(count_events(*source) == 1);
        CHECK(count_events(*source) == 0);
        log.add_clock(1);
        log.add(R"({"t":2,"event":"clock",)");
        CHECK(count_events(*source) == 1);
        log.add("\"seconds\":2}\n");
        CHECK(count_events(*source) == 1);
        CHECK(source->position() == 3);
        CHECK(source->problems().empty());
        CHECK_FALSE(followed.has_begun_anew());
        log.add(
            R"({"t":2,"event":"end","workers":0,"failed":0,"moves":0,"seconds":2,"exit_code":0})"
            "\n");
        CHECK(count_events(*source) == 1);
        CHECK(source->exit_code() == 0);
    }

    TEST_CASE("one that was emptied begins anew, also if it is longer by then") {
        const WrittenLog log;
        log.add_clock(1);
        game::FollowedLog followed(log.path);
        CHECK_FALSE(followed.has_begun_anew());
        log.begin(2);
        CHECK(followed.has_begun_anew());
        CHECK_FALSE(followed.has_begun_anew());
        log.begin(3);
        log.add_clock(1);
        log.add_clock(2);
        CHECK(followed.has_begun_anew());
        CHECK(count_events(*followed.read()) == 3);
        fs::resize_file(log.path, 0);
        CHECK(followed.has_begun_anew());
        log.begin(4);
        CHECK_FALSE(followed.has_begun_anew());
    }

    TEST_CASE("one that was removed can still be read, until there is another") {
        const WrittenLog log;
        log.add_clock(1);
        game::FollowedLog followed(log.path);
        fs::remove(log.path);
        CHECK_FALSE(followed.has_begun_anew());
        CHECK(count_events(*followed.read()) == 2);
        log.begin(1);
        CHECK(followed.has_begun_anew());
        CHECK(count_events(*followed.read()) == 1);
    }

    TEST_CASE("there must be one, which is a file") {
        const WrittenLog log;
        CHECK_THROWS_AS(game::FollowedLog(log.folder / "18.ndjson"), std::system_error);
        CHECK_THROWS_AS(game::FollowedLog(log.folder), std::system_error);
        CHECK_THROWS_AS(game::FollowedLog("/dev/null"), std::system_error);
    }
}

}  // namespace tests
