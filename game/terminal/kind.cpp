#include "game/terminal/kind.h"

#include "common/report.h"
#include "common/text/text.h"

#include <clocale>
#include <cstdlib>
#include <string_view>

#include <langinfo.h>
#include <unistd.h>

namespace game::terminal {

namespace {

constexpr int many_colors = 256;

std::string_view variable(const char* name) {
    const char* const value = std::getenv(name);  // safe: nothing sets variables
    return value == nullptr ? std::string_view() : std::string_view(value);
}

/// The locale for characters, as setlocale(3) looks for it.
std::string_view wanted_locale() {
    for (const char* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (const std::string_view value = variable(name); !value.empty()) return value;
    }
    return "C";
}

bool is_utf8_name(std::string_view locale) {
    for (const std::string_view name : {"UTF-8", "utf-8", "utf8", "UTF8"}) {
        if (locale.find(name) != std::string_view::npos) return true;
    }
    return false;
}

/// True if characters are UTF-8. A locale that is not installed, as in many containers, says by its
/// name what the terminal takes.
bool set_locale() {
    const bool is_installed = std::setlocale(LC_CTYPE, "") != nullptr;
    if (!is_installed && is_utf8_name(wanted_locale())) std::setlocale(LC_CTYPE, "C.UTF-8");
    return std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
}

/// Terminals that say `xterm` have had 256 colours for long; the entry of that name has fewer.
Terminfo with_many_colors(Terminfo terminfo) {
    if (terminfo.colors >= many_colors) return terminfo;
    std::optional<Terminfo> better = find_terminfo(terminfo.type + "-256color");
    return better ? *std::move(better) : std::move(terminfo);
}

}  // namespace

Kind find_kind(Colors colors) {
    if (::isatty(STDOUT_FILENO) != 1) {
        throw common::UsageError("--live", "needs a terminal as standard output");
    }
    const std::string type(variable("TERM"));
    if (type.empty()) throw common::UsageError("--live", "needs TERM, which is not set");
    std::optional<Terminfo> terminfo = find_terminfo(type);
    if (!terminfo || !terminfo->can_place_cursor) {
        throw common::UsageError(
            "--live", "cannot draw on a terminal of TERM=" + common::shortened(type, 64) +
                          (terminfo ? ", which has no screen" : ", which is not known"));
    }
    Kind kind;
    const bool has_utf8 = set_locale();
    const bool is_console = type == "linux" || type.starts_with("linux-");
    kind.has_color = colors != Colors::none && terminfo->colors > 0;
    kind.terminfo =
        colors == Colors::many ? with_many_colors(*std::move(terminfo)) : *std::move(terminfo);
    kind.abilities.has_256_colors = kind.has_color && kind.terminfo.colors >= many_colors;
    kind.abilities.charset = !has_utf8    ? view::Charset::ascii
                             : is_console ? view::Charset::console
                                          : view::Charset::unicode;
    return kind;
}

}  // namespace game::terminal
