#include "game/web/match_log.h"

#include "tests/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace tests {

using game::web::MatchLog;
using Step = MatchLog::Step;

namespace {

void append(const std::string& path, std::string_view text) {
    std::ofstream(path, std::ios::app) << text;
}

std::string texts_of(const game::web::History& history) {
    std::string texts;
    for (const auto* entry = history.next(0); entry != nullptr; entry = history.next(entry->number))
        texts += *entry->text + '\n';
    return texts;
}

constexpr std::string_view begin = R"({"t":0,"event":"scenario"})";
constexpr std::string_view turn = R"({"t":1,"event":"turn","turn":1})";
constexpr std::string_view end = R"({"t":2,"event":"end"})";

}  // namespace

TEST_SUITE("MatchLog") {
    TEST_CASE("it is read as it is written, whole lines only") {
        const TemporaryFolder folder;
        MatchLog log(folder.path("1.ndjson"));
        CHECK(log.read() == Step::missing);
        const std::string path = folder.write("1.ndjson", "");
        CHECK(log.read() == Step::newest);
        CHECK(log.history().newest() == 0);
        append(path, std::string(begin) + "\n" + std::string(turn.substr(0, 9)));
        CHECK(log.read() == Step::newest);
        CHECK(texts_of(log.history()) == std::string(begin) + "\n");
        append(path, std::string(turn.substr(9)) + "\nno event\n" + std::string(end) + "\n");
        CHECK(log.read() == Step::newest);
        CHECK(texts_of(log.history()) ==
              std::string(begin) + "\n" + std::string(turn) + "\n" + std::string(end) + "\n");
        CHECK(log.history().has_ended());
    }

    TEST_CASE("a large one is read in several steps") {
        const TemporaryFolder folder;
        std::string text = std::string(begin) + "\n";
        std::size_t lines = 0;
        for (; text.size() < (std::size_t{3} << 20U); ++lines) {
            text += R"({"t":1,"event":"exit","worker":)" + std::to_string(lines);
            text += R"(,"x":")" + std::string(1000, 'x') + "\"}\n";
        }
        MatchLog log(folder.write("1.ndjson", text));
        int steps = 0;
        while (log.read() == Step::some)
            ++steps;
        CHECK(steps >= 3);
        CHECK(log.history().newest() == lines + 1);
    }

    TEST_CASE("a match that is played again replaces what was there") {
        const TemporaryFolder folder;
        const std::string path =
            folder.write("1.ndjson", std::string(begin) + "\n" + std::string(turn) + "\n" +
                                         std::string(end) + "\n");
        MatchLog log(path);
        CHECK(log.read() == Step::newest);
        SUBCASE("and is shorter so far") {
            folder.write("1.ndjson", std::string(begin) + "\n");
        }
        SUBCASE("and is longer already") {
            folder.write("1.ndjson", std::string(begin) + "\n" + std::string(200, ' ') + "\n");
        }
        CHECK(log.read() == Step::anew);
        CHECK(log.history().next(0) == nullptr);
        CHECK(log.read() == Step::newest);
        CHECK(texts_of(log.history()) == std::string(begin) + "\n");
        CHECK_FALSE(log.history().has_ended());
    }

    TEST_CASE("of several runs in one file the last one counts") {
        const TemporaryFolder folder;
        std::string text = std::string(begin) + "\n" + std::string(end) + "\n";
        text += std::string(begin) + "\n" + std::string(turn) + "\n";
        MatchLog log(folder.write("1.ndjson", text));
        CHECK(log.read() == Step::anew);
        CHECK(log.read() == Step::newest);
        CHECK(log.read() == Step::newest);
        CHECK(texts_of(log.history()) == std::string(begin) + "\n" + std::string(turn) + "\n");
        CHECK_FALSE(log.history().has_ended());
    }

    TEST_CASE("a log that is removed can still be read") {
        const TemporaryFolder folder;
        const std::string path = folder.write("1.ndjson", std::string(begin) + "\n");
        MatchLog log(path);
        CHECK(log.read() == Step::newest);
        append(path, std::string(end) + "\n");
        std::filesystem::remove(path);
        CHECK(log.read() == Step::newest);
        CHECK(log.history().has_ended());
    }

    TEST_CASE("what is no regular file is no log") {
        const TemporaryFolder folder;
        folder.make_folder("1.ndjson");
        CHECK(MatchLog(folder.path("1.ndjson")).read() == Step::missing);
    }
}

}  // namespace tests
