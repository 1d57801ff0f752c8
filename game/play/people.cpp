#include "game/play/people.h"

#include "common/move.h"

#include <optional>

namespace game {

namespace {

/// Of each name that has played, a little is kept.
constexpr std::size_t most_people = 100'000;

}  // namespace

std::variant<std::uint64_t, JoinRefusal> People::join(const std::string& name) {
    if (!common::is_player_name(name)) {
        return JoinRefusal{"a name is 1 to 64 bytes without white space and control characters"};
    }
    if (plan_.people() >= most_people) return JoinRefusal{"too many people have played"};
    if (match_.is_over()) return JoinRefusal{"the match is over"};
    if (scheduler_.is_stopping()) return JoinRefusal{"the game is being stopped"};
    const std::optional<std::uint64_t> worker = scheduler_.launch(plan_.add_person(name));
    if (!worker) return JoinRefusal{"too many workers wait their turn"};
    return *worker;
}

}  // namespace game
