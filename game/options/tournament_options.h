/// What the command line says about a tournament.
#pragma once

#include "common/command_line.h"
#include "game/options/options.h"
#include "game/play/tournament_run.h"

#include <string>
#include <vector>

namespace game {

/// Adds --standings.
void add_tournament_options(CLI::App& app, Options& options);

/// With --standings, files of results may stand where the scenario is. Then it moves them all to
/// `options.results`, and returns true. Throws common::UsageError if something else is asked for.
bool complete_standings_options(const CLI::App& app, Options& options);

/// Refuses the options that make no sense in the tournament of `scenario`, or without one. Throws
/// common::UsageError.
void check_tournament_options(const Options& options, const Scenario& scenario);

/// What is wrong with the tournament of a scenario, if it has one, beyond what its reader can know:
/// messages in the form of those of read_scenario.
std::vector<std::string> find_tournament_problems(const Scenario& scenario);

/// The scenario of one match, with an entry for each of the first `players` players.
Scenario match_scenario(const Scenario& scenario, std::size_t players);

/// How the tournament of a scenario is to be played.
TournamentOptions tournament_options(const Options& options, const Scenario& scenario);

/// What would be played, for people: whole lines.
std::string format_tournament(const Scenario& scenario, const TournamentOptions& options);

}  // namespace game
