#include "game/options/options.h"

#include "common/command_line.h"
#include "common/text/number.h"
#include "game/options/conflicts.h"
#include "game/options/option_values.h"
#include "game/options/review_options.h"
#include "game/options/tournament_options.h"
#include "game/scenario/scenario.h"

#include <limits>
#include <string_view>
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
    common::add_single(
        app, "--seed", "N", "Make the same moves on every run; worker K gets the seed N + K - 1",
        [&options](const std::string& text) {
            options.seed =
                common::whole_number_between(text, 0, std::numeric_limits<std::uint64_t>::max());
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
        refuse_all_beside_referee(app, rest.has_value());
        return options;
    }
    if (rest) options.commands = split_commands(*rest);
    check_conflicts(options, rest.has_value());
    if (options.key_player && options.serve) options.lets_people_play = true;
    std::vector<std::filesystem::path> inputs = options.replay;
    if (inputs.empty()) inputs.push_back(options.scenario == "-" ? "/dev/stdin" : options.scenario);
    check_output_files(inputs, options.output);
    return options;
}

}  // namespace game
