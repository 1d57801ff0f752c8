#include "game/terminal/painter.h"

#include "common/text/display_width.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <clocale>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using game::terminal::Painter;
using game::view::Screen;

namespace {

constexpr std::size_t rows = 6;
constexpr std::size_t columns = 30;

/// How many columns a terminal takes for a character. 0: it is drawn into the cell before.
using Widths = std::function<std::size_t(std::string_view character)>;

std::size_t one_by_one(std::string_view character) {
    return common::display_width(character);
}

/// Like an old terminal: emoji are like letters, and nothing combines.
std::size_t always_one(std::string_view /*character*/) {
    return 1;
}

/// Like one that reserves no place for what it does not know.
std::size_t none_for_emoji(std::string_view character) {
    return character.size() > 3 ? 0 : common::display_width(character);
}

/// What a VT52 shows, whose few sequences terminfo(5) has: rows of cells, and the cursor.
class Terminal {
  public:
    explicit Terminal(Widths widths) : widths_(std::move(widths)) {}

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::size_t size = take(bytes);
            CAPTURE(bytes);
            REQUIRE(size > 0);
            bytes.remove_prefix(size);
        }
    }

    /// What stands from a column on, without blanks at the end.
    std::string text(std::size_t row, std::size_t column = 0) const {
        std::string all;
        for (; column < columns; ++column)
            all += cells_[row][column];
        all.erase(all.find_last_not_of(' ') + 1);
        return all;
    }

    std::pair<std::size_t, std::size_t> cursor() const { return {row_, column_}; }

  private:
    std::size_t take(std::string_view bytes) {
        if (bytes.front() == '\x1b') return take_sequence(bytes);
        if (bytes.front() == '\b') {
            --column_;
        } else if (bytes.front() == '\r') {
            column_ = 0;
        } else if (bytes.front() == '\n') {
            row_ = std::min(row_ + 1, rows - 1);
        } else if (bytes.front() == '\t') {
            column_ = std::min(column_ / 8 * 8 + 8, columns - 1);
        } else {
            const std::size_t size = std::max<std::size_t>(common::first_character(bytes).size, 1);
            show(bytes.substr(0, size));
            return size;
        }
        return 1;
    }

    std::size_t take_sequence(std::string_view bytes) {
        if (bytes.size() < 2) return 0;
        switch (bytes[1]) {
            case 'A':
                --row_;
                return 2;
            case 'B':
                ++row_;
                return 2;
            case 'C':
                ++column_;
                return 2;
            case 'D':
                --column_;
                return 2;
            case 'H':
                row_ = column_ = 0;
                return 2;
            case 'J':
                clear_from(row_ + 1);
                [[fallthrough]];
            case 'K':
                std::fill(cells_[row_].begin() + static_cast<std::ptrdiff_t>(column_),
                          cells_[row_].end(), " ");
                return 2;
            case 'Y':
                row_ = static_cast<std::size_t>(bytes[2] - ' ');
                column_ = static_cast<std::size_t>(bytes[3] - ' ');
                return 4;
            default:
                return std::string_view("FG=>").find(bytes[1]) != std::string_view::npos ? 2 : 0;
        }
    }

    void clear_from(std::size_t row) {
        for (; row < rows; ++row)
            cells_[row].assign(columns, " ");
    }

    void show(std::string_view character) {
        REQUIRE(row_ < rows);
        REQUIRE(column_ < columns);
        const std::size_t width = widths_(character);
        if (width == 0) {
            if (column_ > 0) cells_[row_][column_ - 1] += character;
            return;
        }
        for (std::size_t i = 0; i < width && column_ + i < columns; ++i)
            cells_[row_][column_ + i] = i == 0 ? character : "";
        column_ = std::min(column_ + width, columns - 1);
    }

    Widths widths_;
    std::vector<std::vector<std::string>> cells_ =
        std::vector<std::vector<std::string>>(rows, std::vector<std::string>(columns, " "));
    std::size_t row_ = 0;
    std::size_t column_ = 0;
};

