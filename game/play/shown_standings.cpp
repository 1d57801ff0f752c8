#include "game/play/shown_standings.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/text/units.h"
#include "common/write.h"
#include "game/play/whole_file.h"
#include "game/reporters/standings_table.h"
#include "game/reporters/text_style.h"
#include "game/tournament/combined_results.h"
#include "game/tournament/standings.h"

#include <cstdint>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

int show_standings(const std::vector<std::filesystem::path>& files, const OutputSettings& output) {
    const tournament::CombinedResults combined = tournament::combine_results(files);
    const tournament::Schedule& schedule = combined.schedule;
    const tournament::Standings standings = tournament::compute_standings(
        schedule, combined.tournament.players, combined.tournament.test);
    const TextStyle style = choose_style(output.color, color_environment());
    std::string text;
    for (const std::string& line : standings_lines(standings.event({}), style))
        text += line + '\n';
    common::write_all(STDOUT_FILENO, text);
    for (const std::filesystem::path& file : output.standings)
        write_whole_file(file, format_standings(standings, *tournament::standings_form(file)));
    if (schedule.is_over()) return common::exit_success;
    const std::uint64_t missing = schedule.planned_matches() - schedule.played_matches();
    common::complain(fmt::format("game: {} {} no result\n",
                                 common::counted(missing, "match", "matches"),
                                 missing == 1 ? "has" : "have"));
    return common::exit_failure;
}

}  // namespace game
