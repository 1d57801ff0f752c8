#include "players/canvas.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace players {

namespace {

/// The number of steps between two squares.
int distance(const Board& board, Square from, Square to) {
    const auto along = [&board](int difference, int size) {
        const int straight = std::abs(difference);
        return board.wraps ? std::min(straight, size - straight) : straight;
    };
    return along(to.x - from.x, board.width) + along(to.y - from.y, board.height);
}

/// The number of steps from there to the nearest square that is not the painter's.
int distance_to_work(const Canvas& canvas, char letter, Square from) {
    int nearest = std::numeric_limits<int>::max();
    for (int y = 0; y < canvas.board.height; ++y) {
        for (int x = 0; x < canvas.board.width; ++x) {
            if (canvas.owner({x, y}) == letter) continue;
            nearest = std::min(nearest, distance(canvas.board, from, {x, y}));
        }
    }
    return nearest;
}

bool can_be_contested(const Canvas& canvas, std::size_t painter, Square square) {
    for (std::size_t i = 0; i < canvas.painters.size(); ++i) {
        if (i != painter && distance(canvas.board, canvas.painters[i].at, square) == 1) return true;
    }
    return false;
}

}  // namespace

Direction paint_step(const Canvas& canvas, std::size_t painter, Random& random) {
    const Painter& self = canvas.painters[painter];
    std::vector<Direction> best;
    int least = std::numeric_limits<int>::max();
    for (const Direction direction : all_directions) {
        const std::optional<Square> to = canvas.board.step(self.at, direction);
        if (!to) continue;
        const int steps = distance_to_work(canvas, self.letter, *to);
        if (steps == std::numeric_limits<int>::max()) continue;
        const int cost = 2 * steps + (can_be_contested(canvas, painter, *to) ? 1 : 0);
        if (cost < least) best.clear();
        least = std::min(least, cost);
        if (cost == least) best.push_back(direction);
    }
    if (best.empty()) return random.direction();
    return random.one_of(best);
}

}  // namespace players
