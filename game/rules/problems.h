/// What is wrong with settings and start states.
#pragma once

#include "game/rules/json_place.h"

#include <cstddef>
#include <string>
#include <vector>

namespace game::rules {

struct Problem {
    std::string pointer;  ///< the JSON pointer of the value
    std::string what;     ///< `0 is not between 1 and 100`
};

/// Collects problems in the order in which they are found. Keeps the first `max_kept` and counts
/// the others, so that a large bad state does not give endless output.
class Problems {
  public:
    static constexpr std::size_t max_kept = 1000;

    /// `what` is called only if its problem is kept.
    template <class What>
    void add(const JsonPlace& place, const What& what) {
        if (++found_ <= max_kept) kept_.push_back({place.pointer(), std::string(what())});
    }

    /// Adds the problem that the board has no room for the players, when all else is right.
    template <class What>
    void add_no_room(const JsonPlace& place, const What& what) {
        has_no_room_ = true;
        add(place, what);
    }

    bool none() const { return found_ == 0; }
    bool has_no_room() const { return has_no_room_; }
    std::size_t found() const { return found_; }
    const std::vector<Problem>& kept() const { return kept_; }

  private:
    std::vector<Problem> kept_;
    std::size_t found_ = 0;
    bool has_no_room_ = false;
};

}  // namespace game::rules
