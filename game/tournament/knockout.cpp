#include "game/tournament/knockout.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>

namespace game::tournament {

namespace {

/// Two seeds that meet in the bracket.
struct Pairing {
    std::size_t first = 0;
    std::size_t second = 0;
    double lead = 0;  ///< by how many points the first one leads

    bool is_tied() const { return lead == 0; }
    std::size_t winner() const {
        if (is_tied()) return std::min(first, second);
        return lead > 0 ? first : second;
    }
};

/// Plays the bracket again, as far as it was played.
class Bracket {
  public:
    Bracket(const PairingSettings& settings, std::span<const PlayedEncounter> played)
        : players_(settings.players), rounds_(settings.rounds), played_(played) {}

    std::vector<Encounter> next_wave();

  private:
    std::vector<Encounter> play_round(std::vector<Pairing>& pairings);
    bool take(std::vector<Pairing*>& pairings, std::size_t times);

    std::size_t players_;
    std::size_t rounds_;
    std::span<const PlayedEncounter> played_;  ///< those that are not taken yet
};

std::vector<Encounter> encounters_of(const std::vector<Pairing*>& pairings, std::size_t times) {
    std::vector<Encounter> wave;
    for (std::size_t i = 0; i < times; ++i) {
        for (const Pairing* pairing : pairings)
            wave.push_back({{pairing->first, pairing->second}});
    }
    return wave;
}

/// Adds the results of a wave to its pairings; false if it was not played.
bool Bracket::take(std::vector<Pairing*>& pairings, std::size_t times) {
    if (played_.empty()) return false;
    if (played_.size() < pairings.size() * times)
        throw std::invalid_argument("a round of the knockout is not complete");
    for (std::size_t i = 0; i < times; ++i) {
        for (Pairing* pairing : pairings) {
            const PlayedEncounter& encounter = played_.front();
            if (encounter.players != std::vector<std::size_t>{pairing->first, pairing->second})
                throw std::invalid_argument("an encounter is not of the bracket");
            if (!encounter.points.empty())
                pairing->lead += encounter.points.at(0) - encounter.points.at(1);
            played_ = played_.subspan(1);
        }
    }
    return true;
}

/// What of the round is to be played; nothing if all of it was.
std::vector<Encounter> Bracket::play_round(std::vector<Pairing>& pairings) {
    std::vector<Pairing*> open;
    open.reserve(pairings.size());
    for (Pairing& pairing : pairings)
        open.push_back(&pairing);
    std::size_t times = rounds_;
    for (std::size_t wave = 0; wave <= most_extra_encounters && !open.empty(); ++wave) {
        if (!take(open, times)) return encounters_of(open, times);
        std::erase_if(open, [](const Pairing* pairing) { return !pairing->is_tied(); });
        times = 1;
    }
    return {};
}

std::vector<Encounter> Bracket::next_wave() {
    std::vector<std::size_t> lines = bracket_seeds(std::bit_ceil(players_));
    while (lines.size() > 1) {
        std::vector<Pairing> pairings;
        for (std::size_t i = 0; i < lines.size(); i += 2) {
            if (std::max(lines[i], lines[i + 1]) < players_)
                pairings.push_back({lines[i], lines[i + 1]});
        }
        std::vector<Encounter> wave = play_round(pairings);
        if (!wave.empty()) return wave;
        std::vector<std::size_t> winners;
        auto pairing = pairings.begin();
        for (std::size_t i = 0; i < lines.size(); i += 2) {
            const bool is_bye = std::max(lines[i], lines[i + 1]) >= players_;
            winners.push_back(is_bye ? std::min(lines[i], lines[i + 1]) : (pairing++)->winner());
        }
        lines = winners;
    }
    if (!played_.empty()) throw std::invalid_argument("encounters after the end of the knockout");
    return {};
}

}  // namespace

std::vector<std::size_t> bracket_seeds(std::size_t size) {
    std::vector<std::size_t> seeds = {0};
    while (seeds.size() < size) {
        std::vector<std::size_t> next;
        for (const std::size_t seed : seeds) {
            next.push_back(seed);
            next.push_back(seeds.size() * 2 - 1 - seed);
        }
        seeds = next;
    }
    return seeds;
}

std::vector<Encounter> next_knockout_wave(const PairingSettings& settings,
                                          std::span<const PlayedEncounter> played) {
    return Bracket(settings, played).next_wave();
}

}  // namespace game::tournament
