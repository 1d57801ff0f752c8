#include "game/reporters/text_style.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

constexpr std::string_view reset = "\x1b[0m";

/// From the 256 colours, chosen by computation. Their contrast (WCAG 2.1) is at least 3.3 to 1 on
/// white and on black; greys and colours near the red of failures are left out. Of these, the
/// twelve whose smallest distance in the colour space Oklab is largest, ordered so that neighbours
/// differ.
constexpr std::array<std::string_view, 12> label_colors = {
    "\x1b[38;5;28m",   // green
    "\x1b[38;5;127m",  // magenta
    "\x1b[38;5;27m",   // blue
    "\x1b[38;5;136m",  // ochre
    "\x1b[38;5;93m",   // violet
    "\x1b[38;5;30m",   // teal
    "\x1b[38;5;198m",  // pink
    "\x1b[38;5;68m",   // light blue
    "\x1b[38;5;94m",   // brown
    "\x1b[38;5;135m",  // lavender
    "\x1b[38;5;60m",   // slate
    "\x1b[38;5;132m",  // mauve
};

/// For terminals of 16 colours: those that can be read on black and on white, all but red.
constexpr std::array<std::string_view, 10> few_label_colors = {
    "\x1b[32m",   "\x1b[35m",   "\x1b[34m",   "\x1b[33m",   "\x1b[36m",
    "\x1b[1;32m", "\x1b[1;35m", "\x1b[1;34m", "\x1b[1;33m", "\x1b[1;36m",
};

std::optional<std::string_view> variable(const char* name) {
    const char* const value = std::getenv(name);  // safe: nothing sets variables
    if (value == nullptr) return std::nullopt;
    return value;
}

bool is_set(const std::optional<std::string_view>& value) {
    return value && !value->empty();
}

bool wants_color(ColorChoice choice, const ColorEnvironment& environment) {
    if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
    if (is_set(environment.no_color)) return false;
    if (is_set(environment.clicolor_force) && environment.clicolor_force != "0") return true;
    return environment.is_terminal && is_set(environment.term) && environment.term != "dumb";
}

/// Terminals of our time, which name themselves so, also without `256color`.
bool has_256_colors(const ColorEnvironment& environment) {
    if (is_set(environment.colorterm)) return true;
    const std::string_view term = environment.term.value_or("");
    if (term.find("256color") != std::string_view::npos) return true;
    constexpr std::array<std::string_view, 10> known = {
        "xterm", "tmux",  "screen",  "rxvt-unicode", "alacritty",
        "foot",  "kitty", "konsole", "gnome",        "wezterm"};
    return std::ranges::any_of(known, [term](auto name) { return term.starts_with(name); });
}

}  // namespace

ColorEnvironment color_environment() {
    return {::isatty(STDOUT_FILENO) == 1, variable("NO_COLOR"), variable("CLICOLOR_FORCE"),
            variable("TERM"), variable("COLORTERM")};
}

TextStyle choose_style(ColorChoice choice, const ColorEnvironment& environment) {
    const bool has_color = wants_color(choice, environment);
    TextStyle style;
    style.has_color = has_color;
    style.has_few_colors = !has_256_colors(environment);
    style.escapes = has_color || environment.is_terminal;
    return style;
}

SgrPair label_sgr(const TextStyle& style, std::uint64_t worker) {
    if (!style.has_color) return {};
    const std::span<const std::string_view> colors =
        style.has_few_colors ? std::span<const std::string_view>(few_label_colors) : label_colors;
    return {colors[(worker + colors.size() - 1) % colors.size()], reset};
}

SgrPair dim_sgr(const TextStyle& style) {
    return style.has_color ? SgrPair{"\x1b[2m", reset} : SgrPair{};
}

SgrPair failure_sgr(const TextStyle& style) {
    if (!style.has_color) return {};
    return {style.has_few_colors ? "\x1b[1;31m" : "\x1b[1;38;5;160m", reset};
}

std::string_view priority_prefix(const TextStyle& style, common::Priority priority) {
    return style.has_priorities ? common::journal_prefix(priority) : "";
}

void TimestampWriter::begin(const ScenarioEvent& event) {
    scenario_ = event;
    scenario_->file = {};  // what it refers to does not last
    scenario_->so_far = nullptr;
}

void TimestampWriter::append(std::string& out, async::Duration t) const {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    if (timestamps_ == Timestamps::none) return;
    std::optional<common::WallTime> wall_time;
    if (timestamps_ == Timestamps::wall && scenario_) wall_time = wall_time_at(*scenario_, t);
    if (wall_time) {
        common::append_local_time(out, *wall_time);
        out += ' ';
        return;
    }
    const auto whole = std::chrono::duration_cast<seconds>(t);
    const auto rest = std::chrono::duration_cast<milliseconds>(t - whole);
    out += fmt::format("{}s + {:03}ms ", whole.count(), rest.count());
}

}  // namespace game
