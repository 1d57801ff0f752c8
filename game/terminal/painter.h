/// Painter: what has to be written to a terminal so that it shows a Screen.
#pragma once

#include "game/terminal/kind.h"
#include "game/terminal/row_writer.h"
#include "game/view/screen.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace game::terminal {

/// Draws with curses, which writes into memory: nothing here waits for the terminal, or changes its
/// modes. Only one can live at a time, since curses has one screen. Throws std::system_error.
///
/// Of cells whose width is uncertain, curses knows blanks only; a RowWriter writes them afterwards.
class Painter {
  public:
    explicit Painter(const Kind& kind);
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;
    ~Painter();

    /// The bytes that change what was drawn last into `screen`; empty if there is no difference.
    /// The first ones switch to a screen of our own, if the terminal has another.
    std::string draw(const view::Screen& screen);

    /// The next `draw` writes everything: something else may have written to the terminal.
    void draw_all_next() { drawn_.reset(); }

    /// The bytes that give the normal screen back. `draw` may be called again.
    std::string leave();

  private:
    struct CloseFile {
        // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): what calls it is the owner
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    bool put_row(const view::Screen& screen, std::size_t row) const;
    void put(std::size_t row, std::size_t column, const view::Cell& cell, bool is_wide) const;
    std::string take_bytes();

    const Kind& kind_;
    std::unique_ptr<std::FILE, CloseFile> memory_;  ///< what curses believes to be the terminal
    void* curses_ = nullptr;                        ///< its SCREEN
    std::optional<RowWriter> writer_;               ///< there once curses has a terminal
    bool is_shown_ = false;                         ///< our screen, not the normal one
    std::optional<view::Screen> drawn_;
};

}  // namespace game::terminal
