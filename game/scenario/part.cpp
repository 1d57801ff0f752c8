#include "game/scenario/part.h"

namespace game {

void take_part(Scenario& scenario, const common::Part& part) {
    std::uint64_t first = 1;
    for (Entry& entry : scenario.script) {
        const std::uint64_t next = first + entry.count;
        entry.first_worker = part.first_from(first);
        entry.count = static_cast<std::uint32_t>(part.share(first, entry.count));
        first = next;
    }
    scenario.part = part;
    scenario.workers_of_whole = first - 1;
}

}  // namespace game
