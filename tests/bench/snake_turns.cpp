/// How many nanoseconds a turn of the rules `snake` takes with 4 snakes on 11x11:
///     snake_turns MATCHES
/// The moves are those of snakes that go where nothing is. Each match is played twice: first to
/// find its moves, then to measure them.
#include "game/rules/rules.h"
#include "tests/bench/tools.h"

#include <array>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using game::rules::Json;
using game::rules::PlayerMove;
using game::rules::Rules;
using Turn = std::vector<PlayerMove>;
using Square = std::pair<int, int>;

constexpr int size = 11;
const std::vector<std::string> snakes = {"ann", "ben", "zoe", "tom"};

std::unique_ptr<Rules> make_match(std::uint64_t seed) {
    game::rules::Setup setup;
    setup.seed = seed;
    setup.players = snakes;
    game::rules::Problems problems;
    return game::rules::find_rule_set("snake")->make(setup, problems);
}

Json state_of(const Rules& rules) {
    std::string text;
    rules.append_state(text);
    return Json::parse(text);
}

/// The first free square, seen from another side in each turn.
std::string_view find_move(const Json& snake, const std::set<Square>& taken, std::size_t turn) {
    struct Step {
        std::string_view move;
        int x;
        int y;
    };
    constexpr std::array<Step, 4> steps = {{{"N", 0, 1}, {"E", 1, 0}, {"S", 0, -1}, {"W", -1, 0}}};
    const Json& head = snake["body"][0];
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[(turn / 3 + i) % steps.size()];
        const Square to = {head[0].get<int>() + step.x, head[1].get<int>() + step.y};
        const bool is_inside =
            to.first >= 0 && to.first < size && to.second >= 0 && to.second < size;
        if (is_inside && !taken.contains(to)) return step.move;
    }
    return "N";
}

std::vector<Turn> find_moves(std::uint64_t seed) {
    std::vector<Turn> turns;
    const std::unique_ptr<Rules> rules = make_match(seed);
    while (!rules->end_reason()) {
        const Json state = state_of(*rules);
        std::set<Square> taken;
        for (const Json& snake : state["snakes"]) {
            for (const Json& square : snake["body"])
                taken.emplace(square[0].get<int>(), square[1].get<int>());
        }
        Turn& turn = turns.emplace_back();
        for (std::size_t i = 0; i < snakes.size(); ++i) {
            const Json& snake = state["snakes"][i];
            PlayerMove& move = turn.emplace_back();
            move.player = snakes[i];
            move.move = find_move(snake, taken, turns.size() + i);
        }
        rules->play(turn);
    }
    return turns;
}

}  // namespace

int main(int, char** argv) {
    std::int64_t nanoseconds = 0;
    std::size_t turns = 0;
    for (std::int64_t seed = bench::number(argv[1]); seed > 0; --seed) {
        const std::vector<Turn> moves = find_moves(static_cast<std::uint64_t>(seed));
        const std::unique_ptr<Rules> rules = make_match(static_cast<std::uint64_t>(seed));
        const std::int64_t begin = bench::now_ns();
        for (const Turn& turn : moves)
            rules->play(turn);
        nanoseconds += bench::now_ns() - begin;
        turns += moves.size();
    }
    std::printf("%.1f %zu\n", static_cast<double>(nanoseconds) / static_cast<double>(turns), turns);
}
