#include "game/options.h"

#include "common/command_line.h"
#include "common/text/number.h"
#include "common/text/shell_words.h"
#include "common/text/text.h"
#include "game/rules/rules.h"
#include "game/scenario/scenario.h"

#include <limits>
#include <stdexcept>

#include <fmt/format.h>

namespace game {

namespace {

constexpr const char* description =
    "Starts the programs of a scenario at their times and prints every line that they write.\n"
    "Reads commands from standard input: 1 to 4 start players, help lists the others.";

constexpr const char* examples =
    "Examples:\n"
    "  game demo.json                          Run it\n"
    "  game --check demo.json                  Show what it would do\n"
    "  game --speed 10 --seed 7 demo.json      Run it faster, with the same moves each time\n"
    "  game --timeline run.svg --summary demo.json\n"
    "                                          Draw a picture, and print a table\n"
    "  game --log run.ndjson demo.json         Write a log\n"
    "  game --replay run.ndjson                Show the logged run again";

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
    common::add_single(app, "SCENARIO", "", "The scenario, a JSON file",
                       [&options](const std::string& text) { options.scenario = text; });
    common::add_single(app, "--replay", "FILE", "Show a run again from its log (see --log)",
                       [&options](const std::string& text) { options.replay = file_name(text); });
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
    common::add_switch(app, "--keep-running", "Keep running when the last worker has ended",
                       [&options] { options.keep_running = true; });
    common::add_single(app, "--control", "PATH", "Accept commands on a Unix socket at PATH",
                       [&options](const std::string& text) { options.control = file_name(text); });
}

OutputFormat output_format(const std::string& text) {
    if (text == "text") return OutputFormat::text;
    if (text == "ndjson") return OutputFormat::ndjson;
    throw std::invalid_argument(
        fmt::format("{} is neither text nor ndjson", common::in_quotes(text)));
}

Timestamps timestamps_form(const std::string& text) {
    if (text.empty() || text == "start") return Timestamps::since_start;
    if (text == "wall") return Timestamps::wall;
    throw std::invalid_argument(
        fmt::format("{} is neither start nor wall", common::in_quotes(text)));
}

ColorChoice color_choice(const std::string& text) {
    if (text == "auto") return ColorChoice::automatic;
    if (text == "always") return ColorChoice::always;
    if (text == "never") return ColorChoice::never;
    throw std::invalid_argument(
        fmt::format("{} is neither auto, always nor never", common::in_quotes(text)));
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
    common::add_switch(app, "--summary", "Print a table of the workers at the end",
                       [&options] { options.output.has_summary = true; });
}

void add_what_is_said(CLI::App& app, Options& options) {
    app.option_defaults()->group("Output");
    common::add_single(
        app, "--output", "FORMAT", "text (for people, the default) or ndjson (for programs)",
        [&options](const std::string& text) { options.output.format = output_format(text); });
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

/// A replay launches nothing and takes no commands.
void refuse_what_needs_a_run(const Options& options) {
    const auto refuse = [](bool is_given, const char* option) {
        if (is_given) throw common::UsageError(option, "cannot be combined with --replay");
    };
    refuse(!options.scenario.empty(), "SCENARIO");
    refuse(options.players.has_value(), "--players");
    refuse(options.launcher.has_value(), "--launcher");
    refuse(options.seed.has_value(), "--seed");
    refuse(options.max_running.has_value(), "--max-running");
    refuse(options.stop_timeout.has_value(), "--stop-timeout");
    refuse(options.fail_fast, "--fail-fast");
    refuse(options.keep_running, "--keep-running");
    refuse(options.control.has_value(), "--control");
    refuse(options.check, "--check");
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
    add_what_is_said(app, options);
    app.option_defaults()->group("Help");
    common::add_help_and_version(app, "game " GAME_VERSION);
    options.answer = common::parse_command_line(app, argc, argv);
    if (options.answer) return options;
    if (options.referee) {
        refuse_all_beside_referee(app);
        return options;
    }
    if (options.replay) {
        refuse_what_needs_a_run(options);
    } else if (options.scenario.empty()) {
        throw common::UsageError("SCENARIO", "got nothing, takes a JSON file (see --help)");
    }
    if (options.output.keeps_log && !options.output.log) {
        throw common::UsageError("--append", "needs --log");
    }
    check_output_files(options.replay.value_or(options.scenario), options.output);
    return options;
}

}  // namespace game
