#include "game/terminal/painter.h"

#include "common/io/file_descriptor.h"
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

}  // namespace

Painter::Painter(const Kind& kind) : kind_(kind), memory_(open_memory()) {
    const SignalsKept kept;
    SCREEN* const screen = ::newterm(kind.terminfo.type.c_str(), memory_.get(), memory_.get());
    if (screen == nullptr) throw std::runtime_error("cannot make a screen");
    curses_ = screen;
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
    }
    bool has_changed = draws_all;
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            const view::Cell& cell = screen.at(row, column);
            if (!draws_all && drawn_->at(row, column) == cell) continue;
            has_changed = true;
            if (cell.text.empty()) continue;
            put(row, column, cell, column + 1 < columns && screen.at(row, column + 1).text.empty());
        }
    }
    const bool has_cursor = screen.cursor_row() < rows && screen.cursor_column() < columns;
    if (!draws_all && (drawn_->cursor_row() != screen.cursor_row() ||
                       drawn_->cursor_column() != screen.cursor_column())) {
        has_changed = true;
    }
    if (!has_changed) return {};
    ::curs_set(has_cursor ? 1 : 0);
    if (has_cursor) {
        ::wmove(stdscr, static_cast<int>(screen.cursor_row()),
                static_cast<int>(screen.cursor_column()));
    }
    ::wrefresh(stdscr);
    drawn_ = screen;
    std::string bytes = take_bytes();
    if (!std::exchange(is_shown_, true)) bytes += kind_.terminfo.keypad_on;
    return bytes;
}

void Painter::put(std::size_t row, std::size_t column, const view::Cell& cell, bool is_wide) {
    std::array<wchar_t, CCHARW_MAX + 1> text{};
    std::size_t size = 0;
    for (std::string_view rest = cell.text; !rest.empty() && size < CCHARW_MAX;) {
        const common::Utf8Character character = common::first_character(rest);
        if (character.size == 0) break;
        const auto code = static_cast<wchar_t>(character.code);
        const int width = ::wcwidth(code);
        // The C library may know less of a character, or other things, than we do.
        const bool fits = size > 0 ? width == 0 : width == 1 || (is_wide && width == 2);
        if (fits) {
            text.at(size++) = code;
        } else if (size == 0) {
            text.at(size++) = L'?';
        }
        rest.remove_prefix(character.size);
    }
    if (size == 0) text.at(0) = L' ';
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
