// Whatever a scenario file or a Procfile holds, it gives a scenario that `game` can run, or lines
// for people.

#include "game/scenario/problems.h"
#include "game/scenario/procfile.h"
#include "game/scenario/reader.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

bool has_no_control(std::string_view text) {
    return std::ranges::none_of(text, is_control);
}

bool reaches_exec(const std::string& text) {
    return text.find('\0') == std::string::npos;
}

void check_entry(const game::Entry& entry) {
    require(entry.time.count() >= 0);
    require(entry.predef.has_value() == entry.command.empty());
    require(!entry.predef || (*entry.predef >= 1 && *entry.predef <= 4));
    require(entry.command.empty() || !entry.command.front().empty());
    require(std::ranges::all_of(entry.command, reaches_exec));
    require(!entry.name.empty() && entry.name.size() <= game::max_entry_name);
    require(has_no_control(entry.name));
    require(entry.count >= 1 && entry.count <= 100'000);
    require(!entry.timeout || entry.timeout->count() > 0);
    require(entry.restart_delay.count() >= 0);
    require(!entry.cwd.empty() && reaches_exec(entry.cwd.native()));
    for (const auto& [name, value] : entry.environment) {
        require(!name.empty() && name.find('=') == std::string::npos);
        require(reaches_exec(name) && reaches_exec(value));
    }
}

void check_scenario(const game::Scenario& scenario) {
    for (const game::Entry& entry : scenario.script)
        check_entry(entry);
    require(std::ranges::is_sorted(scenario.script, {}, &game::Entry::time));
    require(!scenario.max_running || *scenario.max_running >= 1);
    require(scenario.stop_timeout.count() >= 0);
    const game::StopWhen& stop_when = scenario.stop_when;
    require(stop_when.event != game::StopWhen::Event::entry_ends ||
            std::ranges::find(scenario.script, stop_when.entry, &game::Entry::name) !=
                scenario.script.end());
    require(scenario.launcher.empty() || !scenario.launcher.front().empty());
    require(std::ranges::all_of(scenario.launcher, reaches_exec));
    require(!scenario.players || reaches_exec(scenario.players->native()));
    require(scenario.planned_workers() >= scenario.script.size());
}

void check_problems(const game::ProblemLines& lines) {
    require(!lines.empty());
    require(lines.size() <= game::ScenarioProblems::max_shown + 1);
    for (const std::string& line : lines) {
        require(line.starts_with("fuzz.json:"));
        require(has_no_control(line));
        require(line.size() < 1000);
    }
}

void check(const std::variant<game::Scenario, game::ProblemLines>& result) {
    if (const auto* scenario = std::get_if<game::Scenario>(&result)) {
        check_scenario(*scenario);
    } else {
        check_problems(std::get<game::ProblemLines>(result));
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    check(game::parse_scenario("fuzz.json", text));
    check(game::parse_procfile("fuzz.json", text));
    return 0;
}
