#include "game/view/snake_path.h"

namespace game::view {

namespace {

unsigned int opposite(unsigned int side) {
    return side >= to_south ? side >> 2U : side << 2U;
}

/// On which side of `from` the neighbour `to` is, over an edge of the board too; 0 if it is none.
unsigned int side_of(BoardSquare from, BoardSquare to, const SnakeBoard& board) {
    int east = to.x - from.x;
    int north = to.y - from.y;
    if (board.width > 2 && (east == board.width - 1 || east == 1 - board.width)) {
        east = east > 0 ? -1 : 1;
    }
    if (board.height > 2 && (north == board.height - 1 || north == 1 - board.height)) {
        north = north > 0 ? -1 : 1;
    }
    if (north == 0 && east == 1) return to_east;
    if (north == 0 && east == -1) return to_west;
    if (east == 0 && north == 1) return to_north;
    if (east == 0 && north == -1) return to_south;
    return 0;
}

}  // namespace

std::size_t index_of_side(unsigned int side) {
    switch (side) {
        case to_east:
            return 1;
        case to_south:
            return 2;
        case to_west:
            return 3;
        default:
            return 0;
    }
}

SnakePath path_of(const std::vector<BoardSquare>& body, const SnakeBoard& board) {
    SnakePath path;
    unsigned int to_head = 0;
    for (std::size_t i = 0; i < body.size();) {
        std::size_t next = i + 1;
        while (next < body.size() && body[next] == body[i])
            ++next;
        const unsigned int to_tail = next < body.size() ? side_of(body[i], body[next], board) : 0;
        if (i > 0) {
            path.squares.push_back({body[i], to_head | to_tail, next == body.size(), next > i + 1});
        } else if (to_tail != 0) {
            path.looks = opposite(to_tail);
            path.head_sides = to_tail;
        }
        to_head = to_tail == 0 ? 0 : opposite(to_tail);
        i = next;
    }
    return path;
}

}  // namespace game::view
