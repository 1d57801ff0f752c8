#include "game/terminal/terminfo.h"

#include <algorithm>
#include <array>

// The last ones: they define macros with common names.
#define NCURSES_NOMACROS
#include <curses.h>
#include <term.h>
#undef back_tab

namespace game::terminal {

namespace {

/// Empty if the terminal does not have it. `name` is that of terminfo(5).
std::string capability(const char* name) {
    const char* const found = ::tigetstr(name);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what terminfo(3) has for "no string"
    const bool is_there = found != nullptr && found != reinterpret_cast<const char*>(-1);
    return is_there ? found : "";
}

struct KeyCapability {
    const char* name;
    view::KeyName key;
};

constexpr std::array<KeyCapability, 11> key_capabilities = {{
    {"kcuu1", view::KeyName::up},
    {"kcud1", view::KeyName::down},
    {"kcub1", view::KeyName::left},
    {"kcuf1", view::KeyName::right},
    {"kpp", view::KeyName::page_up},
    {"knp", view::KeyName::page_down},
    {"khome", view::KeyName::home},
    {"kend", view::KeyName::end},
    {"kdch1", view::KeyName::remove},
    {"kcbt", view::KeyName::back_tab},
    {"kent", view::KeyName::enter},
}};

}  // namespace

std::optional<Terminfo> find_terminfo(const std::string& type) {
    int problem = 0;
    constexpr int no_descriptor = -1;  // only asked for modes, which are not changed here
    if (type.empty() || ::setupterm(type.c_str(), no_descriptor, &problem) != 0) {
        return std::nullopt;
    }
    Terminfo found;
    found.type = type;
    found.colors = std::max(::tigetnum("colors"), 0);
    found.can_place_cursor = !capability("cup").empty() && !capability("clear").empty();
    found.keypad_on = capability("smkx");
    found.keypad_off = capability("rmkx");
    found.reset = capability("sgr0") + capability("op") + capability("cnorm") + found.keypad_off +
                  capability("rmcup");
    for (const auto& [name, key] : key_capabilities) {
        std::string sequence = capability(name);
        if (sequence.size() > 1) found.keys.emplace_back(std::move(sequence), key);
    }
    ::del_curterm(cur_term);
    return found;
}

}  // namespace game::terminal
