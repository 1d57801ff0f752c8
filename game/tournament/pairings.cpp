#include "game/tournament/pairings.h"

#include "game/tournament/knockout.h"
#include "game/tournament/schedules.h"
#include "game/tournament/swiss.h"

#include <algorithm>
#include <stdexcept>

namespace game::tournament {

namespace {

/// Larger than any number that counts here, and small enough to be multiplied.
constexpr std::uint64_t very_many = 1'000'000'000;

std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
    return std::min(very_many, a) * std::min(very_many, b) > very_many ? very_many : a * b;
}

/// The number of combinations of `size` out of `count`, at most very_many.
std::uint64_t combinations(std::uint64_t count, std::uint64_t size) {
    if (size > count) return 0;
    std::uint64_t number = 1;
    for (std::uint64_t i = 1; i <= std::min(size, count - size); ++i) {
        if (number >= very_many || count >= very_many) return very_many;
        number = number * (count - i + 1) / i;
    }
    return std::min(number, very_many);
}

bool is_in_pairs(Format format) {
    return format == Format::swiss || format == Format::knockout;
}

/// Those that depend on no result have one round.
std::vector<Encounter> only_round(const PairingSettings& settings,
                                  std::span<const PlayedEncounter> played) {
    if (!played.empty()) {
        if (played.size() == planned_encounters(settings)) return {};
        throw std::invalid_argument("the tournament is not complete");
    }
    switch (settings.format) {
        case Format::gauntlet:
            return gauntlet(settings);
        case Format::free_for_all:
            return free_for_all(settings);
        default:
            return round_robin(settings);
    }
}

}  // namespace

std::optional<std::string> find_problem(const PairingSettings& settings) {
    if (settings.players < 2) return "a tournament needs at least two players";
    if (settings.group < 2) return "a group needs at least two players";
    if (settings.rounds < 1) return "a tournament needs at least one round";
    if (is_in_pairs(settings.format)) {
        if (settings.group != 2) return "only two players meet in a tournament of this format";
    } else if (settings.group > settings.players) {
        return "a group of " + std::to_string(settings.group) + " needs as many players, not " +
               std::to_string(settings.players);
    }
    if (planned_encounters(settings) > most_encounters)
        return "these are more than " + std::to_string(most_encounters) + " encounters";
    return std::nullopt;
}

std::vector<Encounter> next_round(const PairingSettings& settings,
                                  std::span<const PlayedEncounter> played) {
    if (const auto problem = find_problem(settings)) throw std::invalid_argument(*problem);
    for (const PlayedEncounter& encounter : played) {
        for (const std::size_t player : encounter.players)
            if (player >= settings.players) throw std::invalid_argument("there is no such player");
        if (encounter.players.size() != settings.group ||
            (!encounter.points.empty() && encounter.points.size() != settings.group))
            throw std::invalid_argument("an encounter has another number of players");
    }
    switch (settings.format) {
        case Format::swiss:
            return next_swiss_round(settings, played);
        case Format::knockout:
            return next_knockout_wave(settings, played);
        default:
            return only_round(settings, played);
    }
}

std::uint64_t planned_encounters(const PairingSettings& settings) {
    const std::uint64_t players = settings.players;
    if (players < 2 || settings.group < 2) return 0;
    switch (settings.format) {
        case Format::round_robin:
            return capped_product(settings.rounds, combinations(players, settings.group));
        case Format::gauntlet:
            return capped_product(settings.rounds, combinations(players - 1, settings.group - 1));
        case Format::swiss: {
            const std::uint64_t most_rounds = players % 2 == 0 ? players - 1 : players;
            return capped_product(std::min<std::uint64_t>(settings.rounds, most_rounds),
                                  players / 2);
        }
        case Format::knockout:
            return capped_product(settings.rounds, players - 1);
        case Format::free_for_all:
            return capped_product(settings.rounds, players / settings.group);
    }
    return 0;
}

std::vector<Score> scores(const PairingSettings& settings,
                          std::span<const PlayedEncounter> played) {
    PairingSettings without_byes = settings;
    // Who plays in no encounter of a round has a bye in a swiss tournament only.
    if (settings.format != Format::swiss) without_byes.players += settings.players % 2;
    std::vector<Score> found = swiss_scores(without_byes, played);
    found.resize(settings.players);
    return found;
}

}  // namespace game::tournament
