#include "common/text/line_splitter.h"

#include <algorithm>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using common::LineSplitter;

namespace {

struct Line {
    std::string text;
    bool continued = false;

    bool operator==(const Line&) const = default;
};

using Lines = std::vector<Line>;

/// So that doctest can say what differs.
std::ostream& operator<<(std::ostream& out, const Lines& lines) {
    for (const Line& line : lines)
        out << '[' << line.text << (line.continued ? "…]" : "]");
    return out;
}

/// What a splitter makes of a stream that arrives in `pieces`.
Lines split(const std::vector<std::string>& pieces, std::size_t limit) {
    Lines lines;
    const auto collect = [&lines](std::string_view text, bool continued) {
        lines.push_back({std::string(text), continued});
    };
    LineSplitter splitter(limit);
    for (const std::string& piece : pieces)
        splitter.feed(piece, collect);
    splitter.finish(collect);
    return lines;
}

/// The size of a piece of `text`, in which the only characters beyond ASCII are é and €.
std::size_t piece_size(const std::string& text, std::size_t limit) {
    for (const std::string_view character : {"\xc3\xa9", "\xe2\x82\xac"}) {
        for (std::size_t before = 1; before < character.size() && before < limit; ++before) {
            const std::string_view cut = character.substr(0, before + 1);
            if (text.substr(limit - before).starts_with(cut)) return limit - before;
        }
    }
    return limit;
}

void add_in_pieces(Lines& lines, std::string text, std::size_t limit) {
    while (text.size() > limit) {
        const std::size_t size = piece_size(text, limit);
        lines.push_back({text.substr(0, size), true});
        text.erase(0, size);
    }
    lines.push_back({text, false});
}

/// The same, said as simply as possible, of a text that is there whole.
Lines expected(const std::string& text, std::size_t limit) {
    Lines lines;
    std::string line;
    for (const char c : text) {
        if (c != '\n') {
            line += c;
            continue;
        }
        if (line.ends_with('\r')) line.pop_back();
        add_in_pieces(lines, line, limit);
        line.clear();
    }
    if (!line.empty()) add_in_pieces(lines, line, limit);
    return lines;
}

/// Splits the text cut in two at every place, and in three at every two.
void check_every_cut(const std::string& text, std::size_t limit) {
    CAPTURE(text);
    CAPTURE(limit);
    const Lines lines = expected(text, limit);
    CHECK(split({text}, limit) == lines);
    for (std::size_t i = 0; i <= text.size(); ++i) {
        for (std::size_t j = i; j <= text.size(); ++j) {
            const std::vector<std::string> pieces = {text.substr(0, i), text.substr(i, j - i),
                                                     text.substr(j)};
            if (split(pieces, limit) != lines) FAIL("cut at " << i << " and " << j);
        }
    }
    std::vector<std::string> bytes;
    for (const char c : text)
        bytes.emplace_back(1, c);
    CHECK(split(bytes, limit) == lines);
}

std::string random_text(std::mt19937_64& random) {
    constexpr std::string_view alphabet("ab\r\r\n\n\0\xff\xc3\xa9", 10);
    std::string text(random() % 40, '\0');
    for (char& c : text)
        c = alphabet[random() % alphabet.size()];
    return text;
}

std::vector<std::string> random_pieces(const std::string& text, std::mt19937_64& random) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t size = random() % 8;  // empty pieces too
        pieces.push_back(text.substr(at, size));
        at += std::min(size, text.size() - at);
    }
    return pieces;
}

}  // namespace

TEST_CASE("lines end at a newline, and a carriage return before it is dropped") {
    CHECK(split({"N john\nE mary\r\n"}, 100) == Lines{{"N john"}, {"E mary"}});
    CHECK(split({"\n\r\n\n"}, 100) == Lines{{""}, {""}, {""}});
}

TEST_CASE("only one carriage return is dropped, and only before a newline") {
    CHECK(split({"a\r\r\n"}, 100) == Lines{{"a\r"}});
    CHECK(split({"a\rb\n"}, 100) == Lines{{"a\rb"}});
    CHECK(split({"a\r", "b\n"}, 100) == Lines{{"a\rb"}});
    CHECK(split({"a\r"}, 100) == Lines{{"a\r"}});
    CHECK(split({"a\r", "\n"}, 100) == Lines{{"a"}});
}

TEST_CASE("a last line without newline counts, an empty one does not") {
    CHECK(split({"a\nb"}, 100) == Lines{{"a"}, {"b"}});
    CHECK(split({"a\n"}, 100) == Lines{{"a"}});
    CHECK(split({""}, 100) == Lines{});
    CHECK(split({}, 100) == Lines{});
}

TEST_CASE("NUL and invalid UTF-8 pass unchanged") {
    const std::string bytes("\0a\0\n\xff\xfe\n\xc3\n\xa9", 10);
    CHECK(split({bytes}, 100) ==
          Lines{{std::string("\0a\0", 3)}, {"\xff\xfe"}, {"\xc3"}, {"\xa9"}});
}

