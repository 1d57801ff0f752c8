#include "game/view/abilities.h"

namespace game::view {

namespace {

constexpr Glyphs unicode_glyphs = {
    .lines = {"·", "╵", "╶", "╰", "╷", "│", "╭", "├", "╴", "╯", "─", "┴", "╮", "┤", "┬", "┼"},
    .horizontal = "─",
    .vertical = "│",
    .doubled_tail = "•",
    .food = "●",
    .hazard = "░░",
    .empty_square = "·",
    .heads = {"▲", "►", "▼", "◄"},
    .arrows = {"↑", "→", "↓", "←"},
    .bar = "━",
    .bar_rest = "─",
    .sparks = {"▁", "▂", "▃", "▄", "▅", "▆"},
    .separator = "·",
    .none = "–",
    .ellipsis = "…",
    .prompt = "›",
    .running = "●",
    .waiting = "○",
    .done = "✓",
    .failed = "✗",
    .out = "×",
    .thumb = "█",
    .playhead = "●",
    .pause = "‖",
    .to_west = "← →",
    .up_and_down = "↑ ↓",
};

/// The console's font has no round corners, half lines or eighths of blocks.
constexpr Glyphs make_console_glyphs() {
    Glyphs glyphs = unicode_glyphs;
    glyphs.lines = {"·", "│", "─", "└", "│", "│", "┌", "├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼"};
    glyphs.food = "♦";
    glyphs.bar = "═";
    glyphs.sparks = {"_", "_", "_", "▄", "▄", "▄"};
    glyphs.none = "-";
    glyphs.prompt = ">";
    glyphs.ellipsis = "..";
    glyphs.running = "*";
    glyphs.waiting = "o";
    glyphs.done = "+";
    glyphs.failed = "x";
    glyphs.out = "x";
    glyphs.playhead = "♦";
    glyphs.pause = "=";
    return glyphs;
}

constexpr Glyphs console_glyphs = make_console_glyphs();

constexpr Glyphs ascii_glyphs = {
    .lines = {".", "|", "-", "+", "|", "|", "+", "+", "-", "+", "-", "+", "+", "+", "+", "+"},
    .horizontal = "-",
    .vertical = "|",
    .doubled_tail = "o",
    .food = "*",
    .hazard = "::",
    .empty_square = ".",
    .heads = {"^", ">", "v", "<"},
    .arrows = {"^", ">", "v", "<"},
    .bar = "#",
    .bar_rest = ".",
    .sparks = {".", ":", "-", "=", "+", "*"},
    .separator = "-",
    .none = "-",
    .ellipsis = "..",
    .prompt = ">",
    .running = "*",
    .waiting = "o",
    .done = "+",
    .failed = "x",
    .out = "x",
    .thumb = "#",
    .playhead = "*",
    .pause = "=",
    .to_west = "left, right",
    .up_and_down = "up, down",
};

}  // namespace

const Glyphs& glyphs_for(const Abilities& abilities) {
    switch (abilities.charset) {
        case Charset::unicode:
            return unicode_glyphs;
        case Charset::console:
            return console_glyphs;
        case Charset::ascii:
            break;
    }
    return ascii_glyphs;
}

}  // namespace game::view
