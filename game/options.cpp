#include "game/options.h"

#include "common/command_line.h"
#include "common/move.h"
#include "common/text/number.h"
#include "common/text/shell_words.h"
#include "common/text/text.h"
#include "game/review_options.h"
#include "game/rules/rules.h"
#include "game/scenario/scenario.h"
#include "game/tournament_options.h"

#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

constexpr const char* description =
    "Starts the programs of a scenario at their times and prints every line that they write.\n"
    "With -- in place of a scenario, it runs the commands that follow; ::: separates them.\n"
    "Reads commands from standard input: 1 to 4 start players, help lists the others.\n"
    "\"game ctl\" sends commands to a game that runs: see \"game ctl --help\".";

constexpr const char* examples =
    "Examples:\n"
    "  game demo.json                          Run it\n"
    "  game --check demo.json                  Show what it would do\n"
    "  game --speed 10 --seed 7 demo.json      Run it faster, with the same moves each time\n"
    "  game --timeline run.svg --summary demo.json\n"
    "                                          Draw a picture, and print a table\n"
    "  game --log run.ndjson demo.json         Write a log\n"
    "  game --replay run.ndjson                Show the logged run again\n"
    "  game --verify run.ndjson                Check the moves of its match\n"
    "  game --ask run.ndjson zoe 12 -- ./bot   Ask a bot what zoe was asked, up to turn 12\n"
    "  game -- ./bot.py red ::: ./bot.py blue  Run these two commands";

constexpr auto longest_seconds = static_cast<double>(seconds_range.max);
constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

async::Duration seconds_up_to_limit(const std::string& text) {
    const std::optional<double> seconds = common::read_number(text);
    if (!seconds || *seconds > longest_seconds) {
        throw std::invalid_argument(
            fmt::format("{} is not a number of seconds, 0 to 1e9", common::in_quotes(text)));
    }
    return std::chrono::round<async::Duration>(std::chrono::duration<double>(*seconds));
}

std::filesystem::path file_name(const std::string& text) {
    if (text.empty()) throw std::invalid_argument("\"\" is not the name of a file");
    return text;
}

std::vector<std::string> launcher_words(const std::string& text) {
    std::optional<std::vector<std::string>> words = common::split_shell_words(text);
    if (!words) {
        throw std::invalid_argument(
            fmt::format("{} has a quote that is not closed, or ends with a backslash",
                        common::in_quotes(text)));
    }
    if (!words->empty() && words->front().empty()) {
        throw std::invalid_argument(
            fmt::format("{} has an empty word for a program", common::in_quotes(text)));
    }
    return *std::move(words);
}

std::string rules_name(const std::string& text) {
    if (rules::find_rule_set(text) != nullptr) return text;
    std::string names;
    for (const rules::RuleSet& rule_set : rules::rule_sets())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", rule_set.name);
    throw std::invalid_argument(
        fmt::format("{} is not one of the rules: {}", common::in_quotes(text), names));
}

void add_what_runs(CLI::App& app, Options& options) {
    app.option_defaults()->group("What to run");
    common::add_single(
        app, "SCENARIO", "",
        "The scenario, a JSON file or a Procfile; - is standard input; with\n--ask: the player",
        [&options](const std::string& text) { options.scenario = text; });
    common::add_list(
        app, "--replay", "FILE",
        "Show a run again from its log (see --log), or from those of its parts",
        [&options](const std::string& text) { options.replay.push_back(file_name(text)); });
    add_review_options(app, options);
    common::add_single(app, "--referee", "NAME",
                       "Be the referee of snake or paint, by JSON messages",
                       [&options](const std::string& text) { options.referee = rules_name(text); });
    common::add_single(app, "--players", "FILE",
                       "The players program; default: beside game, then on PATH",
                       [&options](const std::string& text) { options.players = file_name(text); });
    common::add_single(
        app, "--launcher", "WORDS", "Put these words before every command: 'nice -n 5'",
        [&options](const std::string& text) { options.launcher = launcher_words(text); });
    common::add_single(app, "--seed", "N",
                       "Make the same moves on every run; worker K gets the seed N + K - 1",
                       [&options](const std::string& text) {
                           options.seed = common::whole_number_between(text, 0, no_limit);
                       });
    common::add_single(
        app, "--part", "K/N", "Run the K-th of N parts of the scenario; others run elsewhere",
        [&options](const std::string& text) { options.part = common::read_part(text); });
    // main() has handled it if it is the only argument.
    common::add_switch(
        app, "--agent", "Run workers on this host for the game that connected to it", [] {
            throw common::UsageError("--agent",
                                     "cannot be combined with anything, and needs no scenario");
        });
    common::add_switch(app, "--check", "Check the scenario and print its timetable; start nothing",
                       [&options] { options.check = true; });
}

