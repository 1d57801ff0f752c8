#include "game/launch/launch_plan.h"

#include "common/seed.h"
#include "game/launch/find_program.h"

#include <map>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

/// What `game` passes to workers only where it was given itself. A `game` that is a worker of
/// another one must not pass on the other's.
bool is_from_another_game(std::string_view variable) {
    return variable.starts_with("GAME_SEED=") || variable.starts_with("GAME_SPEED=");
}

/// What the service manager tells a service. Workers are not the service, and do not write to the
/// journal.
bool is_for_service(std::string_view variable) {
    return variable.starts_with("NOTIFY_SOCKET=") || variable.starts_with("WATCHDOG_USEC=") ||
           variable.starts_with("WATCHDOG_PID=") || variable.starts_with("JOURNAL_STREAM=");
}

/// What execvp(3) searches when PATH is not set.
constexpr std::string_view default_path = "/bin:/usr/bin";

std::string_view path_of(const std::vector<std::string>& environment) {
    constexpr std::string_view prefix = "PATH=";
    for (const std::string_view variable : environment) {
        if (variable.starts_with(prefix)) return variable.substr(prefix.size());
    }
    return default_path;
}

Entry person_entry(const std::string& name, const std::vector<std::string>& seat) {
    Entry entry;
    entry.name = name;
    entry.plays = {name};
    entry.command = seat;
    return entry;
}

}  // namespace

LaunchPlan::LaunchPlan(const Scenario& scenario, LaunchSettings settings)
    : entries_(scenario.script.begin(), scenario.script.end()),
      person_(person_entry({}, settings.seat)),
      script_size_(scenario.script.size()),
      settings_(std::move(settings)) {
    for (int predef = 1; predef <= static_cast<int>(predefs); ++predef)
        entries_.push_back(predef_entry(predef, scenario.folder()));
    if (has_tournament()) {
        Entry& match = entries_.emplace_back();
        match.name = "match";
        match.command = settings_.match_process;
        match.cwd = scenario.folder();
    } else if (scenario.match && !scenario.match->referee.empty()) {
        has_referee_ = true;
        Entry& referee = entries_.emplace_back();
        referee.name = "referee";
        referee.command = scenario.match->referee;
        referee.cwd = scenario.folder();
    }
    if (!settings_.web_server.empty()) {
        Entry& server = entries_.emplace_back();
        server.name = "web server";
        server.command = settings_.web_server;
    }
    if (!settings_.key_player.empty()) {
        entries_.push_back(person_entry(settings_.key_player, settings_.key_seat));
    }
}

std::size_t LaunchPlan::add_person(const std::string& name) {
    const auto [place, is_new] = people_.try_emplace(name, entries_.size());
    if (is_new) entries_.push_back(person_entry(name, settings_.seat));
    return place->second;
}

std::string LaunchPlan::label(std::size_t index, std::uint64_t worker) const {
    return fmt::format("ps#{} ({})", worker, entry(index).name);
}

std::vector<std::string> LaunchPlan::command(std::size_t index, std::uint64_t worker) const {
    const Entry& what = entry(index);
    if (is_of_game(index)) return what.command;
    std::vector<std::string> words = settings_.launcher;
    if (!what.predef) {
        words.insert(words.end(), what.command.begin(), what.command.end());
        return words;
    }
    words.push_back(settings_.players);
    if (settings_.match_seed) {
        const std::uint64_t seed = common::derive_seed(*settings_.match_seed, worker);
        words.insert(words.end(), {"--seed", fmt::format("{}", seed)});
    } else if (settings_.seed) {
        words.insert(words.end(), {"--seed", fmt::format("{}", *settings_.seed + worker - 1)});
    }
    if (settings_.speed) {
        words.insert(words.end(), {"--speed", fmt::format("{}", *settings_.speed)});
    }
    words.push_back(fmt::format("{}", *what.predef));
    return words;
}

async::ProcessOptions LaunchPlan::process(std::size_t index, std::uint64_t worker) const {
    const Entry& what = entry(index);
    async::ProcessOptions options;
    options.arguments = command(index, worker);
    options.environment = environment(what, worker);
    if (!what.cwd.empty()) options.folder = what.cwd.string();
    options.program = find_program(options.arguments.front(), path_of(options.environment),
                                   options.folder.value_or(""));
    return options;
}

std::vector<std::string> LaunchPlan::environment(const Entry& entry, std::uint64_t worker) const {
    std::map<std::string_view, std::string> ours(entry.environment.begin(),
                                                 entry.environment.end());
    if (worker > 0) ours["GAME_WORKER"] = fmt::format("{}", worker);
    if (settings_.seed && !settings_.match_seed)
        ours["GAME_SEED"] = fmt::format("{}", *settings_.seed);
    if (settings_.speed) ours["GAME_SPEED"] = fmt::format("{}", *settings_.speed);
    std::vector<std::string> variables;
    for (char** next = ::environ; *next != nullptr; ++next) {
        const std::string_view variable = *next;
        const bool is_replaced = ours.contains(variable.substr(0, variable.find('=')));
        const bool is_kept = !is_from_another_game(variable) && !is_for_service(variable);
        if (!is_replaced && is_kept) variables.emplace_back(variable);
    }
    for (const auto& [name, value] : ours)
        variables.push_back(std::string(name).append("=").append(value));
    return variables;
}

}  // namespace game
