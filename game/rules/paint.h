/// The rules `paint`: a game for random players. Nobody is eliminated; a player paints the squares
/// that it enters.
///
/// All functions change nothing but the state that they are given. Players are kept in the order in
/// which they joined, and every loop over them uses that order.
#pragma once

#include "common/draws.h"
#include "game/rules/square.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game::rules {

using common::Draws;

struct PaintSettings {
    int width = 24;
    int height = 12;
    bool wraps = true;  ///< else a step against the edge is no step
};

/// What the squares of the players show, in the order of joining.
inline constexpr std::string_view paint_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

inline constexpr char nobody = '.';

struct Painter {
    std::string name;
    char letter = nobody;
    Square at;
    std::uint64_t cells = 0;  ///< squares that it owns
    bool has_left = false;    ///< its squares stay its own; it is forgotten when it has none

    bool operator==(const Painter&) const = default;
};

struct PaintState {
    std::uint64_t turn = 0;  ///< turns that have been played
    int width = 0;
    int height = 0;
    std::string cells;  ///< the owners' letters, row by row, north first
    std::vector<Painter> players;

    char& cell(Square square) { return cells[index_of(square)]; }
    std::size_t index_of(Square square) const {
        const int index = (height - 1 - square.y) * width + square.x;
        return static_cast<std::size_t>(index);
    }

    bool operator==(const PaintState&) const = default;
};

struct PaintDraws {
    explicit PaintDraws(std::uint64_t seed) : starts(seed, 1) {}

    Draws starts;  ///< squares of players who join
};

/// An empty board in turn 0.
PaintState empty_canvas(const PaintSettings& settings);

/// Adds a player on a random square, one of nobody's if there is one, which becomes the player's. A
/// player who has left returns to its own letter. False if all letters are in use.
bool add_painter(PaintState& state, const std::string& name, PaintDraws& draws);

/// The player moves no more.
void remove_painter(PaintState& state, std::size_t index);

/// All players move at once; `moves` are as the players, none: it stays. A square entered by one
/// player becomes that player's, one entered by several keeps its owner.
void play_paint_turn(PaintState& state, const PaintSettings& settings,
                     std::span<const std::optional<Direction>> moves);

/// Where a step leads; nothing if it is no step.
std::optional<Square> paint_step(const PaintState& state, const PaintSettings& settings,
                                 Square from, Direction direction);

}  // namespace game::rules