common::WallTime point_in_time(const std::string& text) {
    if (const std::optional<common::WallTime> time = common::read_point_in_time(text)) return *time;
    throw std::invalid_argument(
        fmt::format("{} is not a time: 1764423202.5 (since 1970), 2025-11-29T14:33:22Z or "
                    "2025-11-29T15:33:22+01:00",
                    common::in_quotes(text)));
}

void add_when_it_runs(CLI::App& app, Options& options) {
    app.option_defaults()->group("When to run it");
    common::add_single(
        app, "--speed", "X",
        "Run X times faster: times, timeouts (not --stop-timeout), clock, players",
        [&options](const std::string& text) { options.speed = common::positive_number(text); });
    common::add_single(
        app, "--start-at", "TIME",
        "Start at that time: seconds since 1970, or 2025-11-29T15:33:22+01:00",
        [&options](const std::string& text) { options.start_at = point_in_time(text); });
    common::add_single(
        app, "--max-running", "N", "Run at most N workers at the same time; others wait",
        [&options](const std::string& text) {
            options.max_running =
                common::whole_number_between(text, max_running_range.min, max_running_range.max);
        });
    common::add_single(
        app, "--stop-timeout", "S", "Seconds between SIGTERM and SIGKILL; default: 5",
        [&options](const std::string& text) { options.stop_timeout = seconds_up_to_limit(text); });
    common::add_switch(app, "--fail-fast", "Stop all workers when one fails",
                       [&options] { options.fail_fast = true; });
    common::add_switch(app, "--no-limits", "Let the players of a match think as long as they want",
                       [&options] { options.has_limits = false; });
    common::add_switch(app, "--keep-running", "Keep running when the last worker has ended",
                       [&options] { options.keep_running = true; });
    common::add_switch(app, "--no-keyboard", "Read no commands from standard input",
                       [&options] { options.has_keyboard = false; });
    common::add_single(app, "--control", "PATH", "Accept commands on a Unix socket at PATH",
                       [&options](const std::string& text) { options.control = file_name(text); });
    common::add_single(app, "--control-mode", "MODE",
                       "Its mode and group: 0660 or 0660:GROUP; default: 0600",
                       [&options](const std::string& text) {
                           options.control_access = read_control_access(text);
                       });
}

std::string player_name(const std::string& text) {
    if (common::is_player_name(text)) return text;
    throw std::invalid_argument(
        fmt::format("{} is not a name: 1 to 64 bytes without white space and control characters",
                    common::in_quotes(text)));
}

/// With `--live` it takes a name, for the person at the keys.
void add_play(CLI::App& app, bool is_live, Options& options) {
    constexpr const char* play_description =
        "In a match in ticks: play with the keys of --live, as NAME; let people\n"
        "play in the browsers of --serve";
    if (is_live) {
        common::add_single(
            app, "--play", "NAME", play_description,
            [&options](const std::string& text) { options.key_player = player_name(text); });
    } else {
        common::add_optional(app, "--play", "NAME", play_description,
                             [&options](const std::string& text) {
                                 options.lets_people_play = true;
                                 if (!text.empty()) options.key_player = player_name(text);
                             });
    }
}

/// Before all are parsed, since others depend on it.
bool has_live_option(int argc, const char* const* argv) {
    for (int i = 1; i < argc && argv[i] != std::string_view("--"); ++i) {
        if (argv[i] == std::string_view("--live")) return true;
    }
    return false;
}

void add_who_watches(CLI::App& app, bool is_live, Options& options) {
    app.option_defaults()->group("Who watches, who plays");
    common::add_single(app, "--serve", "[ADDRESS:]PORT",
                       "Show the run in browsers, at 127.0.0.1 unless ADDRESS says otherwise",
                       [&options](const std::string& text) {
                           options.serve = common::read_listening_address(text);
                       });
    add_play(app, is_live, options);
}

OutputFormat output_format(const std::string& text) {
    if (text == "text") return OutputFormat::text;
    if (text == "ndjson") return OutputFormat::ndjson;
    throw common::unknown_choice(text, {"text", "ndjson"});
}

Timestamps timestamps_form(const std::string& text) {
    if (text.empty() || text == "start") return Timestamps::since_start;
    if (text == "wall") return Timestamps::wall;
    throw common::unknown_choice(text, {"start", "wall"});
}

