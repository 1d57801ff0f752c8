#include "game/terminal/row_writer.h"

#include "common/text/display_width.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <optional>
#include <string_view>

// The last one: it defines macros with common names.
#define NCURSES_NOMACROS
#include <curses.h>

namespace game::terminal {

namespace {

/// Without what asks old terminals for time: nobody waits for them here. Empty if there is none.
std::string capability(const char* name) {
    const char* const found = ::tigetstr(name);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what terminfo(3) has for "no string"
    const bool is_there = found != nullptr && found != reinterpret_cast<const char*>(-1);
    std::string sequence = is_there ? found : "";
    for (std::size_t at = sequence.find("$<"); at != std::string::npos; at = sequence.find("$<")) {
        const std::size_t end = sequence.find('>', at);
        sequence.erase(at, end == std::string::npos ? end : end + 1 - at);
    }
    return sequence;
}

std::string with_number(const std::string& sequence, int number) {
    const char* const bytes = sequence.empty() ? nullptr : ::tiparm(sequence.c_str(), number);
    return bytes == nullptr ? "" : bytes;
}

std::string_view first_of(std::string_view cluster) {
    const std::size_t size = std::max<std::size_t>(common::first_character(cluster).size, 1);
    return cluster.substr(0, size);
}

/// The most columns that any terminal takes for a cluster: each character has its own.
std::size_t most_columns(std::string_view cluster) {
    std::size_t columns = 0;
    while (!cluster.empty()) {
        const std::string_view character = first_of(cluster);
        columns += std::max<std::size_t>(common::display_width(character), 1);
        cluster.remove_prefix(character.size());
    }
    return columns;
}

/// As much of a cluster as stays in its row on any terminal; at the end of the row that can be its
/// first character only, or nothing.
std::string_view fitting(const view::Screen& screen, std::size_t row, std::size_t column) {
    const std::string_view text = screen.at(row, column).text;
    const std::size_t room = screen.size().columns - 1 - column;
    if (most_columns(text) <= room) return text;
    return most_columns(first_of(text)) <= room ? first_of(text) : std::string_view();
}

bool is_wide(const view::Screen& screen, std::size_t row, std::size_t column) {
    return column + 1 < screen.size().columns && screen.at(row, column + 1).text.empty();
}

}  // namespace

bool is_uncertain(const view::Screen& screen, std::size_t row, std::size_t column) {
    return !common::has_certain_width(screen.at(row, column).text) &&
           !fitting(screen, row, column).empty();
}

bool has_uncertain_cell(const view::Screen& screen, std::size_t row) {
    for (std::size_t column = 0; column < screen.size().columns; ++column) {
        if (is_uncertain(screen, row, column)) return true;
    }
    return false;
}

RowWriter::RowWriter(const Kind& kind)
    : colors_(kind.has_color ? kind.terminfo.colors : 0),
      place_(capability("cup")),
      plain_(capability("sgr0") + (kind.has_color ? capability("op") : "")),
      bold_(capability("bold")),
      dim_(capability("dim")),
      reverse_(capability("rev")),
      ink_(capability("setaf")),
      ground_(capability("setab")) {}

std::string RowWriter::complete(const view::Screen& screen, std::size_t row) const {
    const std::size_t end = screen.size().columns - 1;
    std::string bytes;
    std::optional<view::Style> style;
    bool has_begun = false;
    bool is_placed = false;
    for (std::size_t column = 0; column < end; ++column) {
        const view::Cell& cell = screen.at(row, column);
        const bool is_uncertain_here = is_uncertain(screen, row, column);
        has_begun = has_begun || is_uncertain_here;
        if (!has_begun || cell.text.empty()) continue;
        if (!is_uncertain_here && is_wide(screen, row, column) && column + 1 == end) break;
        if (is_uncertain_here || !is_placed) bytes += at(row, column);
        if (style != cell.style) bytes += look_of(cell.style);
        style = cell.style;
        bytes += is_uncertain_here ? fitting(screen, row, column) : std::string_view(cell.text);
        is_placed = !is_uncertain_here;
    }
    return bytes + plain_;
}

std::string RowWriter::at(std::size_t row, std::size_t column) const {
    const char* const bytes =
        ::tiparm(place_.c_str(), static_cast<int>(row), static_cast<int>(column));
    return bytes == nullptr ? "" : bytes;
}

/// Where there are 8 colours, bold makes the bright ones.
std::string RowWriter::look_of(const view::Style& style) const {
    constexpr int bright = 8;
    const auto nearest = [this](int color) { return color < colors_ ? color : color % bright; };
    const bool is_bright = style.ink && *style.ink >= colors_ && colors_ > 0;
    std::string bytes = plain_;
    if (style.bold || is_bright) bytes += bold_;
    if (style.dim) bytes += dim_;
    if (style.reverse) bytes += reverse_;
    if (colors_ > 0 && style.ink) bytes += with_number(ink_, nearest(*style.ink));
    if (colors_ > 0 && style.ground) bytes += with_number(ground_, nearest(*style.ground));
    return bytes;
}

}  // namespace game::terminal