/// A painter of such a terminal.
class Drawing {
  public:
    explicit Drawing(Widths widths) : terminal_(std::move(widths)) {}

    static Screen blank() { return Screen({rows, columns}); }
    const Terminal& show(const Screen& screen) {
        terminal_.write(bytes_for(screen));
        return terminal_;
    }
    std::string bytes_for(const Screen& screen) { return painter_.draw(screen); }

  private:
    static game::terminal::Kind kind() {
        REQUIRE(std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr);
        game::terminal::Kind kind;
        kind.terminfo.type = "vt52";
        kind.has_color = false;
        return kind;
    }

    game::terminal::Kind kind_ = kind();
    Painter painter_{kind_};
    Terminal terminal_;
};

const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
const std::string flag = "\U0001F1E9\U0001F1EA";
const std::string thumb = "\U0001F44D\U0001F3FD";
const std::string heart = "\u2764\uFE0F";
const std::string grin = "\U0001F600";

const std::vector<std::string> emoji = {family, flag, thumb, heart, grin};

}  // namespace

TEST_SUITE("painter") {
    TEST_CASE("whatever a terminal takes for an emoji, the rest of the row is in its place") {
        for (const Widths& widths :
             {Widths(one_by_one), Widths(always_one), Widths(none_for_emoji)}) {
            Drawing drawing(widths);
            Screen screen = Drawing::blank();
            for (std::size_t row = 0; row < emoji.size(); ++row) {
                CHECK(screen.put(row, 1, emoji[row], {}, 10) == 3);
                screen.put(row, 3, "ann", {}, 10);
                screen.put(row, 20, "12.5  3", {}, 10);
            }
            screen.put_cursor(5, 2);
            const Terminal& terminal = drawing.show(screen);
            for (std::size_t row = 0; row < emoji.size(); ++row) {
                CAPTURE(emoji[row]);
                CHECK(terminal.text(row, 3) == "ann              12.5  3");
            }
            CHECK(terminal.cursor() == std::pair<std::size_t, std::size_t>(5, 2));
        }
    }

    TEST_CASE("what follows an emoji can change, and nothing is left of what was there") {
        for (const Widths& widths : {Widths(one_by_one), Widths(always_one)}) {
            Drawing drawing(widths);
            Screen first = Drawing::blank();
            std::string both = family;
            both += " and ";
            both += flag;
            first.put(2, 4, both, {}, 20);
            drawing.show(first);
            Screen second = Drawing::blank();
            second.put(2, 2, thumb + "x", {}, 20);
            CHECK(drawing.show(second).text(2, 4) == "x");
            Screen third = second;
            third.put(2, 8, "y", {}, 20);
            CHECK(drawing.show(third).text(2, 4) == "x   y");
            const Terminal& terminal = drawing.show(Drawing::blank());
            for (std::size_t row = 0; row < rows; ++row)
                CHECK(terminal.text(row).empty());
        }
    }

    TEST_CASE("at the end of a row an emoji cannot reach into the next one") {
        for (const Widths& widths : {Widths(one_by_one), Widths(always_one)}) {
            for (const std::size_t distance : {2U, 3U, 5U}) {
                Drawing drawing(widths);
                Screen screen = Drawing::blank();
                for (std::size_t row = 0; row < emoji.size(); ++row) {
                    screen.put(row, 0, "ann", {}, 10);
                    screen.put(row, columns - distance, emoji[row], {}, 10);
                }
                const Terminal& terminal = drawing.show(screen);
                for (std::size_t row = 0; row < emoji.size(); ++row) {
                    CAPTURE(row);
                    CAPTURE(distance);
                    CHECK(terminal.text(row).substr(0, 5) == "ann  ");
                }
            }
        }
    }

    TEST_CASE("without a difference nothing is written") {
        Drawing drawing(one_by_one);
        Screen screen = Drawing::blank();
        screen.put(0, 0, family, {}, 10);
        CHECK_FALSE(drawing.bytes_for(screen).empty());
        CHECK(drawing.bytes_for(screen).empty());
    }
}
