#include "players/careful.h"

#include "players/longest_path.h"

#include <algorithm>
#include <vector>

namespace players {

namespace {

/// A step that does not kill at once, with all that it is judged by.
struct Step {
    Outlook outlook;
    Reach alone;
    Reach first;   ///< before the others
    int path = 0;  ///< moves
    int head_risk = 0;
};

// Chances, risks and weights are whole numbers, so that every machine finds the same step the best.
constexpr std::int64_t certain = 1000;  // per mille
constexpr std::int64_t chance_weight = 1000;
constexpr std::int64_t territory_weight = 80'000;
constexpr std::int64_t food_weight = 40'000;
constexpr std::int64_t hunger_weight = 150'000;
constexpr std::int64_t unwanted_food_weight = 20'000;

constexpr int health_reserve = 30;      // moves that are left when the snake arrives at its food
constexpr int detour = 10;              // moves; to food that another snake reaches sooner
constexpr std::size_t lead = 2;         // segments; a snake that is longer by so much needs no food
constexpr std::int64_t meeting = 850;   // per mille; that a head makes a step that can kill both
constexpr std::int64_t nearness = 100;  // per mille; the least risk beside such a head

std::int64_t share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? certain * std::clamp<std::int64_t>(part, 0, whole) / whole : 0;
}

/// The snakes on a map, from the view of one.
struct Situation {
    const SnakeMap& map;
    std::size_t snake;

    const Snake& self() const { return map.position().snakes[snake]; }
    bool is_alone() const { return map.position().snakes.size() == 1; }

    std::size_t longest_other() const {
        std::size_t longest = 0;
        for (std::size_t i = 0; i < map.position().snakes.size(); ++i) {
            if (i != snake) longest = std::max(longest, map.position().snakes[i].body.size());
        }
        return longest;
    }
};

std::optional<int> distance_to_food(const Step& step) {
    if (step.first.food) return step.first.food;
    if (step.alone.food) return *step.alone.food + detour;
    return std::nullopt;
}

/// How many steps to food the snake would have from here, by the best of its steps.
std::optional<int> nearest_food(const std::vector<Step>& steps) {
    std::optional<int> nearest;
    for (const Step& step : steps) {
        const std::optional<int> distance = distance_to_food(step);
        if (distance && (!nearest || *distance < *nearest)) nearest = distance;
    }
    return nearest;
}

/// The moves, and squares, that a snake needs: then its body has moved on, and all is different.
int needed_path(const SnakeMap& map, std::size_t snake, int growth) {
    constexpr std::size_t enough = 200;
    const SnakePosition& position = map.position();
    const std::size_t length = position.grows_always ? map.board().size()
                                                     : position.snakes[snake].body.size() +
                                                           static_cast<std::size_t>(growth);
    return static_cast<int>(std::min(length, enough));
}

/// Per mille: to lose all health on squares that hurt.
std::int64_t hazard_risk(const Situation& situation, const Step& step) {
    const SnakeMap& map = situation.map;
    if (!map.hurts(step.outlook.square)) return 0;
    if (!step.alone.first_harmless) return certain - nearness;
    const std::int64_t further = *step.alone.first_harmless - 2;  // hurting squares after this one
    const std::int64_t loss = 1 + map.position().hazard_damage;
    const std::int64_t lost =
        situation.self().health - step.outlook.health + std::max<std::int64_t>(further, 0) * loss;
    if (step.outlook.health <= further * loss) return certain - nearness;
    return share(lost, situation.self().health) / 2;
}

/// Per mille: to starve, while another step would lead to food in time.
std::int64_t starvation_risk(const Step& step, std::optional<int> nearest) {
    if (!nearest || step.outlook.growth > 0) return 0;
    const std::optional<int> distance = distance_to_food(step);
    // The distance counts this step, which the health has paid for.
    if (distance && *distance - 1 <= step.outlook.health) return 0;
    return certain - nearness;
}

/// The chance to survive, in parts of `certain` x `chance_weight`.
std::int64_t survival(const Situation& situation, const Step& step, std::optional<int> nearest) {
    const int needed = needed_path(situation.map, situation.snake, step.outlook.growth);
    std::int64_t chance = certain * chance_weight;
    const auto reduce = [&chance](std::int64_t risk) {
        chance = chance * (certain - std::min(risk, certain)) / certain;
    };
    reduce(certain - share(step.path, needed));
    reduce((certain - share(step.first.room, needed)) * 6 / 10);
    reduce(step.head_risk);
    reduce(hazard_risk(situation, step));
    reduce(starvation_risk(step, nearest));
    return chance;
}

/// What a step is worth beside the chance to survive.
std::int64_t attraction(const Situation& situation, const Step& step, std::optional<int> nearest) {
    const Board& board = situation.map.board();
    std::int64_t worth = territory_weight *
                         share(step.first.harmless, static_cast<std::int64_t>(board.size())) /
                         certain;
    const bool is_hungry = nearest && situation.self().health < *nearest + health_reserve;
    const bool is_shorter = situation.self().body.size() < situation.longest_other() + lead;
    if (is_hungry || (is_shorter && !situation.is_alone())) {
        const std::int64_t farthest = board.width + board.height;
        const std::int64_t distance = distance_to_food(step).value_or(board.width + board.height);
        worth += (is_hungry ? hunger_weight : food_weight) *
                 share(farthest - distance + 1, farthest) / certain;
    } else if (step.outlook.growth > 0) {
        worth -= unwanted_food_weight;
    }
    return worth;
}

/// All steps kill, or seem to.
Direction last_hope(const std::vector<Outlook>& outlooks, Random& random) {
    std::vector<Direction> best;
    for (const Fate fate : {Fate::hits_other, Fate::dies}) {
        for (const Outlook& outlook : outlooks) {
            if (outlook.fate == fate) best.push_back(outlook.direction);
        }
        if (!best.empty()) break;
    }
    return random.one_of(best);
}

}  // namespace

