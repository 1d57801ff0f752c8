#include "game/rules/snake_rules.h"

#include "game/rules/json_parts.h"
#include "game/rules/snake.h"
#include "game/rules/snake_json.h"
#include "game/rules/snake_setup.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include <fmt/format.h>

namespace game::rules {

namespace {

class SnakeRules : public Rules {
  public:
    SnakeRules(const Setup& setup, const SnakeSettings& settings)
        : settings_(settings), mode_(setup.mode), turns_(setup.turns), draws_(setup.seed) {
        for (const std::string& player : setup.players)
            enter(player);
    }

    /// Begins with a state. Players without a snake in it join. False if there is no room.
    bool begin(SnakeState state) {
        state_ = std::move(state);
        first_turn_ = state_.turn;
        index_snakes();
        for (const Entrant& entrant : entrants_) {
            if (!snake_of_.contains(entrant.name)) place_or_wait(entrant.name);
        }
        note_lengths();
        return mode_ == Mode::ticks || waiting_.empty();
    }

    /// Begins with the rules' own set-up. False if there is no room.
    bool begin() {
        if (mode_ == Mode::ticks) return begin(empty_board(settings_));
        std::vector<std::string> names;
        names.reserve(entrants_.size());
        for (const Entrant& entrant : entrants_)
            names.push_back(entrant.name);
        std::optional<SnakeState> state = set_up_snakes(settings_, names, draws_, grid_);
        return state && begin(*std::move(state));
    }

    std::uint64_t turn() const override { return state_.turn; }

    std::optional<std::string_view> end_reason() const override {
        if (mode_ == Mode::lockstep && is_over(state_, settings_)) {
            const bool is_one_left = std::any_of(state_.snakes.begin(), state_.snakes.end(),
                                                 [](const Snake& snake) { return snake.lives(); });
            return is_one_left ? "one left" : "none left";
        }
        if (turns_ && state_.turn - first_turn_ >= *turns_) return "last turn";
        return std::nullopt;
    }

    std::vector<std::string_view> asked() const override {
        std::vector<std::string_view> names;
        for (const Snake& snake : state_.snakes) {
            if (snake.lives() || can_come_back(snake)) names.emplace_back(snake.name);
        }
        return names;
    }

    void play(std::span<const PlayerMove> moves) override {
        moves_.assign(state_.snakes.size(), SnakeMove());
        is_illegal_.assign(state_.snakes.size(), false);
        for (const PlayerMove& move : moves)
            take(move);
        const std::vector<std::size_t> returning = find_returning();
        play_snake_turn(state_, {settings_, moves_, draws_, grid_});
        for (const std::size_t index : returning)
            bring_back(state_, settings_, index, draws_, grid_);
        place_waiting();
        note_lengths();
    }

    std::vector<Event> events() const override {
        std::vector<Event> events;
        for (std::size_t i = 0; i < std::min(moves_.size(), state_.snakes.size()); ++i) {
            const Snake& snake = state_.snakes[i];
            if (is_illegal_[i]) events.push_back({snake.name, "", "", "must be N, E, S or W"});
            if (snake.out && snake.out->turn == state_.turn && !moves_[i].departure) {
                events.push_back({snake.name, snake.out->cause, snake.out->by, ""});
            }
        }
        return events;
    }

    std::vector<Rank> ranks() const override {
        std::vector<Rank> ranks;
        ranks.reserve(entrants_.size());
        for (const Entrant& entrant : entrants_)
            ranks.push_back({entrant.name, 0, standing(entrant)});
        rank_by_score(ranks);
        if (mode_ == Mode::ticks) return ranks;
        for (Rank& rank : ranks)
            rank.score = state_.snakes[snake_of_.at(rank.player)].body.size();
        return ranks;
    }

    std::optional<std::string> join(std::string_view player) override {
        if (mode_ == Mode::lockstep) return "nobody can join in lockstep";
        const std::string name(player);
        if (snake_of_.contains(name) ||
            std::find(waiting_.begin(), waiting_.end(), name) != waiting_.end()) {
            return fmt::format("{} is there already", name);
        }
        enter(name);
        place_or_wait(name);
        note_lengths();
        return std::nullopt;
    }

    void leave(std::string_view player) override {
        if (mode_ == Mode::lockstep) return;
        std::erase(waiting_, player);
        const auto found = snake_of_.find(std::string(player));
        if (found == snake_of_.end()) return;
        const auto index = static_cast<std::ptrdiff_t>(found->second);
        state_.snakes.erase(state_.snakes.begin() + index);
        if (found->second < moves_.size()) {
            moves_.erase(moves_.begin() + index);
            is_illegal_.erase(is_illegal_.begin() + index);
        }
        index_snakes();
    }

