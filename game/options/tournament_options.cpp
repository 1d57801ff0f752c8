#include "game/options/tournament_options.h"

#include "common/text/display_width.h"
#include "common/text/shell_words.h"
#include "common/text/table.h"
#include "common/text/text.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "game/match/match_problems.h"
#include "game/options/conflicts.h"
#include "game/tournament/combined_results.h"
#include "game/tournament/pairings.h"
#include "game/tournament/schedule.h"
#include "game/tournament/standings.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

std::filesystem::path standings_name(const std::string& text) {
    std::filesystem::path file = text;
    if (tournament::standings_form(file)) return file;
    throw std::invalid_argument(
        fmt::format("{} does not end with .json, .csv or .svg", common::in_quotes(text)));
}

void refuse(bool is_given, const char* option) {
    if (is_given) throw common::UsageError(option, "has no meaning in a tournament");
}

std::uint64_t random_seed() {
    std::random_device device;
    return std::uniform_int_distribution<std::uint64_t>(0, max_tournament_seed)(device);
}

std::uint64_t default_max_running(const Scenario& scenario) {
    std::uint64_t slots = 0;
    for (const Host& host : scenario.hosts)
        slots += host.slots;
    if (slots > 0) return slots;
    return std::max<std::uint64_t>(std::thread::hardware_concurrency(), 1);
}

std::string cut_command(const std::vector<std::string>& command) {
    constexpr std::size_t longest = 60;
    const std::string words = common::visible(common::join_shell_words(command));
    const std::string_view start = common::start_of_width(words, longest);
    return fmt::format("{}{}", start, start.size() < words.size() ? "…" : "");
}

/// A part knows nothing of the results of the others.
void check_part(const TournamentSettings& settings, const Options& options) {
    const bool is_known = settings.format == TournamentFormat::round_robin ||
                          settings.format == TournamentFormat::gauntlet ||
                          settings.format == TournamentFormat::free_for_all;
    if (!is_known || settings.test) {
        throw common::UsageError(
            "--part",
            fmt::format("a tournament {} cannot be divided: which matches it has depends "
                        "on the results of all others",
                        settings.test ? std::string("with \"sprt\"")
                                      : fmt::format("of format {}", name_of(settings.format))));
    }
    if (!options.seed && !settings.seed) {
        throw common::UsageError("--part",
                                 "needs --seed, or \"seed\" in the tournament: all "
                                 "parts must have the same");
    }
}

}  // namespace

void add_tournament_options(CLI::App& app, Options& options) {
    common::add_repeatable(app, "--standings", "FILE",
                           "Write the standings of a tournament at its end: .json, .csv or .svg;\n"
                           "with results in place of the scenario: only that",
                           [&options](const std::string& text) {
                               options.output.standings.push_back(standings_name(text));
                           });
}

bool complete_standings_options(const CLI::App& app, Options& options) {
    const bool has_several = !options.results.empty();
    if (options.output.standings.empty() || options.scenario.empty()) return false;
    if (!has_several && !tournament::has_results(options.scenario)) return false;
    options.results.insert(options.results.begin(), std::exchange(options.scenario, {}));
    refuse_others(app, {"--standings", "--color", "SCENARIO", "TURN"}, "results for --standings");
    check_output_files(options.results, options.output);
    return true;
}

void check_tournament_options(const Options& options, const Scenario& scenario) {
    if (!scenario.tournament) {
        if (options.output.standings.empty()) return;
        throw common::UsageError("--standings", "the scenario has no tournament");
    }
    refuse(options.keep_running, "--keep-running");
    refuse(options.fail_fast, "--fail-fast");
    refuse(options.lets_people_play || options.key_player.has_value(), "--play");
    if (options.seed && *options.seed > max_tournament_seed) {
        throw common::UsageError(
            "--seed", fmt::format("must be at most {} in a tournament", max_tournament_seed));
    }
    if (options.part) check_part(*scenario.tournament, options);
    for (const std::filesystem::path& file : options.output.standings) {
        std::error_code unknown;
        if (!std::filesystem::equivalent(file, scenario.tournament->results, unknown)) continue;
        throw common::UsageError("--standings",
                                 file.string() + " has the results; take another file");
    }
}

Scenario match_scenario(const Scenario& scenario, std::size_t players) {
    Scenario match = scenario;
    match.tournament.reset();
    for (std::size_t i = 0; i < players; ++i) {
        const TournamentPlayer& player = scenario.tournament->players[i];
        Entry& entry = match.script.emplace_back();
        entry.name = player.name;
        entry.plays = {player.name};
        entry.command = player.command;
        entry.environment = player.environment;
        entry.given_cwd = player.cwd;
        entry.cwd = player.cwd.empty() ? scenario.folder() : scenario.folder() / player.cwd;
    }
    return match;
}

std::vector<std::string> find_tournament_problems(const Scenario& scenario) {
    if (!scenario.tournament) return {};
    const TournamentSettings& settings = *scenario.tournament;
    if (const auto problem = tournament::find_problem(tournament::pairing_settings(settings, 0))) {
        return {
            fmt::format("{}: /tournament: {}", common::visible(scenario.file.string()), *problem)};
    }
    return find_match_problems(match_scenario(scenario, settings.group));
}

TournamentOptions tournament_options(const Options& options, const Scenario& scenario) {
    TournamentOptions result;
    result.terms.file = scenario.file.filename().string();
    result.terms.tournament = *scenario.tournament;
    if (options.seed) result.terms.tournament.seed = options.seed;
    result.terms.match = *scenario.match;
    result.terms.stop_timeout = scenario.stop_timeout;
    result.terms.speed = options.speed.value_or(1);
    result.terms.has_limits = options.has_limits;
    result.seed = random_seed();
    result.max_running = scenario.max_running.value_or(default_max_running(scenario));
    result.standings = options.output.standings;
    result.part = options.part;
    result.terms.reports_turns = options.output.is_live || options.serve;
    // On another host, the folder beside the results would be missing.
    result.is_watched = result.terms.reports_turns && scenario.hosts.empty();
    return result;
}

std::string format_tournament(const Scenario& scenario, const TournamentOptions& options) {
    const TournamentSettings& settings = options.terms.tournament;
    common::Table table({{"PLAYER"}, {"RUNS"}});
    std::vector<std::vector<std::string>> rows;
    rows.reserve(settings.players.size());
    for (const TournamentPlayer& player : settings.players)
        rows.push_back({common::visible(player.name), cut_command(player.command)});
    for (const auto& row : rows)
        table.measure(row);
    std::string text;
    table.append_titles(text);
    for (const auto& row : rows)
        table.append_row(text, row);
    const std::uint64_t encounters =
        tournament::planned_encounters(tournament::pairing_settings(settings, 0));
    text += fmt::format("{} of {}, {}: {} of {} matches each, at most {} at once\n",
                        name_of(settings.format),
                        common::counted(settings.players.size(), "player", "players"),
                        common::counted(settings.rounds, "round", "rounds"),
                        common::counted(encounters, "encounter", "encounters"), settings.group,
                        options.max_running);
    if (!scenario.launcher.empty()) {
        text += fmt::format("launcher: {}\n", cut_command(scenario.launcher));
    }
    text += fmt::format("results: {}\n", common::visible(settings.results.string()));
    if (settings.logs) {
        text += fmt::format("logs: {}\n", common::visible(settings.logs->string()));
    }
    return text;
}

}  // namespace game