Outlook look_at(const SnakeMap& map, std::size_t snake, Direction direction) {
    const SnakePosition& position = map.position();
    const Snake& self = position.snakes[snake];
    Outlook outlook;
    outlook.direction = direction;
    const std::optional<Square> square = map.board().step(self.head(), direction);
    if (!square) return outlook;
    const SnakeMap::Cell& cell = map.at(*square);
    outlook.square = *square;
    outlook.growth = cell.food;
    outlook.health = self.health - 1;
    if (cell.food > 0) {
        outlook.health = 100;
    } else if (cell.hazards > 0) {
        outlook.health -= cell.hazards * position.hazard_damage;
        outlook.health = std::min(outlook.health, 100);
    }
    if (outlook.health <= 0) return outlook;
    if (cell.free_at <= 1) {
        outlook.fate = Fate::lives;
    } else if (cell.owner != snake) {
        const bool is_own_too =
            std::find(self.body.begin(), self.body.end() - 1, *square) != self.body.end() - 1;
        if (!is_own_too) outlook.fate = Fate::hits_other;
    }
    return outlook;
}

int head_risk(const SnakeMap& map, std::size_t snake, Square square) {
    const std::vector<Snake>& snakes = map.position().snakes;
    std::int64_t risk = 0;
    for (std::size_t i = 0; i < snakes.size(); ++i) {
        if (i == snake || snakes[i].body.size() < snakes[snake].body.size()) continue;
        bool comes_near = false;
        int choices = 0;
        for (const Direction direction : all_directions) {
            const Outlook outlook = look_at(map, i, direction);
            if (outlook.fate != Fate::lives) continue;
            ++choices;
            if (outlook.square == square) comes_near = true;
        }
        if (comes_near) risk += meeting / choices + nearness;
    }
    return static_cast<int>(std::min(risk, certain - nearness));
}

Direction careful_step(const SnakePosition& position, std::size_t snake, Random& random) {
    const SnakeMap map(position);
    std::vector<Outlook> outlooks;
    std::vector<Step> steps;
    for (const Direction direction : all_directions) {
        const Outlook outlook = look_at(map, snake, direction);
        outlooks.push_back(outlook);
        if (outlook.fate != Fate::lives) continue;
        steps.push_back(
            {outlook, reach_alone(map, snake, outlook.square, outlook.growth),
             reach_first(map, snake, outlook.square, outlook.growth),
             longest_path(map, snake, outlook.square, needed_path(map, snake, outlook.growth)),
             head_risk(map, snake, outlook.square)});
    }
    if (steps.empty()) return last_hope(outlooks, random);

    const Situation situation{map, snake};
    const std::optional<int> nearest = nearest_food(steps);
    std::vector<Direction> best;
    std::int64_t most = 0;
    for (const Step& step : steps) {
        const std::int64_t worth =
            survival(situation, step, nearest) + attraction(situation, step, nearest);
        if (best.empty() || worth > most) {
            best.clear();
            most = worth;
        }
        if (worth == most) best.push_back(step.outlook.direction);
    }
    return random.one_of(best);
}

}  // namespace players
