/// Table: columns that line up, for people to read on a terminal.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace common {

enum class Align { left, right };

struct Column {
    std::string_view title;
    Align align = Align::left;
};

/// Learns first how wide each column is from all rows, and then lays them out one by one, so that
/// a long table never has to lie in memory. A row has a cell a column, of visible text (see
/// visible_text.h); widths are display columns.
class Table {
  public:
    explicit Table(std::vector<Column> columns);

    /// Makes each column at least as wide as the row's cell.
    void measure(std::span<const std::string> row);

    /// Once all rows are measured: makes the columns that are aligned left, of whom the first has
    /// to be one, narrower, the widest first, until a line fits into `width` or none of them can
    /// give more. A cell that is too wide then ends with `…`.
    void fit(std::size_t width);

    /// Appends the row as a line, with its newline and no blanks at its end.
    void append_row(std::string& out, std::span<const std::string> row) const;

    /// The same with the columns' titles.
    void append_titles(std::string& out) const;

  private:
    std::size_t line_width() const;
    std::size_t widest_left_column() const;

    template <class Cells>
    void append(std::string& out, const Cells& cells) const;

    std::vector<Column> columns_;
    std::vector<std::size_t> widths_;
};

}  // namespace common
