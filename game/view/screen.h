/// Screen: what a terminal is to show, as a grid of cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game::view {

struct Size {
    std::size_t rows = 24;
    std::size_t columns = 80;
};

/// How many of `all` rows or columns are left when `taken` are; none if there are not so many.
constexpr std::size_t left_of(std::size_t all, std::size_t taken) {
    return taken < all ? all - taken : 0;
}

/// How a cell looks. Colours are numbers of the terminal's palette of 16 or 256; without one, it is
/// the terminal's own.
struct Style {
    std::optional<std::uint8_t> ink = std::nullopt;
    std::optional<std::uint8_t> ground = std::nullopt;
    bool bold = false;
    bool dim = false;
    bool reverse = false;

    bool operator==(const Style&) const = default;
};

struct Cell {
    std::string text = " ";  ///< a cluster (common/text/display_width.h); empty: the right half of
                             ///< a wide one
    Style style;

    bool operator==(const Cell&) const = default;
};

/// Text outside of the grid is cut off.
class Screen {
  public:
    explicit Screen(Size size)
        : size_(size), cells_(size.rows * size.columns), cursor_row_(size.rows) {}

    Size size() const { return size_; }

    /// The cell must be on the screen.
    const Cell& at(std::size_t row, std::size_t column) const {
        return cells_[row * size_.columns + column];
    }

    /// Writes `text`, visible UTF-8 (common/text/visible_text.h), in at most `width` columns.
    /// Returns the column behind it.
    std::size_t put(std::size_t row, std::size_t column, std::string_view text, Style style,
                    std::size_t width);

    /// Gives the cells of a row another style where they have none of the kind: a chosen row.
    void highlight(std::size_t row, std::size_t column, std::size_t width, Style style);

    void put_cursor(std::size_t row, std::size_t column);

    /// Where the cursor stands, row and column; on no row if it is hidden.
    std::size_t cursor_row() const { return cursor_row_; }
    std::size_t cursor_column() const { return cursor_column_; }

    /// Everything as lines, without the blanks at their ends.
    std::string text() const;

  private:
    Cell& cell(std::size_t row, std::size_t column) { return cells_[row * size_.columns + column]; }
    void clear_halves(std::size_t row, std::size_t column, std::size_t width);

    Size size_;
    std::vector<Cell> cells_;
    std::size_t cursor_row_;
    std::size_t cursor_column_ = 0;
};

}  // namespace game::view
