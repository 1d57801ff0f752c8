#include "game/scenario/timetable.h"

#include "common/text/display_width.h"
#include "common/text/shell_words.h"
#include "common/text/table.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace game {

namespace {

std::string in_seconds(async::Duration duration) {
    return fmt::format("{} s", std::chrono::duration<double>(duration).count());
}

/// `ps#2`, or `ps#2 to ps#4`; nothing that a person types meanwhile is counted.
std::string numbers(std::uint64_t first, std::uint64_t count) {
    return count == 1 ? fmt::format("ps#{}", first)
                      : fmt::format("ps#{} to ps#{}", first, first + count - 1);
}

std::string command_line(const Scenario& scenario, const Entry& entry) {
    constexpr std::size_t longest = 60;
    std::vector<std::string> command = scenario.launcher;
    if (entry.predef) {
        const std::string players = scenario.players ? scenario.players->string() : "players";
        command.insert(command.end(), {players, fmt::format("{}", *entry.predef)});
    } else {
        command.insert(command.end(), entry.command.begin(), entry.command.end());
    }
    const std::string words = common::visible(common::join_shell_words(command));
    const std::string_view start = common::start_of_width(words, longest);
    return fmt::format("{}{}", start, start.size() < words.size() ? "…" : "");
}

using Row = std::array<std::string, 5>;

Row row_of(const Scenario& scenario, const Entry& entry, std::uint64_t first_worker) {
    return {in_seconds(entry.time), numbers(first_worker, entry.count), common::visible(entry.name),
            entry.timeout ? in_seconds(*entry.timeout) : "", command_line(scenario, entry)};
}

template <class Use>
void for_each_row(const Scenario& scenario, Use use) {
    std::uint64_t worker = 1;
    for (const Entry& entry : scenario.script) {
        use(row_of(scenario, entry, worker));
        worker += entry.count;
    }
}

std::string totals(const Scenario& scenario) {
    std::string text =
        fmt::format("{}, {}", common::counted(scenario.script.size(), "entry", "entries"),
                    common::counted(scenario.planned_workers(), "worker", "workers"));
    if (scenario.max_running) text += fmt::format(", at most {} at once", *scenario.max_running);
    return text + '\n';
}

}  // namespace

std::string format_timetable(const Scenario& scenario) {
    if (scenario.script.empty()) return totals(scenario);
    common::Table table({{"TIME", common::Align::right},
                         {"WORKERS"},
                         {"NAME"},
                         {"TIMEOUT", common::Align::right},
                         {"RUNS"}});
    for_each_row(scenario, [&table](const Row& row) { table.measure(row); });
    std::string text;
    table.append_titles(text);
    for_each_row(scenario, [&](const Row& row) { table.append_row(text, row); });
    return text + totals(scenario);
}

}  // namespace game
