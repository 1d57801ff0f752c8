/// RowWriter: writes cells of a Screen, each at the place that it says.
#pragma once

#include "game/terminal/kind.h"
#include "game/view/screen.h"

#include <cstddef>
#include <string>

namespace game::terminal {

/// True if terminals may take other columns for the cell's text than the Screen does. Not in the
/// last columns, where it could reach into the next row: there it must not be drawn at all.
bool is_uncertain(const view::Screen& screen, std::size_t row, std::size_t column);

bool has_uncertain_cell(const view::Screen& screen, std::size_t row);

/// Terminals differ in how wide they take emoji and other clusters of several characters, so behind
/// one of these nobody knows where the cursor is. This says it after each of them, by means of
/// terminfo(5). It keeps nothing of what the terminal shows.
class RowWriter {
  public:
    /// There must be a current terminal, as curses makes it.
    explicit RowWriter(const Kind& kind);

    /// The bytes that complete a row which has been drawn with blanks in place of the uncertain
    /// cells: all from the first of these on, so that what is too wide is written over. The last
    /// column stays as it is: behind it some terminals go on in the next row. The style is plain
    /// before and after.
    std::string complete(const view::Screen& screen, std::size_t row) const;

    /// Where what comes next is written.
    std::string at(std::size_t row, std::size_t column) const;

  private:
    std::string look_of(const view::Style& style) const;

    int colors_;  ///< 0: none
    std::string place_;
    std::string plain_;
    std::string bold_;
    std::string dim_;
    std::string reverse_;
    std::string ink_;
    std::string ground_;
};

}  // namespace game::terminal
