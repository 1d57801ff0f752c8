#include "game/reporters/text_style.h"

#include <array>
#include <cstdlib>

#include <unistd.h>

namespace game {

namespace {

constexpr std::string_view reset = "\x1b[0m";

/// From the 256 colours' cube, chosen by computation: those whose contrast (WCAG 2.1) is at least
/// 3.3 to 1 on white as well as on black, without greys and what is near the red of failures; of
/// these the twelve with the greatest least distance in the space Oklab; in an order that keeps
/// similar ones apart.
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

std::optional<std::string_view> variable(const char* name) {
    const char* const value = std::getenv(name);  // one thread, which never sets any
    if (value == nullptr) return std::nullopt;
    return value;
}

bool is_set(const std::optional<std::string_view>& value) {
    return value && !value->empty();
}

bool wants_color(ColorChoice choice, const ColorSurroundings& surroundings) {
    if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
    if (is_set(surroundings.no_color)) return false;
    if (is_set(surroundings.clicolor_force) && surroundings.clicolor_force != "0") return true;
    return surroundings.is_terminal && surroundings.term != "dumb";
}

}  // namespace

ColorSurroundings color_surroundings() {
    return {::isatty(STDOUT_FILENO) == 1, variable("NO_COLOR"), variable("CLICOLOR_FORCE"),
            variable("TERM")};
}

TextStyle choose_style(ColorChoice choice, const ColorSurroundings& surroundings) {
    const bool has_color = wants_color(choice, surroundings);
    return {has_color, has_color || surroundings.is_terminal};
}

Paint label_paint(const TextStyle& style, std::uint64_t worker) {
    if (!style.has_color) return {};
    return {label_colors.at((worker + label_colors.size() - 1) % label_colors.size()), reset};
}

Paint dim_paint(const TextStyle& style) {
    return style.has_color ? Paint{"\x1b[2m", reset} : Paint{};
}

Paint failure_paint(const TextStyle& style) {
    return style.has_color ? Paint{"\x1b[1;38;5;160m", reset} : Paint{};
}

}  // namespace game
