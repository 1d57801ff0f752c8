#include "game/view/match_story.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t kept_turns = 200;
constexpr std::size_t kept_outs = 50;

template <class Value>
void keep(std::deque<Value>& history, Value value) {
    history.push_back(std::move(value));
    if (history.size() > kept_turns) history.pop_front();
}

/// True if `left` is better than `right`.
bool is_better(const PlayerRow& left, const PlayerRow& right) {
    if (left.final_rank && right.final_rank) return *left.final_rank < *right.final_rank;
    if (left.out.has_value() != right.out.has_value()) return !left.out;
    if (left.out) return left.out->turn > right.out->turn;
    return left.score.value_or(0) > right.score.value_or(0);
}

}  // namespace

std::string describe_out(const PlayerEvent& event) {
    return event.by.empty()
               ? fmt::format("{} is out - {}", event.player, event.cause)
               : fmt::format("{} is out - {}, {}", event.player, event.cause, event.by);
}

void MatchStory::begin(const MatchEvent& event) {
    *this = {};
    has_begun_ = true;
    built_in_ = event.rules;
    rules_ = describe_rules(event.rules, event.referee);
    mode_ = event.mode;
    tick_ = event.tick;
    turn_limit_ = event.turn_limit;
    turns_ = event.turns;
    for (const MatchPlayer& player : event.players)
        join(player);
    read_state(event.state, event.rows);
}

void MatchStory::join(const MatchPlayer& player) {
    const std::optional<std::size_t> known = find(player.name);
    if (known) {
        players_[*known].worker = player.worker;
        players_[*known].out.reset();
        return;
    }
    PlayerRow row;
    row.name = player.name;
    row.worker = player.worker;
    players_.push_back(std::move(row));
}

void MatchStory::play(const TurnEvent& event) {
    turn_ = event.turn;
    for (const PlayerTurn& move : event.moves) {
        const std::optional<std::size_t> index = find(move.player);
        if (!index) continue;
        PlayerRow& player = players_[*index];
        player.has_played = true;
        player.status = move.status;
        player.seconds = move.seconds;
        if (!move.move.empty()) player.move = move.move;
        player.say = move.say;
        keep(player.times, move.seconds);
    }
    for (const PlayerEvent& what : event.events) {
        const std::optional<std::size_t> index = find(what.player);
        if (!index || what.cause.empty()) continue;
        players_[*index].out = PlayerOut{what.cause, what.by, event.turn};
        outs_.push_back({event.turn, describe_out(what)});
        if (outs_.size() > kept_outs) outs_.pop_front();
    }
    for (const MatchPlayer& player : event.joined)
        join(player);
    for (const std::string& name : event.left) {
        const std::optional<std::size_t> index = find(name);
        if (index && !players_[*index].out) {
            players_[*index].out = PlayerOut{"left", "", event.turn};
        }
    }
    read_state(event.state, event.rows);
}

void MatchStory::read_state(std::string_view state, std::string_view rows) {
    board_ = read_board(built_in_, state, rows);
    if (const auto* const snakes = std::get_if<SnakeBoard>(&board_)) {
        for (const BoardSnake& snake : snakes->snakes) {
            const std::optional<std::size_t> index = find(snake.name);
            if (!index) continue;
            players_[*index].score = static_cast<std::int64_t>(snake.body.size());
            players_[*index].health = snake.health;
            if (!snake.is_out) players_[*index].out.reset();
        }
    } else if (const auto* const paint = std::get_if<PaintBoard>(&board_)) {
        for (const BoardPainter& painter : paint->painters) {
            const std::optional<std::size_t> index = find(painter.name);
            if (index) players_[*index].score = painter.cells;
        }
    }
    for (PlayerRow& player : players_) {
        if (player.score && !player.out) keep(player.scores, *player.score);
    }
}

void MatchStory::finish(const ResultEvent& event) {
    is_over_ = true;
    is_void_ = event.is_void;
    reason_ = event.reason;
    for (const MatchRank& rank : event.ranks) {
        const std::optional<std::size_t> index = find(rank.player);
        if (!index) continue;
        players_[*index].final_rank = rank.rank;
        players_[*index].final_score = rank.score;
    }
}

std::size_t MatchStory::living() const {
    return static_cast<std::size_t>(
        std::count_if(players_.begin(), players_.end(),
                      [](const PlayerRow& player) { return !player.out.has_value(); }));
}

std::vector<std::uint64_t> MatchStory::ranks() const {
    std::vector<std::uint64_t> ranks;
    ranks.reserve(players_.size());
    for (const PlayerRow& player : players_) {
        const auto better =
            std::count_if(players_.begin(), players_.end(),
                          [&player](const PlayerRow& other) { return is_better(other, player); });
        ranks.push_back(player.final_rank.value_or(static_cast<std::uint64_t>(better) + 1));
    }
    return ranks;
}

std::vector<std::size_t> MatchStory::shown_order() const {
    std::vector<std::size_t> order(players_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::vector<std::uint64_t> ranks = this->ranks();
    // Equals keep their order.
    const auto key = [&](std::size_t index) {
        return std::pair(players_[index].out ? ranks[index] : std::uint64_t{0}, index);
    };
    std::sort(order.begin(), order.end(),
              [&key](std::size_t left, std::size_t right) { return key(left) < key(right); });
    return order;
}

std::optional<std::size_t> MatchStory::player_of(std::uint64_t worker) const {
    const auto found =
        std::find_if(players_.begin(), players_.end(),
                     [worker](const PlayerRow& player) { return player.worker == worker; });
    if (found == players_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - players_.begin());
}

std::optional<std::size_t> MatchStory::find(std::string_view name) const {
    const auto found =
        std::find_if(players_.begin(), players_.end(),
                     [name](const PlayerRow& player) { return player.name == name; });
    if (found == players_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - players_.begin());
}

}  // namespace game::view
