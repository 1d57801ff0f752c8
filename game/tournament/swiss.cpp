#include "game/tournament/swiss.h"

#include "game/tournament/matching.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace game::tournament {

namespace {

using Players = std::vector<std::size_t>;

/// Makes one round.
class SwissRound {
  public:
    SwissRound(std::vector<std::vector<bool>> possible, std::vector<Score> scores)
        : matching_(std::move(possible)), scores_(std::move(scores)), is_paired_(scores_.size()) {}

    std::vector<Encounter> pair();

  private:
    Players in_order() const;
    void give_bye(const Players& order);
    Players pair_bracket(const Players& floaters, const Players& residents);
    void pair_halves(const Players& bracket);
    bool try_pair(std::size_t player, std::size_t opponent);
    Players unpaired(const Players& players) const;

    /// Also of one who stands for the bye, after the players.
    Matching matching_;
    std::vector<Score> scores_;
    std::vector<bool> is_paired_;
    std::vector<Encounter> encounters_;
};

std::vector<Encounter> SwissRound::pair() {
    if (!matching_.is_perfect()) return {};
    Players order = in_order();
    give_bye(order);
    order = unpaired(order);
    Players floaters;
    for (auto first = order.begin(); first != order.end();) {
        const auto end = std::find_if(first, order.end(), [&](std::size_t player) {
            return scores_[player].points != scores_[*first].points;
        });
        floaters = pair_bracket(floaters, Players(first, end));
        first = end;
    }
    return std::move(encounters_);
}

Players SwissRound::in_order() const {
    Players order(scores_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (scores_[a].points != scores_[b].points) return scores_[a].points > scores_[b].points;
        if (scores_[a].buchholz != scores_[b].buchholz)
            return scores_[a].buchholz > scores_[b].buchholz;
        return a < b;
    });
    return order;
}

void SwissRound::give_bye(const Players& order) {
    if (order.size() % 2 == 0) return;
    const auto player = std::find_if(order.rbegin(), order.rend(), [&](std::size_t one) {
        return matching_.fix(one, order.size());
    });
    if (player != order.rend()) is_paired_[*player] = true;
}

/// Pairs those who came from above, then the residents; returns those who are left over.
Players SwissRound::pair_bracket(const Players& floaters, const Players& residents) {
    for (const std::size_t floater : floaters) {
        for (const std::size_t resident : residents)
            if (try_pair(floater, resident)) break;
    }
    pair_halves(unpaired(residents));
    Players left = unpaired(floaters);
    const Players left_residents = unpaired(residents);
    left.insert(left.end(), left_residents.begin(), left_residents.end());
    return left;
}

/// Tries each pair once. That is enough: a pair that cannot be taken cannot be taken later either,
/// when more pairs are fixed.
void SwissRound::pair_halves(const Players& bracket) {
    const std::size_t half = bracket.size() / 2;
    for (std::size_t i = 0; i < bracket.size(); ++i) {
        const std::size_t first = i < half ? half + i : i + 1;
        bool is_done = is_paired_[bracket[i]];
        for (std::size_t j = first; j < bracket.size() && !is_done; ++j)
            is_done = try_pair(bracket[i], bracket[j]);
        for (std::size_t j = first; j-- > i + 1 && !is_done;)
            is_done = try_pair(bracket[i], bracket[j]);
    }
}

bool SwissRound::try_pair(std::size_t player, std::size_t opponent) {
    if (is_paired_[player] || is_paired_[opponent]) return false;
    if (!matching_.fix(player, opponent)) return false;
    is_paired_[player] = is_paired_[opponent] = true;
    encounters_.push_back({{player, opponent}});
    return true;
}

Players SwissRound::unpaired(const Players& players) const {
    Players left;
    for (const std::size_t player : players)
        if (!is_paired_[player]) left.push_back(player);
    return left;
}

}  // namespace

std::vector<Score> swiss_scores(const PairingSettings& settings,
                                std::span<const PlayedEncounter> played) {
    std::vector<Score> scores(settings.players);
    const std::size_t per_round = settings.players / 2;
    if (per_round == 0) return scores;
    for (std::size_t first = 0; first + per_round <= played.size(); first += per_round) {
        if (settings.players % 2 == 0) break;
        std::vector<bool> is_resting(settings.players, true);
        for (const PlayedEncounter& encounter : played.subspan(first, per_round)) {
            for (const std::size_t player : encounter.players)
                is_resting[player] = false;
        }
        for (std::size_t player = 0; player < settings.players; ++player)
            if (is_resting[player]) ++scores[player].byes;
    }
    for (const PlayedEncounter& encounter : played) {
        for (std::size_t i = 0; i < encounter.points.size(); ++i)
            scores[encounter.players[i]].points += encounter.points[i];
    }
    for (Score& score : scores)
        score.points += static_cast<double>(score.byes);
    for (const PlayedEncounter& encounter : played) {
        for (const std::size_t player : encounter.players) {
            for (const std::size_t other : encounter.players)
                if (other != player) scores[player].buchholz += scores[other].points;
        }
    }
    return scores;
}

std::vector<Encounter> next_swiss_round(const PairingSettings& settings,
                                        std::span<const PlayedEncounter> played) {
    const std::size_t per_round = settings.players / 2;
    if (played.size() % per_round != 0)
        throw std::invalid_argument("a round of the swiss tournament is not complete");
    if (played.size() / per_round >= settings.rounds) return {};
    const std::vector<Score> scores = swiss_scores(settings, played);
    const std::size_t nodes = settings.players + settings.players % 2;
    std::vector<std::vector<bool>> possible(nodes, std::vector<bool>(nodes, true));
    for (std::size_t node = 0; node < nodes; ++node)
        possible[node][node] = false;
    for (const PlayedEncounter& encounter : played) {
        const std::size_t a = encounter.players.at(0);
        const std::size_t b = encounter.players.at(1);
        possible[a][b] = possible[b][a] = false;
    }
    for (std::size_t player = 0; player < settings.players; ++player)
        if (scores[player].byes > 0) possible[player].back() = possible.back()[player] = false;
    return SwissRound(std::move(possible), scores).pair();
}

}  // namespace game::tournament