TEST_CASE("a line as long as the limit is whole, one byte more is not") {
    CHECK(split({"abc\n"}, 4) == Lines{{"abc"}});
    CHECK(split({"abcd\n"}, 4) == Lines{{"abcd"}});
    CHECK(split({"abcde\n"}, 4) == Lines{{"abcd", true}, {"e"}});
    CHECK(split({"abcdefgh\n"}, 4) == Lines{{"abcd", true}, {"efgh"}});
    CHECK(split({"abcdefghi\n"}, 4) == Lines{{"abcd", true}, {"efgh", true}, {"i"}});
    CHECK(split({"abcd"}, 4) == Lines{{"abcd"}});
    CHECK(split({"abcde"}, 4) == Lines{{"abcd", true}, {"e"}});
}

TEST_CASE("a piece ends between two characters of UTF-8") {
    CHECK(split({"abc\xc3\xa9\n"}, 4) == Lines{{"abc", true}, {"\xc3\xa9"}});
    CHECK(split({"ab\xe2\x82\xac\n"}, 4) == Lines{{"ab", true}, {"\xe2\x82\xac"}});
    CHECK(split({"a\xf0\x9f\x98\x80\n"}, 4) == Lines{{"a", true}, {"\xf0\x9f\x98\x80"}});
    CHECK(split({"ab\xc3\xa9"
                 "e\n"},
                4) == Lines{{"ab\xc3\xa9", true}, {"e"}});
}

TEST_CASE("bytes that are no character are cut at the limit") {
    CHECK(split({"abc\xc3z\n"}, 4) == Lines{{"abc\xc3", true}, {"z"}});
    CHECK(split({"abcd\xa9\n"}, 4) == Lines{{"abcd", true}, {"\xa9"}});
    CHECK(split({"\xa9\xa9\xa9\xa9\xa9\n"}, 4) == Lines{{"\xa9\xa9\xa9\xa9", true}, {"\xa9"}});
    CHECK(split({"\xc3\xa9\n"}, 1) == Lines{{"\xc3", true}, {"\xa9"}});
}

TEST_CASE("the carriage return of a line's ending does not count towards the limit") {
    CHECK(split({"abcd\r\n"}, 4) == Lines{{"abcd"}});
    CHECK(split({"abcd\r", "\n"}, 4) == Lines{{"abcd"}});
    CHECK(split({"abcd", "\r", "\n"}, 4) == Lines{{"abcd"}});
    CHECK(split({"abcd\re\n"}, 4) == Lines{{"abcd", true}, {"\re"}});
    CHECK(split({"abcd\r", "e\n"}, 4) == Lines{{"abcd", true}, {"\re"}});
    CHECK(split({"abcd\r"}, 4) == Lines{{"abcd", true}, {"\r"}});
    CHECK(split({"abcd\r\r\n"}, 4) == Lines{{"abcd", true}, {"\r"}});
}

TEST_CASE("a piece is handed over as soon as it is certain") {
    Lines lines;
    const auto collect = [&lines](std::string_view text, bool continued) {
        lines.push_back({std::string(text), continued});
    };
    LineSplitter splitter(4);
    splitter.feed("abcd", collect);
    CHECK(lines.empty());
    splitter.feed("\r", collect);
    CHECK(lines.empty());
    splitter.feed("e", collect);
    CHECK(lines == Lines{{"abcd", true}});
    splitter.feed("\n", collect);
    CHECK(lines == Lines{{"abcd", true}, {"\re", false}});
}

TEST_CASE("a line that arrives whole is not copied") {
    const std::string bytes = "N john\nE mary\r\nS";
    std::vector<const char*> starts;
    LineSplitter splitter(100);
    splitter.feed(bytes, [&starts](std::string_view text, bool) { starts.push_back(text.data()); });
    CHECK(starts == std::vector<const char*>{bytes.data(), bytes.data() + 7});
}

TEST_CASE("a finished splitter starts afresh") {
    Lines lines;
    const auto collect = [&lines](std::string_view text, bool continued) {
        lines.push_back({std::string(text), continued});
    };
    LineSplitter splitter(100);
    splitter.feed("a", collect);
    splitter.finish(collect);
    splitter.finish(collect);
    splitter.feed("b\n", collect);
    CHECK(lines == Lines{{"a"}, {"b"}});
}

TEST_CASE("it does not matter where the stream is cut") {
    for (const std::size_t limit : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 1000U}) {
        check_every_cut("N john\r\nE zo\xc3\xa9\n\r\n\nS \xe2\x82\xac\r\r\nW", limit);
        check_every_cut(std::string("a\0b\r\n\0\n", 7), limit);
        check_every_cut("abcdefghijkl\r\n\r", limit);
    }
}

TEST_CASE("random streams in random pieces") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random_text(random);
        const std::vector<std::string> pieces = random_pieces(text, random);
        const std::size_t limit = 1 + random() % 10;
        if (split(pieces, limit) != expected(text, limit)) FAIL(text << " at limit " << limit);
    }
}

TEST_CASE("64 KiB lines of a flood") {
    constexpr std::size_t limit = 64 * 1024;
    const std::string longest(limit, 'x');
    CHECK(split({longest + "\r\n", longest + "y\n" + longest, longest}, limit) ==
          Lines{{longest}, {longest, true}, {"y"}, {longest, true}, {longest}});
}
