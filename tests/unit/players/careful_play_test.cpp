/// Whole games of careful players, by the rules of game/rules.
#include "game/rules/snake.h"
#include "game/rules/snake_setup.h"
#include "players/careful.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace rules = game::rules;

namespace {

using Decide = std::function<players::Direction(const players::SnakePosition&, std::size_t index)>;

std::vector<players::Square> to_squares(const std::vector<rules::Square>& from) {
    std::vector<players::Square> squares;
    squares.reserve(from.size());
    for (const rules::Square square : from)
        squares.push_back({square.x, square.y});
    return squares;
}

players::SnakePosition position_of(const rules::SnakeState& state,
                                   const rules::SnakeSettings& settings) {
    players::SnakePosition position;
    position.board = {state.width, state.height, rules::is_wrapped(settings.variant)};
    position.grows_always = rules::is_constrictor(settings.variant);
    position.hazard_damage = settings.hazard_damage;
    position.food = to_squares(state.food);
    position.hazards = to_squares(state.hazards);
    for (const rules::Snake& snake : state.snakes) {
        if (snake.lives())
            position.snakes.push_back({snake.name, snake.health, to_squares(snake.body)});
    }
    return position;
}

/// A game; the seed is that of the world and, with other streams, of the players.
class Arena {
  public:
    Arena(rules::SnakeSettings settings, std::uint64_t seed, std::vector<Decide> players)
        : settings_(settings), draws_(seed), players_(std::move(players)) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < players_.size(); ++i)
            names.push_back("player" + std::to_string(i));
        state_ = rules::set_up_snakes(settings_, names, draws_, grid_).value();
    }

    const rules::SnakeState& state() const { return state_; }
    bool is_over() const { return rules::is_over(state_, settings_); }

    std::size_t living() const {
        return static_cast<std::size_t>(std::count_if(state_.snakes.begin(), state_.snakes.end(),
                                                      [](const auto& s) { return s.lives(); }));
    }

    /// Plays a turn, and checks that nobody died of itself who could have lived.
    void play_turn() {
        const std::vector<rules::SnakeMove> moves = decide();
        const rules::SnakeState before = state_;
        const rules::SnakeDraws draws = draws_;
        state_ = after(before, moves, draws_);
        for (std::size_t i = 0; i < state_.snakes.size(); ++i) {
            const auto& out = state_.snakes[i].out;
            if (!out || !before.snakes[i].lives()) continue;
            if (out->cause == rules::cause::wall || out->cause == rules::cause::self)
                needless_ += could_have_lived(before, moves, draws, i) ? 1U : 0U;
        }
    }

    void play(std::uint64_t turns) {
        while (!is_over() && state_.turn < turns)
            play_turn();
    }

    /// How often a snake ran into an edge or itself although another step would have saved it.
    std::size_t needless() const { return needless_; }

  private:
    std::vector<rules::SnakeMove> decide() {
        const players::SnakePosition position = position_of(state_, settings_);
        std::vector<rules::SnakeMove> moves(state_.snakes.size());
        std::size_t living = 0;
        for (std::size_t i = 0; i < moves.size(); ++i) {
            if (state_.snakes[i].lives()) moves[i].direction = players_[i](position, living++);
        }
        return moves;
    }

    rules::SnakeState after(rules::SnakeState state, const std::vector<rules::SnakeMove>& moves,
                            rules::SnakeDraws& draws) {
        rules::play_snake_turn(state, {settings_, moves, draws, grid_});
        return state;
    }

    bool could_have_lived(const rules::SnakeState& before, std::vector<rules::SnakeMove> moves,
                          const rules::SnakeDraws& draws, std::size_t index) {
        return std::any_of(players::all_directions.begin(), players::all_directions.end(),
                           [&](players::Direction direction) {
                               moves[index].direction = direction;
                               rules::SnakeDraws same = draws;
                               return after(before, moves, same).snakes[index].lives();
                           });
    }

    rules::SnakeSettings settings_;
    rules::SnakeDraws draws_;
    rules::SnakeGrid grid_;
    std::vector<Decide> players_;
    rules::SnakeState state_;
    std::size_t needless_ = 0;
};

Decide careful(std::uint64_t seed) {
    return [random = players::Random(seed, 100)](const players::SnakePosition& position,
                                                 std::size_t index) mutable {
        return players::careful_step(position, index, random);
    };
}

/// One of the steps that do not kill at once.
Decide at_random(std::uint64_t seed) {
    return [random = players::Random(seed, 200)](const players::SnakePosition& position,
                                                 std::size_t index) mutable {
        const players::SnakeMap map(position);
        std::vector<players::Direction> legal;
        for (const players::Direction direction : players::all_directions) {
            if (players::look_at(map, index, direction).fate == players::Fate::lives)
                legal.push_back(direction);
        }
        return legal.empty() ? random.direction() : random.one_of(legal);
    };
}

rules::SnakeSettings of_variant(rules::Variant variant) {
    rules::SnakeSettings settings;
    settings.variant = variant;
    return settings;
}

constexpr std::uint64_t seeds = 20;

}  // namespace

TEST_SUITE("careful play") {
    TEST_CASE("nobody runs into an edge or itself while another step is safe") {
        for (const rules::Variant variant :
             {rules::Variant::standard, rules::Variant::wrapped, rules::Variant::royale,
              rules::Variant::constrictor, rules::Variant::wrapped_constrictor}) {
            CAPTURE(static_cast<int>(variant));
            for (std::uint64_t seed = 0; seed < seeds / 4; ++seed) {
                CAPTURE(seed);
                Arena arena(
                    of_variant(variant), seed,
                    {careful(seed), careful(seed + 1), careful(seed + 2), careful(seed + 3)});
                arena.play(200);
                CHECK(arena.needless() == 0);
            }
        }
    }

    TEST_CASE("alone it survives five hundred turns") {
        for (const int size : {11, 19}) {
            CAPTURE(size);
            rules::SnakeSettings settings = of_variant(rules::Variant::solo);
            settings.width = settings.height = size;
            for (std::uint64_t seed = 0; seed < seeds / 2; ++seed) {
                CAPTURE(seed);
                Arena arena(settings, seed, {careful(seed)});
                arena.play(500);
                CHECK(arena.state().turn == 500);
            }
        }
    }

    TEST_CASE("it beats one who moves at random") {
        for (const rules::Variant variant : {rules::Variant::standard, rules::Variant::wrapped,
                                             rules::Variant::royale, rules::Variant::constrictor}) {
            CAPTURE(static_cast<int>(variant));
            std::size_t wins = 0;
            for (std::uint64_t seed = 0; seed < seeds; ++seed) {
                Arena arena(of_variant(variant), seed, {careful(seed), at_random(seed)});
                arena.play(2000);
                wins += arena.is_over() && arena.state().snakes[0].lives() ? 1U : 0U;
            }
            CHECK(wins >= 19);
        }
    }

    TEST_CASE("it survives three who move at random") {
        std::size_t wins = 0;
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            Arena arena(of_variant(rules::Variant::standard), seed,
                        {at_random(seed), at_random(seed + 1), careful(seed), at_random(seed + 2)});
            arena.play(2000);
            wins += arena.is_over() && arena.state().snakes[2].lives() ? 1U : 0U;
        }
        CHECK(wins >= 18);
    }
}
