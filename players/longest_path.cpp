#include "players/longest_path.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace players {

namespace {

/// A search in depth. It tries squares with few ways out first, which keeps the others free, and so
/// mostly finds a long path at once.
class PathSearch {
  public:
    PathSearch(const SnakeMap& map, std::size_t snake, int wanted)
        : map_(map), snake_(snake), wanted_(wanted), is_on_path_(map.board().size()) {}

    int run(Square first) {
        search(first, 1, 0);
        return longest_;
    }

  private:
    static constexpr int most_steps = 400;

    struct Way {
        Square to;
        int ways_out = 0;
    };

    /// `growth`: by the food that was eaten before this square.
    void search(Square at, int moves, int growth) {
        ++steps_;
        longest_ = std::max(longest_, moves);
        if (is_done()) return;
        const std::size_t index = map_.board().index(at);
        is_on_path_[index] = true;
        growth += map_.at(at).food;
        std::array<Way, 4> ways;
        const std::size_t count = find_ways(at, moves + 1, growth, ways);
        for (std::size_t i = 0; i < count && !is_done(); ++i)
            search(ways.at(i).to, moves + 1, growth);
        is_on_path_[index] = false;
    }

    bool is_done() const { return longest_ >= wanted_ || steps_ >= most_steps; }

    /// The squares that the snake can enter from there, those with the fewest ways out first.
    std::size_t find_ways(Square at, int move, int growth, std::array<Way, 4>& ways) const {
        std::size_t count = 0;
        for (const Direction direction : all_directions) {
            const std::optional<Square> to = map_.board().step(at, direction);
            if (!to || !can_enter(*to, move, growth)) continue;
            Way way{*to, 0};
            for (const Direction further : all_directions) {
                const std::optional<Square> next = map_.board().step(*to, further);
                if (next && can_enter(*next, move + 1, growth)) ++way.ways_out;
            }
            std::size_t place = count++;
            for (; place > 0 && ways.at(place - 1).ways_out > way.ways_out; --place)
                ways.at(place) = ways.at(place - 1);
            ways.at(place) = way;
        }
        return count;
    }

    bool can_enter(Square square, int move, int growth) const {
        return !is_on_path_[map_.board().index(square)] &&
               map_.free_at(square, snake_, growth) <= move;
    }

    const SnakeMap& map_;
    std::size_t snake_;
    int wanted_;
    std::vector<bool> is_on_path_;
    int longest_ = 0;
    int steps_ = 0;
};

}  // namespace

int longest_path(const SnakeMap& map, std::size_t snake, Square first, int wanted) {
    return PathSearch(map, snake, wanted).run(first);
}

}  // namespace players
