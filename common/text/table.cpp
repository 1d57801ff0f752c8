#include "common/text/table.h"

#include "common/text/display_width.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace common {

namespace {

constexpr std::size_t gap = 2;  ///< blanks between columns

/// No column is made narrower than this.
constexpr std::size_t narrowest = 12;

/// `cell`; or, if it is too wide, its start and `…`, in `memory`.
std::string_view cut(std::string_view cell, std::size_t width, std::string& memory) {
    if (display_width(cell) <= width) return cell;
    memory.assign(start_of_width(cell, width - 1)).append("\u2026");
    return memory;
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
    for (const Column& column : columns_)
        widths_.push_back(display_width(column.title));
}

void Table::measure(std::span<const std::string> row) {
    for (std::size_t i = 0; i < widths_.size(); ++i)
        widths_[i] = std::max(widths_[i], display_width(row[i]));
}

std::size_t Table::line_width() const {
    const std::size_t gaps = gap * (widths_.size() - 1);
    return std::accumulate(widths_.begin(), widths_.end(), gaps);
}

std::size_t Table::widest_left_column() const {
    std::size_t widest = 0;
    for (std::size_t i = 1; i < widths_.size(); ++i) {
        if (columns_[i].align == Align::left && widths_[i] > widths_[widest]) widest = i;
    }
    return widest;
}

void Table::fit(std::size_t width) {
    while (line_width() > width) {
        std::size_t& widest = widths_[widest_left_column()];
        if (widest <= narrowest) return;
        --widest;
    }
}

template <class Cells>
void Table::append(std::string& out, const Cells& cells) const {
    std::string memory;
    std::size_t blanks = 0;  // written only before the next text
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::string_view cell = cut(cells(i), widths_[i], memory);
        const std::size_t width = display_width(cell);
        const std::size_t padding = widths_[i] - std::min(width, widths_[i]);
        const bool is_right = columns_[i].align == Align::right;
        if (is_right) blanks += padding;
        if (!cell.empty()) {
            out.append(blanks, ' ').append(cell);
            blanks = 0;
        }
        blanks += gap + (is_right ? 0 : padding);
    }
    out += '\n';
}

void Table::append_row(std::string& out, std::span<const std::string> row) const {
    append(out, [row](std::size_t i) { return std::string_view(row[i]); });
}

void Table::append_titles(std::string& out) const {
    append(out, [this](std::size_t i) { return columns_[i].title; });
}

}  // namespace common
