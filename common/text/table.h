/// Table: text in aligned columns, for a terminal.
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

/// Works in two passes, so that a long table need not be in memory as a whole: first `measure` each
/// row, then append them one by one. A row has one cell for each column, of visible text (see
/// visible_text.h). Widths are columns of the terminal (see display_width.h).
class Table {
  public:
    explicit Table(std::vector<Column> columns);

    /// Makes each column at least as wide as the row's cell.
    void measure(std::span<const std::string> row);

    /// Called when all rows are measured. Makes left-aligned columns narrower, the widest first,
    /// until a line fits into `width` or no column can be made narrower. A cell that is too wide
    /// then ends with `…`. The first column must be left-aligned.
    void fit(std::size_t width);

    /// Appends the row as a line, with a newline and without trailing blanks.
    void append_row(std::string& out, std::span<const std::string> row) const;

    /// Appends the titles of the columns in the same way.
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
