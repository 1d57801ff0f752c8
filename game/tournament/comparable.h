/// Who can be compared with whom.
#pragma once

#include "game/tournament/ratings.h"

#include <cstddef>
#include <span>
#include <vector>

namespace game::tournament {

/// Who has beaten or tied whom, directly.
class Beaten {
  public:
    explicit Beaten(std::size_t players) : by_(players), of_(players) {}

    void add(const RatedMatch& match);

    /// Says of each player whether it can be rated: Unrated::no for those in the largest group in
    /// which everybody has beaten or tied everybody else, directly or through others, if it is the
    /// only one of its size and not one player only.
    std::vector<Unrated> find_rated();

  private:
    using Lists = std::vector<std::vector<std::size_t>>;

    void remove_repeated();
    std::vector<bool> reached(std::size_t from, std::span<const Lists* const> ways) const;
    std::vector<std::size_t> largest_group() const;

    Lists by_;  ///< whom a player has beaten
    Lists of_;  ///< who has beaten a player
};

}  // namespace game::tournament
