#include "players/snake_map.h"

#include <algorithm>

namespace players {

SnakeMap::SnakeMap(const SnakePosition& position)
    : position_(position), cells_(position.board.size()) {
    const auto cell = [this](Square square) -> Cell* {
        return board().has(square) ? &cells_[board().index(square)] : nullptr;
    };
    constexpr int most = 100;  // on one square; more make no difference
    for (const Square square : position.food) {
        if (Cell* const found = cell(square)) found->food = std::min(found->food + 1, most);
    }
    for (const Square square : position.hazards) {
        if (Cell* const found = cell(square)) found->hazards = std::min(found->hazards + 1, most);
    }
    for (std::size_t snake = 0; snake < position.snakes.size(); ++snake) {
        const std::vector<Square>& body = position.snakes[snake].body;
        for (std::size_t i = 0; i < body.size(); ++i) {
            Cell* const found = cell(body[i]);
            if (found == nullptr) continue;
            int free_at = static_cast<int>(body.size() - i);
            if (position.grows_always && free_at > 1) free_at = never;
            if (free_at > found->free_at) {
                found->free_at = free_at;
                found->owner = snake;
            }
        }
    }
}

namespace {

/// A snake that spreads over all squares that it can reach, one step with each move.
struct Spreading {
    std::size_t snake;
    std::size_t length;
    std::vector<Square> edge;  ///< what it reached with the latest move
};

/// Spreads snakes over a board at the same time, move by move.
class Spread {
  public:
    Spread(const SnakeMap& map, std::size_t snake, Square first, int growth)
        : map_(map), claims_(map.board().size()), growth_(growth) {
        const std::size_t length = map.position().snakes[snake].body.size();
        spreading_.push_back({snake, length, {first}});
        claims_[map.board().index(first)] = {1, 0, SnakeMap::nobody};
        count(first, 1);
    }

    void add_others() {
        const std::vector<Snake>& snakes = map_.position().snakes;
        for (std::size_t i = 0; i < snakes.size(); ++i) {
            if (i == spreading_.front().snake || !map_.board().has(snakes[i].head())) continue;
            spreading_.push_back({i, snakes[i].body.size(), {snakes[i].head()}});
        }
    }

    Reach run() {
        for (int move = 1;; ++move) {
            // The first step of the snake itself is given.
            for (std::size_t i = move == 1 ? 1 : 0; i < spreading_.size(); ++i)
                spread(i, move);
            if (claimed_.empty() && move > 1) return reach_;
            take_claimed(move);
        }
    }

  private:
    static constexpr std::size_t contested = SnakeMap::nobody;

    struct Claim {
        int move = 0;  ///< 0: nobody can reach it so far
        std::size_t by = contested;
        std::size_t length = 0;
    };

    void spread(std::size_t index, int move) {
        for (const Square from : spreading_[index].edge) {
            for (const Direction direction : all_directions) {
                if (const auto to = map_.board().step(from, direction)) claim(*to, index, move);
            }
        }
    }

    void claim(Square square, std::size_t index, int move) {
        Claim& claim = claims_[map_.board().index(square)];
        if (claim.move != 0 && claim.move < move) return;
        const std::size_t snake = spreading_.front().snake;
        if (map_.free_at(square, snake, growth_) > move) return;
        const std::size_t length = spreading_[index].length;
        if (claim.move == 0) {
            claim = {move, index, length};
            claimed_.push_back(square);
        } else if (claim.by != index && length >= claim.length) {
            claim.by = length == claim.length ? contested : index;
            claim.length = length;
        }
    }

    void take_claimed(int move) {
        for (std::size_t i = move == 1 ? 1 : 0; i < spreading_.size(); ++i)
            spreading_[i].edge.clear();
        for (const Square square : claimed_) {
            const Claim& claim = claims_[map_.board().index(square)];
            if (claim.by == contested) continue;
            spreading_[claim.by].edge.push_back(square);
            if (claim.by == 0) count(square, move);
        }
        claimed_.clear();
    }

    void count(Square square, int move) {
        ++reach_.room;
        if (map_.at(square).food > 0 && !reach_.food) reach_.food = move;
        if (map_.hurts(square)) return;
        ++reach_.harmless;
        if (!reach_.first_harmless) reach_.first_harmless = move;
    }

    const SnakeMap& map_;
    std::vector<Claim> claims_;
    std::vector<Square> claimed_;       ///< with the move that is spread now
    std::vector<Spreading> spreading_;  ///< the first is the one whose reach is wanted
    int growth_;
    Reach reach_;
};

}  // namespace

Reach reach_alone(const SnakeMap& map, std::size_t snake, Square first, int growth) {
    return Spread(map, snake, first, growth).run();
}

Reach reach_first(const SnakeMap& map, std::size_t snake, Square first, int growth) {
    Spread spread(map, snake, first, growth);
    spread.add_others();
    return spread.run();
}

}  // namespace players
