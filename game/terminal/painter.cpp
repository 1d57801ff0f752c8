#include "game/terminal/painter.h"

#include "common/io/file_descriptor.h"
#include "common/text/display_width.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cwchar>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

// The last one: it defines macros with common names.
#define NCURSES_NOMACROS
#define NCURSES_WIDECHAR 1
#include <curses.h>

namespace game::terminal {

namespace {

std::FILE* open_memory() {
    async::FileDescriptor memory(::memfd_create("terminal", MFD_CLOEXEC));
    std::FILE* const file = memory.is_open() ? ::fdopen(memory.get(), "w+") : nullptr;
    if (file == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make a screen");
    }
    memory.release();
    return file;
}

void ignore_signal(int) {}

/// Curses handles signals that have their default action. We handle them ourselves.
class SignalsKept {
  public:
    SignalsKept() {
        struct sigaction handled{};
        handled.sa_handler = ignore_signal;
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals.at(i), &handled, &former_.at(i));
    }
    SignalsKept(const SignalsKept&) = delete;
    SignalsKept& operator=(const SignalsKept&) = delete;
    ~SignalsKept() {
        for (std::size_t i = 0; i < signals.size(); ++i)
            ::sigaction(signals.at(i), &former_.at(i), nullptr);
    }

  private:
    static constexpr std::array<int, 4> signals = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    std::array<struct sigaction, 4> former_{};
};

constexpr int bright = 8;

/// Where there are 8 colours, bold makes the bright ones.
int nearest_color(const std::optional<std::uint8_t>& color, attr_t* attributes) {
    if (!color) return -1;  // the terminal's own
    if (*color < COLORS) return *color;
    if (attributes != nullptr) *attributes |= A_BOLD;
    return *color % bright;
}

bool is_wide(const view::Screen& screen, std::size_t row, std::size_t column) {
    return column + 1 < screen.size().columns && screen.at(row, column + 1).text.empty();
}

}  // namespace

Painter::Painter(const Kind& kind) : kind_(kind), memory_(open_memory()) {
    const SignalsKept kept;
    SCREEN* const screen = ::newterm(kind.terminfo.type.c_str(), memory_.get(), memory_.get());
    if (screen == nullptr) throw std::runtime_error("cannot make a screen");
    curses_ = screen;
    writer_.emplace(kind);
    ::typeahead(-1);  // its input is not read
    if (kind.has_color) {
        ::start_color();
        ::use_default_colors();
    }
}

Painter::~Painter() {
    ::endwin();
    ::delscreen(static_cast<SCREEN*>(curses_));
}

std::string Painter::draw(const view::Screen& screen) {
    const auto [rows, columns] = screen.size();
    const bool draws_all =
        !drawn_ || drawn_->size().rows != rows || drawn_->size().columns != columns || !is_shown_;
    if (draws_all) {
        ::resizeterm(static_cast<int>(rows), static_cast<int>(columns));
        ::werase(stdscr);
        ::clearok(curscr, TRUE);
        drawn_.reset();
    }
    bool has_changed = draws_all;
    std::vector<std::size_t> uncertain_rows;
    for (std::size_t row = 0; row < rows; ++row) {
        if (!put_row(screen, row)) continue;
        has_changed = true;
        if (has_uncertain_cell(screen, row)) uncertain_rows.push_back(row);
    }
    const bool has_cursor = screen.cursor_row() < rows && screen.cursor_column() < columns;
    if (drawn_ && (drawn_->cursor_row() != screen.cursor_row() ||
                   drawn_->cursor_column() != screen.cursor_column())) {
        has_changed = true;
    }
    if (!has_changed) return {};
    ::curs_set(has_cursor ? 1 : 0);
    const std::size_t cursor_row = has_cursor ? screen.cursor_row() : 0;
    const std::size_t cursor_column = has_cursor ? screen.cursor_column() : 0;
    ::wmove(stdscr, static_cast<int>(cursor_row), static_cast<int>(cursor_column));
    ::wrefresh(stdscr);
    std::string bytes = take_bytes();
    for (const std::size_t row : uncertain_rows)
        bytes += writer_->complete(screen, row);
    if (!uncertain_rows.empty()) bytes += writer_->at(cursor_row, cursor_column);  // as before
    drawn_ = screen;
    if (!std::exchange(is_shown_, true)) bytes += kind_.terminfo.keypad_on;
    return bytes;
}

/// Gives curses what has changed in a row. Returns true if anything has.
bool Painter::put_row(const view::Screen& screen, std::size_t row) const {
    const std::size_t columns = screen.size().columns;
    bool has_changed = !drawn_;
    for (std::size_t column = 0; column < columns; ++column) {
        const view::Cell& cell = screen.at(row, column);
        if (drawn_ && drawn_->at(row, column) == cell) continue;
        has_changed = true;
        if (cell.text.empty()) continue;
        if (!is_uncertain(screen, row, column)) {
            put(row, column, cell, is_wide(screen, row, column));
            continue;
        }
        const view::Cell blank{" ", cell.style};
        put(row, column, blank, false);
        if (is_wide(screen, row, column)) put(row, column + 1, blank, false);
    }
    // What the terminal has in such a row is not what curses believes.
    const bool is_unknown = drawn_ && has_uncertain_cell(*drawn_, row);
    if (has_changed && is_unknown) ::wredrawln(stdscr, static_cast<int>(row), 1);
    return has_changed;
}

void Painter::put(std::size_t row, std::size_t column, const view::Cell& cell, bool is_wide) const {
    const common::Utf8Character first = common::first_character(cell.text);
    const bool is_certain = common::has_certain_width(cell.text.substr(0, first.size));
    const auto code = static_cast<wchar_t>(first.code);
    // The C library may know less of a character, or other things, than we do.
    const int width = is_certain ? ::wcwidth(code) : -1;
    const bool fits = width == 1 || (is_wide && width == 2);
    const std::array<wchar_t, 2> text = {fits ? code : L'?', L'\0'};
    attr_t attributes = A_NORMAL;
    if (cell.style.bold) attributes |= A_BOLD;
    if (cell.style.dim) attributes |= A_DIM;
    if (cell.style.reverse) attributes |= A_REVERSE;
    int pair = 0;
    if (kind_.has_color && (cell.style.ink || cell.style.ground)) {
        const int ink = nearest_color(cell.style.ink, &attributes);
        pair = std::max(::alloc_pair(ink, nearest_color(cell.style.ground, nullptr)), 0);
    }
    cchar_t character{};
    ::setcchar(&character, text.data(), attributes, 0, &pair);
    ::wmove(stdscr, static_cast<int>(row), static_cast<int>(column));
    ::wadd_wch(stdscr, &character);  // fails behind the last cell of the screen, which it fills
    if (is_wide && width != 2) put(row, column + 1, {" ", cell.style}, false);
}

std::string Painter::leave() {
    if (!std::exchange(is_shown_, false)) return {};
    ::endwin();
    return kind_.terminfo.keypad_off + take_bytes();
}

/// What curses has written since the last call.
std::string Painter::take_bytes() {
    const int descriptor = ::fileno(memory_.get());
    std::fflush(memory_.get());
    const off_t size = ::lseek(descriptor, 0, SEEK_END);
    std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
    const ssize_t count = ::pread(descriptor, bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    static_cast<void>(::ftruncate(descriptor, 0));
    ::lseek(descriptor, 0, SEEK_SET);
    return bytes;
}

}  // namespace game::terminal