ColorChoice color_choice(const std::string& text) {
    if (text == "auto") return ColorChoice::automatic;
    if (text == "always") return ColorChoice::always;
    if (text == "never") return ColorChoice::never;
    throw common::unknown_choice(text, {"auto", "always", "never"});
}

void add_what_is_kept(CLI::App& app, Options& options) {
    common::add_single(
        app, "--log", "FILE", "Also write all events to FILE, as ndjson",
        [&options](const std::string& text) { options.output.log = file_name(text); });
    common::add_switch(app, "--append", "Keep what is in the file of --log, and append to it",
                       [&options] { options.output.keeps_log = true; });
    common::add_single(
        app, "--timeline", "FILE", "Draw the run when it ends, as an SVG picture",
        [&options](const std::string& text) { options.output.timeline = file_name(text); });
    add_tournament_options(app, options);
    common::add_switch(app, "--summary", "Print a table of the workers at the end",
                       [&options] { options.output.has_summary = true; });
}

void add_what_is_said(CLI::App& app, Options& options) {
    app.option_defaults()->group("Output");
    common::add_single(
        app, "--output", "FORMAT", "text (for people, the default) or ndjson (for programs)",
        [&options](const std::string& text) { options.output.format = output_format(text); });
    common::add_switch(app, "--live", "Show the run on the whole terminal while it lasts",
                       [&options] { options.output.is_live = true; });
    add_what_is_kept(app, options);
    common::add_optional(
        app, "--timestamps", "FORM",
        "Print the time before every line: start (since the start) or wall",
        [&options](const std::string& text) { options.output.timestamps = timestamps_form(text); });
    common::add_switch(app, "--no-clock", "Do not print the clock",
                       [&options] { options.has_clock = false; });
    common::add_single(
        app, "--color", "WHEN", "auto (the default: on a terminal), always or never",
        [&options](const std::string& text) { options.output.color = color_choice(text); });
}

using Words = std::vector<std::string>;

/// The commands that `words` has, with `:::` between them.
std::vector<Words> split_commands(const Words& words) {
    std::vector<Words> commands(1);
    for (const std::string& word : words) {
        if (word == ":::") {
            commands.emplace_back();
        } else {
            commands.back().push_back(word);
        }
    }
    for (std::size_t i = 0; i < commands.size(); ++i) {
        if (!commands[i].empty() && !commands[i].front().empty()) continue;
        throw common::UsageError(
            "COMMAND",
            commands[i].empty()
                ? fmt::format("command {} is empty, takes a program and its arguments "
                              "(see --help)",
                              i + 1)
                : fmt::format("\"\" is not the name of a program, in command {}", i + 1));
    }
    return commands;
}

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
void refuse_what_needs_a_run(const Options& options) {
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

void check_play(Options& options) {
    const bool is_live = options.output.is_live;
    if (options.key_player && !is_live) throw common::UsageError("--play", "NAME needs --live");
    if (options.lets_people_play && !options.serve) {
        throw common::UsageError("--play", "needs --serve, or --live and a name");
    }
    if (options.key_player && options.serve) options.lets_people_play = true;
}

/// A referee reads messages and writes others, and nothing else.
void refuse_all_beside_referee(const CLI::App& app) {
    for (const CLI::Option* const option : app.get_options()) {
        if (option->count() == 0 || option->get_name() == "--referee") continue;
        throw common::UsageError(option->get_name(), "cannot be combined with --referee");
    }
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
    Options options;
    CLI::App app(description, "game");
    app.footer(examples);
    add_what_runs(app, options);
    add_when_it_runs(app, options);
    add_who_watches(app, has_live_option(argc, argv), options);
    add_what_is_said(app, options);
    app.option_defaults()->group("Help");
    common::add_help_and_version(app, "game " GAME_VERSION);
    std::optional<Words> rest;
    options.answer = common::parse_command_line(app, argc, argv, &rest);
    if (options.answer) return options;
    if (complete_review_options(app, rest, options)) return options;
    if (complete_standings_options(app, options)) return options;
    if (options.referee) {
        refuse_all_beside_referee(app);
        refuse_beside({{rest.has_value(), "COMMAND"}}, "--referee");
        return options;
    }
    if (rest) options.commands = split_commands(*rest);
    if (!options.replay.empty()) {
        refuse_what_needs_a_run(options);
    } else if (rest) {
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
    std::vector<std::filesystem::path> inputs = options.replay;
    if (inputs.empty()) inputs.push_back(options.scenario == "-" ? "/dev/stdin" : options.scenario);
    check_output_files(inputs, options.output);
    return options;
}

}  // namespace game
