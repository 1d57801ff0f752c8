/// A line from outside, as a terminal may show it.
#pragma once

#include <string>
#include <string_view>

namespace common {

/// What becomes of the sequences that set the look of text (ECMA-48, SGR: `ESC [ 1 ; 31 m`).
enum class Sgr { keep, remove };

/// Appends `text`, which has no newline. Tabs stay. Of text that a carriage return lets overwrite,
/// only the last state is there: what follows the last `\r` that anything follows. Sequences of SGR
/// stay, and the look is reset after them, at the end; or they are removed. Everything else that
/// controls a terminal, and what is not UTF-8, is escaped as by append_visible.
void append_terminal_text(std::string& out, std::string_view text, Sgr sgr);

}  // namespace common