    void append_settings(std::string& out) const override { append_snake_settings(out, settings_); }
    void append_state(std::string& out) const override { append_snake_state(out, state_); }
    void append_rows(std::string& out) const override { append_snake_rows(out, state_); }

  private:
    /// A player who takes or took part.
    struct Entrant {
        std::string name;
        std::size_t longest = 0;  ///< the greatest length of its snake so far
    };

    void enter(const std::string& name) {
        if (entrant_of_.try_emplace(name, entrants_.size()).second) entrants_.push_back({name});
    }

    void index_snakes() {
        snake_of_.clear();
        for (std::size_t i = 0; i < state_.snakes.size(); ++i)
            snake_of_.emplace(state_.snakes[i].name, i);
    }

    void place_or_wait(const std::string& name) {
        if (waiting_.empty() && add_snake(state_, settings_, name, draws_, grid_)) {
            snake_of_.emplace(name, state_.snakes.size() - 1);
        } else {
            waiting_.push_back(name);
        }
    }

    void place_waiting() {
        while (!waiting_.empty() && add_snake(state_, settings_, waiting_.front(), draws_, grid_)) {
            snake_of_.emplace(waiting_.front(), state_.snakes.size() - 1);
            waiting_.pop_front();
        }
    }

    void take(const PlayerMove& move) {
        const auto found = snake_of_.find(std::string(move.player));
        if (found == snake_of_.end()) return;
        const std::size_t index = found->second;
        if (move.is_out) {
            const std::string_view cause = move.cause.empty() ? cause::left : move.cause;
            moves_[index].departure = {std::string(cause), std::string(move.by), 0};
            return;
        }
        if (move.move.empty()) return;
        moves_[index].direction = read_direction(move.move);
        is_illegal_[index] = state_.snakes[index].lives() && !moves_[index].direction;
    }

    /// The eliminated snakes that this turn's moves bring back.
    std::vector<std::size_t> find_returning() const {
        std::vector<std::size_t> returning;
        for (std::size_t i = 0; i < state_.snakes.size(); ++i) {
            if (moves_[i].direction && can_come_back(state_.snakes[i])) returning.push_back(i);
        }
        return returning;
    }

    /// True if a move in the open turn brings the snake back.
    bool can_come_back(const Snake& snake) const {
        if (mode_ != Mode::ticks || snake.lives() || !settings_.respawn) return false;
        return state_.turn + 1 >= snake.out->turn + static_cast<std::uint64_t>(*settings_.respawn);
    }

    void note_lengths() {
        if (mode_ == Mode::lockstep) return;
        for (const Snake& snake : state_.snakes) {
            const auto found = entrant_of_.find(snake.name);
            if (found == entrant_of_.end()) continue;
            std::size_t& longest = entrants_[found->second].longest;
            longest = std::max(longest, snake.body.size());
        }
    }

    /// What a player is ranked by: in lockstep the turn of its elimination.
    std::uint64_t standing(const Entrant& entrant) const {
        if (mode_ == Mode::ticks) return entrant.longest;
        const Snake& snake = state_.snakes[snake_of_.at(entrant.name)];
        return snake.out ? snake.out->turn : static_cast<std::uint64_t>(max_turn) * 2;
    }

    SnakeSettings settings_;
    Mode mode_;
    std::optional<std::uint64_t> turns_;
    std::uint64_t first_turn_ = 0;  ///< of the initial state
    SnakeDraws draws_;
    SnakeGrid grid_;
    SnakeState state_;
    std::vector<Entrant> entrants_;  ///< in the order of joining
    std::unordered_map<std::string, std::size_t> entrant_of_;
    std::unordered_map<std::string, std::size_t> snake_of_;
    std::deque<std::string> waiting_;  ///< ticks: for a free square

    // Of the latest turn, by snake:
    std::vector<SnakeMove> moves_;
    std::vector<bool> is_illegal_;
};

}  // namespace

std::unique_ptr<Rules> make_snake_rules(const Setup& setup, Problems& problems) {
    SnakeSettings settings = read_snake_settings(setup, problems);
    std::optional<SnakeState> start;
    if (setup.start != nullptr) start = read_snake_state(setup, settings, problems);
    if (!problems.none()) return nullptr;
    auto rules = std::make_unique<SnakeRules>(setup, settings);
    const bool has_room = start ? rules->begin(*std::move(start)) : rules->begin();
    if (has_room) return rules;
    const bool is_narrow = settings.width <= settings.height;
    problems.add_no_room(setup.settings_place.member(is_narrow ? "width" : "height"), [&] {
        return fmt::format("{} is too small for {} players",
                           is_narrow ? settings.width : settings.height, setup.players.size());
    });
    return nullptr;
}

}  // namespace game::rules
