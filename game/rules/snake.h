/// The rules `snake`: those of the public Battlesnake rules, where N, E, S, W are up, right, down,
/// left.
///
/// A turn is a list of stages over one state. Each stage is a function of the state, the moves and
/// the draws, and changes nothing but the state. Snakes are kept in the order in which they joined,
/// and every loop over them uses that order.
#pragma once

#include "common/draws.h"
#include "game/rules/snake_grid.h"
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

enum class Variant { standard, solo, wrapped, constrictor, wrapped_constrictor, royale };

inline bool is_wrapped(Variant variant) {
    return variant == Variant::wrapped || variant == Variant::wrapped_constrictor;
}

inline bool is_constrictor(Variant variant) {
    return variant == Variant::constrictor || variant == Variant::wrapped_constrictor;
}

struct SnakeSettings {
    Variant variant = Variant::standard;
    int width = 11;
    int height = 11;
    int food_chance = 15;             ///< percent a turn
    int minimum_food = 1;             ///< food is never less, if there is room
    int hazard_damage = 14;           ///< negative: hazards heal
    int shrink_every = 25;            ///< turns; royale
    std::optional<int> respawn = 10;  ///< ticks: turns until a player who is out can come back
};

inline constexpr int full_health = 100;
inline constexpr std::size_t start_length = 3;

/// The causes of eliminations by the rules.
namespace cause {
inline constexpr std::string_view out_of_health = "out-of-health";
inline constexpr std::string_view hazard = "hazard";
inline constexpr std::string_view wall = "wall-collision";
inline constexpr std::string_view self = "snake-self-collision";
inline constexpr std::string_view body = "snake-collision";
inline constexpr std::string_view head = "head-collision";
inline constexpr std::string_view left = "left";  ///< for reasons outside of the rules
}  // namespace cause

struct Elimination {
    std::string cause;
    std::string by;  ///< a snake, or what else caused it; empty: nothing
    std::uint64_t turn = 0;

    bool operator==(const Elimination&) const = default;
};

struct Snake {
    std::string name;
    int health = full_health;
    std::vector<Square> body;        ///< the head first; at least one; may hold a square often
    std::optional<Elimination> out;  ///< an eliminated snake keeps its body

    bool lives() const { return !out; }
    bool operator==(const Snake&) const = default;
};

/// Living snakes lie on the board, or at most one square off it in a start state; they are out
/// after the next turn then. Food and hazards may hold a square twice.
struct SnakeState {
    std::uint64_t turn = 0;  ///< turns that have been played
    int width = 0;
    int height = 0;
    std::vector<Square> food;
    std::vector<Square> hazards;
    std::vector<Snake> snakes;

    bool operator==(const SnakeState&) const = default;
};

/// What a snake does in a turn.
struct SnakeMove {
    std::optional<Direction> direction;  ///< none: straight on

    /// The snake is taken off the board before the others move, for a reason outside of the rules.
    std::optional<Elimination> departure = {};  ///< its turn is set by the rules
};

enum class Edge : std::uint8_t { west, east, south, north };

/// The edges that royale has drawn so far, and will draw: draw k is always the same.
class ShrinkingEdges {
  public:
    /// `first` stand before what `draws` gives.
    explicit ShrinkingEdges(Draws draws, std::vector<Edge> first = {})
        : draws_(draws), drawn_(std::move(first)) {}

    Edge at(std::size_t index) {
        while (drawn_.size() <= index)
            drawn_.push_back(static_cast<Edge>(draws_.below(4)));
        return drawn_[index];
    }

  private:
    Draws draws_;
    std::vector<Edge> drawn_;
};

/// The streams of a match, one for each purpose.
struct SnakeDraws {
    explicit SnakeDraws(std::uint64_t seed)
        : starts(seed, 1),
          first_food(seed, 2),
          joins(seed, 3),
          food_chance(seed, 4),
          food(seed, 5),
          edges(Draws(seed, 6)) {}

    Draws starts;       ///< squares of the set-up
    Draws first_food;   ///< of the set-up
    Draws joins;        ///< squares of players who join or come back
    Draws food_chance;  ///< whether food appears
    Draws food;         ///< where it does
    ShrinkingEdges edges;
};

/// What a stage needs besides the state.
struct SnakeTurn {
    const SnakeSettings& settings;
    std::span<const SnakeMove> moves;  ///< as the snakes; may be shorter
    SnakeDraws& draws;
    SnakeGrid& grid;  ///< memory; what it holds is of no meaning between two stages
};

/// True if no further turn is played: at most one snake lives; with one player from the beginning,
/// or in `solo`, none does.
bool is_over(const SnakeState& state, const SnakeSettings& settings);

/// Plays a turn: all stages of the variant, in order.
void play_snake_turn(SnakeState& state, const SnakeTurn& turn);

// The stages, in the order of a turn. Where one eliminates a snake, it does so in the turn that is
// being played, `state.turn + 1`.

/// Snakes whose players have departed are out.
void remove_departed(SnakeState& state, const SnakeTurn& turn);

/// Each living snake: new head in front, last segment off.
void move_snakes(SnakeState& state, const SnakeTurn& turn);

/// Takes 1 from the health of the living.
void make_hungry(SnakeState& state, const SnakeTurn& turn);

/// Heads in a hazard lose health for each entry, unless food lies there.
void apply_hazards(SnakeState& state, const SnakeTurn& turn);

/// Heads on food grow by one for each entry, and have full health. What was eaten is gone.
void feed_snakes(SnakeState& state, const SnakeTurn& turn);

/// Snakes without health, off the board, or in collision with a snake are out.
void eliminate_snakes(SnakeState& state, const SnakeTurn& turn);

/// Constrictor: no food; all snakes have full health and grow in every turn.
void grow_always(SnakeState& state, const SnakeTurn& turn);

/// Royale: hazards are all squares outside of the edges that have come in by now.
void shrink_board(SnakeState& state, const SnakeTurn& turn);

/// Food appears on free squares.
void add_food(SnakeState& state, const SnakeTurn& turn);

/// The turn has been played.
void count_turn(SnakeState& state, const SnakeTurn& turn);

/// Where a snake goes without a move, from its first two segments.
Direction straight_on(std::span<const Square> body);

/// Squares without food, without a segment of a living snake, and not beside a living head (over an
/// edge too, if the board is wrapped); x is the outer loop, y the inner.
std::vector<Square> free_squares(const SnakeState& state, Variant variant, SnakeGrid& grid);

}  // namespace game::rules
