#include "game/scenario/timetable.h"

#include "common/text/display_width.h"
#include "common/text/shell_words.h"
#include "common/text/table.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace game {

namespace {

std::string in_seconds(async::Duration duration) {
    return fmt::format("{} s", std::chrono::duration<double>(duration).count());
}

/// `ps#2`, or `ps#2 to ps#4`; nothing that a person types meanwhile is counted. With `step`, the
/// numbers have that distance: `ps#2, ps#5`, or `ps#2, ps#5 to ps#14`.
std::string numbers(std::uint64_t first, std::uint64_t count, std::uint64_t step) {
    if (count == 1) return fmt::format("ps#{}", first);
    const std::uint64_t last = first + (count - 1) * step;
    if (step == 1) return fmt::format("ps#{} to ps#{}", first, last);
    if (count == 2) return fmt::format("ps#{}, ps#{}", first, last);
    return fmt::format("ps#{}, ps#{} to ps#{}", first, first + step, last);
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

/// `on-failure, 3 times`; empty if it is never restarted.
std::string restarts(const Entry& entry) {
    if (entry.restart == RestartWhen::never) return {};
    std::string text(name_of(entry.restart));
    if (entry.max_restarts) text += ", " + common::counted(*entry.max_restarts, "time", "times");
    return text;
}

/// Only then there is a column for them.
bool restarts_any(const Scenario& scenario) {
    return std::ranges::any_of(
        scenario.script, [](const Entry& entry) { return entry.restart != RestartWhen::never; });
}

using Row = std::vector<std::string>;

Row row_of(const Scenario& scenario, const Entry& entry, std::uint64_t first_worker,
           bool has_restarts) {
    const std::uint64_t step = scenario.part ? scenario.part->count : 1;
    Row row = {in_seconds(entry.time), numbers(first_worker, entry.count, step),
               common::visible(entry.name), entry.timeout ? in_seconds(*entry.timeout) : ""};
    if (has_restarts) row.push_back(restarts(entry));
    row.push_back(command_line(scenario, entry));
    return row;
}

template <class Use>
void for_each_row(const Scenario& scenario, Use use) {
    const bool has_restarts = restarts_any(scenario);
    std::uint64_t worker = 1;
    for (const Entry& entry : scenario.script) {
        if (entry.count == 0) continue;  // other parts have its workers
        use(row_of(scenario, entry, scenario.part ? entry.first_worker : worker, has_restarts));
        worker += entry.count;
    }
}

/// `2 entries, 10 workers`, or `part 2/3: 2 entries, 4 of 10 workers`.
std::string counts(const Scenario& scenario) {
    const auto has_workers = [](const Entry& entry) { return entry.count > 0; };
    const auto size =
        static_cast<std::uint64_t>(std::ranges::count_if(scenario.script, has_workers));
    const std::string entries = common::counted(size, "entry", "entries");
    const std::uint64_t planned = scenario.planned_workers();
    if (!scenario.part)
        return fmt::format("{}, {}", entries, common::counted(planned, "worker", "workers"));
    return fmt::format("part {}: {}, {} of {}", scenario.part->text(), entries, planned,
                       common::counted(scenario.workers_of_whole, "worker", "workers"));
}

std::string totals(const Scenario& scenario) {
    std::string text = counts(scenario);
    if (scenario.max_running) text += fmt::format(", at most {} at once", *scenario.max_running);
    if (scenario.stop_when.event == StopWhen::Event::any_ends) text += ", stops when any ends";
    if (scenario.stop_when.event == StopWhen::Event::entry_ends) {
        text += fmt::format(", stops when {} ends", common::visible(scenario.stop_when.entry));
    }
    return text + '\n';
}

std::vector<common::Column> columns(const Scenario& scenario) {
    std::vector<common::Column> columns = {
        {"TIME", common::Align::right}, {"WORKERS"}, {"NAME"}, {"TIMEOUT", common::Align::right}};
    if (restarts_any(scenario)) columns.push_back({"RESTART"});
    columns.push_back({"RUNS"});
    return columns;
}

}  // namespace

std::string format_timetable(const Scenario& scenario) {
    if (scenario.planned_workers() == 0) return totals(scenario);
    common::Table table(columns(scenario));
    for_each_row(scenario, [&table](const Row& row) { table.measure(row); });
    std::string text;
    table.append_titles(text);
    for_each_row(scenario, [&](const Row& row) { table.append_row(text, row); });
    return text + totals(scenario);
}

}  // namespace game
