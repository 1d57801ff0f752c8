/// game(1): every byte of every line.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

constexpr std::size_t piece = 65536;

Words told_by(const Words& script) {
    const Result result = Match(scenario({child(script)})).play();
    CHECK(result.output.ends_with(ended(1, "exit code 0", 0) + "\n" + bye + "\n"));
    return only(lines(result.output), "         got");
}

/// What the child's `long` writes, from byte `from` on.
std::string letters(std::size_t size, std::size_t from = 0) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + (from + i) % 26);
    return text;
}

std::string continued(const std::string& text) {
    return got(1, text) + ", continued";
}

}  // namespace

TEST_SUITE("relay") {
    TEST_CASE("lines end at a newline, and a carriage return before it is dropped") {
        CHECK(
            told_by({"write", "a\\r\\nb\\n\\r\\n\\nc\\rd\\ne\\r\\r\\n"}) ==
            Words{got(1, "a"), got(1, "b"), got(1, ""), got(1, ""), got(1, "c\rd"), got(1, "e\r")});
    }

    TEST_CASE("a carriage return and its newline may come apart") {
        CHECK(told_by({"write", "a\\r", "sleep", "0.1", "write", "\\nb\\n"}) ==
              Words{got(1, "a"), got(1, "b")});
    }

    TEST_CASE("a last line without newline counts") {
        CHECK(told_by({"write", "one\\ntwo"}) == Words{got(1, "one"), got(1, "two")});
        CHECK(told_by({"write", "lonely"}) == Words{got(1, "lonely")});
        CHECK(told_by({"write-err", "oops"}) == Words{got_error(1, "oops")});
    }

    TEST_CASE("nothing written is no line") {
        CHECK(told_by({}).empty());
    }

    TEST_CASE("lines on both streams, each in its order") {
        const Words told =
            told_by({"print", "a", "print-err", "x", "print", "b", "print-err", "y"});
        CHECK(only(told, "stderr") == Words{got_error(1, "x"), got_error(1, "y")});
        Words out = told;
        std::erase_if(out, [](const std::string& line) { return contains(line, "stderr"); });
        CHECK(out == Words{got(1, "a"), got(1, "b")});
    }

    TEST_CASE("bytes that are no text pass unchanged") {
        const std::string all_but_newline = [] {
            std::string bytes;
            for (int byte = 0; byte < 256; ++byte) {
                if (byte != '\n') bytes += static_cast<char>(byte);
            }
            return bytes;
        }();
        std::string raw;
        for (const char byte : all_but_newline) {
            constexpr std::string_view digits = "0123456789abcdef";
            const auto value = static_cast<unsigned char>(byte);
            raw += {'\\', 'x', digits[value >> 4U], digits[value & 15U]};
        }
        CHECK(told_by({"write", raw + "\\n"}) == Words{got(1, all_but_newline)});
        CHECK(told_by({"write", "\\0\\0\\n"}) == Words{got(1, std::string(2, '\0'))});
    }

    TEST_CASE("a character cut by the end of a read stays whole") {
        CHECK(told_by({"write", "caf\\xc3", "sleep", "0.1", "write", "\\xa9 \\xf0\\x9f", "sleep",
                       "0.1", "write", "\\x8e\\xb2\\n"}) == Words{got(1, "café 🎲")});
    }

    TEST_CASE("a line up to 64 KiB is one line") {
        for (const std::size_t size : {piece - 1, piece}) {
            CAPTURE(size);
            const std::string number = std::to_string(size);
            for (const std::string end : {"\\n", "\\r\\n", ""}) {
                CAPTURE(end);
                CHECK(told_by({"long", number, "write", end}) == Words{got(1, letters(size))});
            }
        }
    }

    TEST_CASE("the newline of a line of exactly 64 KiB may come late") {
        const std::string number = std::to_string(piece);
        CHECK(told_by({"long", number, "write", "\\r", "sleep", "0.1", "write", "\\nb\\n"}) ==
              Words{got(1, letters(piece)), got(1, "b")});
        CHECK(told_by({"long", number, "write", "\\r", "sleep", "0.1", "write", "b\\n"}) ==
              Words{continued(letters(piece)), got(1, "\rb")});
    }

    TEST_CASE("a byte more is a piece more") {
        for (const std::string end : {"\\n", "\\r\\n", ""}) {
            CAPTURE(end);
            CHECK(told_by({"long", std::to_string(piece + 1), "write", end}) ==
                  Words{continued(letters(piece)), got(1, letters(1, piece))});
        }
    }

    TEST_CASE("a piece ends between two characters") {
        CHECK(told_by({"long", std::to_string(piece - 1), "write", "\\xc3\\xa9"}) ==
              Words{continued(letters(piece - 1)), got(1, "\xc3\xa9")});
    }

    TEST_CASE("a piece of a line on standard error is marked at its end, too") {
        const Result result =
            Match(scenario({shell("head -c 65540 /dev/zero | tr '\\0' x >&2")})).play();
        CHECK(only(lines(result.output), "got") ==
              Words{got_error(1, std::string(piece, 'x'), "sh") + ", continued",
                    got_error(1, "xxxx", "sh")});
    }

    TEST_CASE("a line of 10 MiB comes in pieces, none lost") {
        constexpr std::size_t size = 10U << 20U;
        const Words told = told_by({"long", std::to_string(size)});
        REQUIRE(told.size() == size / piece);
        bool all_right = true;
        for (std::size_t i = 0; i + 1 < told.size(); ++i) {
            all_right = all_right && told[i] == continued(letters(piece, i * piece));
        }
        CHECK(all_right);
        CHECK(told.back() == got(1, letters(piece, size - piece)));
    }

    TEST_CASE("many lines of many workers are all there, each worker's in order") {
        constexpr int workers = 8;
        constexpr int wanted = 20000;
        const Match match(scenario({child({"lines", std::to_string(wanted), "x"},
                                          "\"count\": " + std::to_string(workers))}));
        const Result result = match.play();
        std::vector<int> next(workers + 1, 1);
        bool in_order = true;
        for (const std::string& line : only(lines(result.output), "got `x ")) {
            const int worker = leading_number(line.substr(line.find("ps#") + 3));
            in_order =
                in_order &&
                line ==
                    got(worker, "x " + std::to_string(next.at(static_cast<std::size_t>(worker))++));
        }
        CHECK(in_order);
        for (std::size_t worker = 1; worker <= workers; ++worker)
            CHECK(next[worker] == wanted + 1);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("what a worker writes right before its exit is relayed before its end") {
        const Match match(scenario({child({"lines", "3000", "x", "exit", "1"}, R"("count": 10)")}));
        const Result result = match.play();
        check_story(result.output);
        CHECK(count(lines(result.output), "got `x 3000`") == 10);
    }

    TEST_CASE("nobody starves while another floods") {
        Match match(scenario({child({"flood-forever"}, R"("name": "flood", "count": 3)"),
                              child({"lines", "2000", "x"})}));
        match.launch.input = Source::pipe;
        Program game(match.launch);
        game.wait_for_output(ended(4, "exit code 0", 3));
        game.type("quit\n");
        const Result result = game.wait();
        CHECK(count(lines(result.output), "got `x ") == 2000);
        CHECK(result.ending == exited(0));
    }

    TEST_CASE("a line leaves at once, it does not wait for the next") {
        const Match match(scenario({child({"print", "alone", "wait-file", "go"})}));
        Program game(match.launch);
        game.wait_for_output(got(1, "alone") + "\n");
        match.release("go");
        CHECK(game.wait().ending == exited(0));
    }
}

}  // namespace tests
