#include "game/launch/launch_plan.h"

#include "common/seed.h"

#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

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
    return process_options(describe(index, worker));
}

ProcessDescription LaunchPlan::describe(std::size_t index, std::uint64_t worker) const {
    const Entry& what = entry(index);
    ProcessDescription process;
    process.words = command(index, worker);
    process.folder = what.cwd.string();
    process.given_folder = what.given_cwd;
    process.variables = what.environment;
    if (what.predef) process.players_word = settings_.launcher.size();
    if (has_tournament() && index == match_process()) process.game_word = settings_.launcher.size();
    const auto add = [&process](const char* name, std::string value) {
        process.variables.emplace_back(name, std::move(value));
    };
    if (worker > 0) add("GAME_WORKER", fmt::format("{}", worker));
    if (settings_.seed && !settings_.match_seed)
        add("GAME_SEED", fmt::format("{}", *settings_.seed));
    if (settings_.speed) add("GAME_SPEED", fmt::format("{}", *settings_.speed));
    return process;
}

}  // namespace game
