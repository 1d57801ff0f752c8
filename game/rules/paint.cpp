#include "game/rules/paint.h"

#include <algorithm>
#include <array>

namespace game::rules {

namespace {

Painter* find_owner(PaintState& state, char letter) {
    const auto found = std::find_if(state.players.begin(), state.players.end(),
                                    [letter](const Painter& p) { return p.letter == letter; });
    return found == state.players.end() ? nullptr : &*found;
}

void paint(PaintState& state, Square square, Painter& painter) {
    char& cell = state.cell(square);
    if (cell == painter.letter) return;
    if (Painter* owner = find_owner(state, cell)) --owner->cells;
    cell = painter.letter;
    ++painter.cells;
}

void forget_those_without_trace(PaintState& state) {
    std::erase_if(state.players, [](const Painter& p) { return p.has_left && p.cells == 0; });
}

std::optional<char> free_letter(PaintState& state) {
    for (const char letter : paint_letters) {
        if (find_owner(state, letter) == nullptr) return letter;
    }
    return std::nullopt;
}

Square random_start(const PaintState& state, Draws& draws) {
    std::vector<std::size_t> squares;
    for (std::size_t i = 0; i < state.cells.size(); ++i) {
        if (state.cells[i] == nobody) squares.push_back(i);
    }
    const std::size_t drawn =
        squares.empty() ? draws.below(state.cells.size()) : squares[draws.below(squares.size())];
    const auto width = static_cast<std::size_t>(state.width);
    return {static_cast<int>(drawn % width), state.height - 1 - static_cast<int>(drawn / width)};
}

}  // namespace

PaintState empty_canvas(const PaintSettings& settings) {
    PaintState state;
    state.width = settings.width;
    state.height = settings.height;
    state.cells.assign(
        static_cast<std::size_t>(settings.width) * static_cast<std::size_t>(settings.height),
        nobody);
    return state;
}

bool add_painter(PaintState& state, const std::string& name, PaintDraws& draws) {
    auto painter = std::find_if(state.players.begin(), state.players.end(),
                                [&name](const Painter& p) { return p.name == name; });
    if (painter == state.players.end()) {
        const std::optional<char> letter = free_letter(state);
        if (!letter) return false;
        painter = state.players.insert(painter, {name, *letter, {}, 0, false});
    }
    painter->has_left = false;
    painter->at = random_start(state, draws.starts);
    paint(state, painter->at, *painter);
    forget_those_without_trace(state);
    return true;
}

void remove_painter(PaintState& state, std::size_t index) {
    state.players[index].has_left = true;
    forget_those_without_trace(state);
}

void play_paint_turn(PaintState& state, const PaintSettings& settings,
                     std::span<const std::optional<Direction>> moves) {
    struct Entry {
        std::size_t square;
        std::size_t player;
    };
    std::vector<Entry> entries;
    entries.reserve(state.players.size());
    for (std::size_t i = 0; i < std::min(state.players.size(), moves.size()); ++i) {
        Painter& painter = state.players[i];
        if (painter.has_left || !moves[i]) continue;
        const std::optional<Square> to = paint_step(state, settings, painter.at, *moves[i]);
        if (!to) continue;
        painter.at = *to;
        entries.push_back({state.index_of(*to), i});
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.square < b.square; });
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::size_t square = entries[i].square;
        const bool is_shared = (i > 0 && entries[i - 1].square == square) ||
                               (i + 1 < entries.size() && entries[i + 1].square == square);
        Painter& painter = state.players[entries[i].player];
        if (!is_shared) paint(state, painter.at, painter);
    }
    forget_those_without_trace(state);
    ++state.turn;
}

std::optional<Square> paint_step(const PaintState& state, const PaintSettings& settings,
                                 Square from, Direction direction) {
    const Square to = neighbour(from, direction);
    if (settings.wraps) return wrapped(to, state.width, state.height);
    if (!is_on_board(to, state.width, state.height)) return std::nullopt;
    return to;
}

}  // namespace game::rules
