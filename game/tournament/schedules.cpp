#include "game/tournament/schedules.h"

#include "common/draws.h"

#include <algorithm>
#include <numeric>

namespace game::tournament {

namespace {

/// What chance decides; their numbers are part of what a seed means.
enum Stream : std::uint64_t { start_positions = 1, groups = 2 };

/// True if no rotation of the gaps is smaller: each class of cyclic shifts has one such
/// combination.
bool stands_for_its_class(const std::vector<std::size_t>& gaps) {
    std::vector<std::size_t> rotated = gaps;
    for (std::size_t i = 1; i < gaps.size(); ++i) {
        std::rotate(rotated.begin(), rotated.begin() + 1, rotated.end());
        if (rotated < gaps) return false;
    }
    return true;
}

/// After how many shifts the combination with these gaps comes back.
std::size_t length_of_class(const std::vector<std::size_t>& gaps) {
    std::vector<std::size_t> rotated = gaps;
    std::size_t length = 0;
    do {
        length += rotated.front();
        std::rotate(rotated.begin(), rotated.begin() + 1, rotated.end());
    } while (rotated != gaps);
    return length;
}

std::vector<std::size_t> gaps_of(const std::vector<std::size_t>& combination, std::size_t count) {
    std::vector<std::size_t> gaps;
    for (std::size_t i = 1; i < combination.size(); ++i)
        gaps.push_back(combination[i] - combination[i - 1]);
    gaps.push_back(count + combination.front() - combination.back());
    return gaps;
}

/// Changes a combination that begins with 0 to the next one in lexicographic order; false at the
/// end.
bool advance(std::vector<std::size_t>& combination, std::size_t count) {
    for (std::size_t i = combination.size(); i-- > 1;) {
        if (combination[i] == count - combination.size() + i) continue;
        std::iota(combination.begin() + static_cast<std::ptrdiff_t>(i), combination.end(),
                  combination[i] + 1);
        return true;
    }
    return false;
}

std::vector<std::size_t> shifted(std::vector<std::size_t> combination, std::size_t by,
                                 std::size_t count) {
    for (std::size_t& number : combination)
        number = (number + by) % count;
    std::sort(combination.begin(), combination.end());
    return combination;
}

/// The encounters `rounds` times. Where more than two meet, the rotations of the start positions
/// leave the neighbours the same; so the first positions are drawn.
std::vector<Encounter> repeated(const std::vector<Encounter>& encounters,
                                const PairingSettings& settings) {
    std::vector<Encounter> all;
    all.reserve(encounters.size() * settings.rounds);
    common::Draws draws(settings.seed, start_positions);
    for (std::size_t round = 0; round < settings.rounds; ++round) {
        for (const Encounter& encounter : encounters) {
            all.push_back(encounter);
            if (settings.group > 2) common::shuffle(all.back().players, draws);
        }
    }
    return all;
}

}  // namespace

std::vector<std::vector<std::pair<std::size_t, std::size_t>>> berger_rounds(std::size_t players) {
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> rounds;
    if (players < 2) return rounds;
    const std::size_t even = players + players % 2;
    const std::size_t last = even - 1;
    for (std::size_t sum = 0; sum < last; ++sum) {
        auto& round = rounds.emplace_back();
        // 2 * (last + 1) / 2 is 1 modulo last, which is odd.
        const std::size_t with_last = sum * ((last + 1) / 2) % last;
        if (last < players) round.emplace_back(with_last, last);
        for (std::size_t i = 1; i <= (last - 1) / 2; ++i)
            round.emplace_back((with_last + i) % last, (with_last + last - i) % last);
    }
    return rounds;
}

std::vector<std::vector<std::size_t>> balanced_combinations(std::size_t count, std::size_t size) {
    std::vector<std::vector<std::size_t>> all;
    std::vector<std::size_t> combination(size);
    std::iota(combination.begin(), combination.end(), std::size_t{0});
    do {
        const std::vector<std::size_t> gaps = gaps_of(combination, count);
        if (!stands_for_its_class(gaps)) continue;
        const std::size_t length = length_of_class(gaps);
        for (std::size_t by = 0; by < length; ++by)
            all.push_back(shifted(combination, by, count));
    } while (advance(combination, count));
    return all;
}

std::vector<Encounter> round_robin(const PairingSettings& settings) {
    std::vector<Encounter> once;
    if (settings.group == 2) {
        for (const auto& round : berger_rounds(settings.players)) {
            for (const auto& [first, second] : round)
                once.push_back({{first, second}});
        }
    } else {
        for (auto& players : balanced_combinations(settings.players, settings.group))
            once.push_back({std::move(players)});
    }
    return repeated(once, settings);
}

std::vector<Encounter> gauntlet(const PairingSettings& settings) {
    std::vector<Encounter> once;
    for (const auto& others : balanced_combinations(settings.players - 1, settings.group - 1)) {
        Encounter& encounter = once.emplace_back();
        encounter.players = {0};
        for (const std::size_t other : others)
            encounter.players.push_back(other + 1);
    }
    return repeated(once, settings);
}

std::vector<Encounter> free_for_all(const PairingSettings& settings) {
    std::vector<Encounter> all;
    const std::size_t playing = settings.players - settings.players % settings.group;
    std::vector<std::size_t> left_over(settings.players);
    common::Draws draws(settings.seed, groups);
    std::vector<std::size_t> drawn(settings.players);
    std::iota(drawn.begin(), drawn.end(), std::size_t{0});
    for (std::size_t round = 0; round < settings.rounds; ++round) {
        common::shuffle(drawn, draws);
        std::vector<std::size_t> place(settings.players);
        for (std::size_t i = 0; i < drawn.size(); ++i)
            place[drawn[i]] = i;
        std::sort(drawn.begin(), drawn.end(), [&](std::size_t a, std::size_t b) {
            if (left_over[a] != left_over[b]) return left_over[a] > left_over[b];
            return place[a] < place[b];
        });
        for (std::size_t i = playing; i < drawn.size(); ++i)
            ++left_over[drawn[i]];
        std::vector<std::size_t> players(drawn.begin(),
                                         drawn.begin() + static_cast<std::ptrdiff_t>(playing));
        common::shuffle(players, draws);
        for (auto group = players.begin(); group != players.end();) {
            const auto end = group + static_cast<std::ptrdiff_t>(settings.group);
            all.push_back({{group, end}});
            group = end;
        }
    }
    return all;
}

}  // namespace game::tournament
