#include "game/rules/paint_rules.h"

#include "game/rules/json_parts.h"
#include "game/rules/paint.h"
#include "game/rules/paint_json.h"

#include <algorithm>

#include <fmt/format.h>

namespace game::rules {

namespace {

constexpr std::uint64_t lockstep_turns = 200;

class PaintRules : public Rules {
  public:
    PaintRules(const Setup& setup, const PaintSettings& settings, PaintState state)
        : settings_(settings),
          mode_(setup.mode),
          turns_(setup.turns),
          draws_(setup.seed),
          state_(std::move(state)),
          first_turn_(state_.turn) {
        if (mode_ == Mode::lockstep && !turns_) turns_ = lockstep_turns;
        for (const std::string& player : setup.players) {
            const auto index = find(player);
            if (!index || state_.players[*index].has_left) add_painter(state_, player, draws_);
            names_.push_back(player);
        }
    }

    std::uint64_t turn() const override { return state_.turn; }

    std::optional<std::string_view> end_reason() const override {
        if (turns_ && state_.turn - first_turn_ >= *turns_) return "last turn";
        if (mode_ == Mode::lockstep && asked().empty()) return "none left";
        return std::nullopt;
    }

    std::vector<std::string_view> asked() const override {
        std::vector<std::string_view> names;
        for (const Painter& painter : state_.players) {
            if (!painter.has_left) names.emplace_back(painter.name);
        }
        return names;
    }

    void play(std::span<const PlayerMove> moves) override {
        illegal_.clear();
        for (const PlayerMove& move : moves) {
            if (move.is_out) remove(move.player);
        }
        std::vector<std::optional<Direction>> directions(state_.players.size());
        for (const PlayerMove& move : moves) {
            const auto index = find(move.player);
            if (!index || move.is_out || move.move.empty()) continue;
            directions[*index] = read_direction(move.move);
            if (!directions[*index] && !state_.players[*index].has_left) {
                illegal_.emplace_back(move.player);
            }
        }
        play_paint_turn(state_, settings_, directions);
    }

    std::vector<Event> events() const override {
        std::vector<Event> events;
        for (const Painter& painter : state_.players) {
            if (std::find(illegal_.begin(), illegal_.end(), painter.name) != illegal_.end()) {
                events.push_back({painter.name, "", "", "must be N, E, S or W"});
            }
        }
        return events;
    }

    std::vector<Rank> ranks() const override {
        std::vector<Rank> ranks;
        for (const std::string& name : names_) {
            const auto index = find(name);
            ranks.push_back({name, 0, index ? state_.players[*index].cells : 0});
        }
        rank_by_score(ranks);
        return ranks;
    }

    std::optional<std::string> join(std::string_view player) override {
        if (mode_ == Mode::lockstep) return "nobody can join in lockstep";
        const std::string name(player);
        const auto index = find(name);
        if (index && !state_.players[*index].has_left) {
            return fmt::format("{} is there already", name);
        }
        if (!add_painter(state_, name, draws_)) {
            return fmt::format("all {} letters of players are in use", paint_letters.size());
        }
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
        return std::nullopt;
    }

    void leave(std::string_view player) override {
        if (mode_ == Mode::ticks) remove(player);
    }

    void append_settings(std::string& out) const override { append_paint_settings(out, settings_); }
    void append_state(std::string& out) const override { append_paint_state(out, state_); }
    void append_rows(std::string& out) const override { append_paint_rows(out, state_); }

  private:
    std::optional<std::size_t> find(std::string_view name) const {
        const auto found = std::find_if(state_.players.begin(), state_.players.end(),
                                        [name](const Painter& p) { return p.name == name; });
        if (found == state_.players.end()) return std::nullopt;
        return static_cast<std::size_t>(found - state_.players.begin());
    }

    void remove(std::string_view name) {
        if (const auto index = find(name)) remove_painter(state_, *index);
    }

    PaintSettings settings_;
    Mode mode_;
    std::optional<std::uint64_t> turns_;
    PaintDraws draws_;
    PaintState state_;
    std::uint64_t first_turn_;        ///< of the initial state
    std::vector<std::string> names_;  ///< of all players so far, in the order of joining
    std::vector<std::string> illegal_;
};

}  // namespace

std::unique_ptr<Rules> make_paint_rules(const Setup& setup, Problems& problems) {
    PaintSettings settings = read_paint_settings(setup, problems);
    PaintState state;
    if (setup.start != nullptr) {
        state = read_paint_state(setup, settings, problems);
    } else {
        state = empty_canvas(settings);
    }
    const auto is_new = [&state](const std::string& name) {
        return std::none_of(state.players.begin(), state.players.end(),
                            [&name](const Painter& painter) { return painter.name == name; });
    };
    const auto joining =
        static_cast<std::size_t>(std::count_if(setup.players.begin(), setup.players.end(), is_new));
    if (state.players.size() + joining > paint_letters.size()) {
        problems.add(setup.players_place, [] {
            return fmt::format("at most {} players can take part", paint_letters.size());
        });
    }
    if (!problems.none()) return nullptr;
    return std::make_unique<PaintRules>(setup, settings, std::move(state));
}

}  // namespace game::rules
