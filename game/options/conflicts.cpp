#include "game/options/conflicts.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

namespace game {

namespace {

/// What was given, in the words of the user.
struct GivenOption {
    bool is_given;
    const char* option;
};

void refuse_beside(std::initializer_list<GivenOption> given, const char* beside) {
    for (const auto& [is_given, option] : given) {
        if (!is_given) continue;
        throw common::UsageError(option, fmt::format("cannot be combined with {}", beside));
    }
}

/// A replay launches nothing and takes no commands. That it reads no keyboard may be said.
void refuse_beside_replay(const Options& options) {
    refuse_beside({{!options.scenario.empty(), "SCENARIO"},
                   {!options.commands.empty(), "COMMAND"},
                   {options.players.has_value(), "--players"},
                   {options.launcher.has_value(), "--launcher"},
                   {options.seed.has_value(), "--seed"},
                   {options.part.has_value(), "--part"},
                   {options.start_at.has_value(), "--start-at"},
                   {options.max_running.has_value(), "--max-running"},
                   {options.stop_timeout.has_value(), "--stop-timeout"},
                   {options.fail_fast, "--fail-fast"},
                   {options.keep_running, "--keep-running"},
                   {!options.has_limits, "--no-limits"},
                   {options.control.has_value(), "--control"},
                   {options.control_access.has_value(), "--control-mode"},
                   {options.lets_people_play || options.key_player, "--play"},
                   {!options.output.standings.empty(), "--standings"},
                   {options.check, "--check"}},
                  "--replay");
}

/// What would be ignored. A whole command line to which `--check` is added may well say how the
/// run would go; but it would expect the files and the table that it asks for.
void refuse_what_has_no_effect(const Options& options) {
    const bool is_ndjson = options.output.format == OutputFormat::ndjson;
    const bool has_timestamps = options.output.timestamps != Timestamps::none;
    if (options.check) {
        refuse_beside({{options.output.log.has_value(), "--log"},
                       {options.output.timeline.has_value(), "--timeline"},
                       {options.output.has_summary, "--summary"},
                       {!options.output.standings.empty(), "--standings"},
                       {has_timestamps, "--timestamps"},
                       {is_ndjson, "--output ndjson"},
                       {options.output.is_live, "--live"},
                       {options.control.has_value(), "--control"},
                       {options.serve.has_value(), "--serve"}},
                      "--check");
    }
    if (options.output.is_live) {
        refuse_beside({{is_ndjson, "--output ndjson"}, {!options.has_keyboard, "--no-keyboard"}},
                      "--live");
    }
    if (is_ndjson) {
        refuse_beside({{has_timestamps, "--timestamps"}}, "--output ndjson");
    }
}

void check_play(const Options& options) {
    const bool is_live = options.output.is_live;
    if (options.key_player && !is_live) throw common::UsageError("--play", "NAME needs --live");
    if (options.lets_people_play && !options.serve) {
        throw common::UsageError("--play", "needs --serve, or --live and a name");
    }
}

}  // namespace

void refuse_others(const CLI::App& app, const std::vector<std::string_view>& allowed,
                   const char* beside) {
    for (const CLI::Option* const option : app.get_options()) {
        const std::string name = option->get_name();
        const bool is_allowed = std::find(allowed.begin(), allowed.end(), name) != allowed.end();
        if (option->count() == 0 || is_allowed) continue;
        throw common::UsageError(name, fmt::format("cannot be combined with {}", beside));
    }
}

void refuse_all_beside_referee(const CLI::App& app, bool has_command) {
    refuse_others(app, {"--referee"}, "--referee");
    refuse_beside({{has_command, "COMMAND"}}, "--referee");
}

void check_conflicts(const Options& options, bool has_command) {
    if (!options.replay.empty()) {
        refuse_beside_replay(options);
    } else if (has_command) {
        refuse_beside({{!options.scenario.empty(), "SCENARIO"}}, "-- COMMAND");
    } else if (options.scenario.empty()) {
        throw common::UsageError("SCENARIO", "got nothing, takes a JSON file (see --help)");
    }
    if (options.control_access && !options.control) {
        throw common::UsageError("--control-mode", "needs --control");
    }
    check_play(options);
    if (options.output.keeps_log && !options.output.log) {
        throw common::UsageError("--append", "needs --log");
    }
    refuse_what_has_no_effect(options);
}

}  // namespace game
