#include "game/scenario/part.h"

#include <fmt/format.h>

namespace game {

std::filesystem::path results_of_part(const std::filesystem::path& results,
                                      const common::Part& part) {
    std::filesystem::path name = results.stem();
    name += fmt::format(".{}-of-{}", part.index, part.count);
    name += results.extension();
    return results.parent_path() / name;
}

void take_part(Scenario& scenario, const common::Part& part) {
    std::uint64_t first = 1;
    for (Entry& entry : scenario.script) {
        const std::uint64_t next = first + entry.count;
        entry.first_worker = part.first_from(first);
        entry.count = static_cast<std::uint32_t>(part.share(first, entry.count));
        first = next;
    }
    if (scenario.tournament) {
        scenario.tournament->results = results_of_part(scenario.tournament->results, part);
    }
    scenario.part = part;
    scenario.workers_of_whole = first - 1;
}

}  // namespace game
