/// Texts and figures as the screen shows them.
#pragma once

#include "common/async/time.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace game::view {

/// `text` in at most `width` columns. If it is too long, the middle is left out: names often differ
/// only at their ends.
std::string cut_in_middle(std::string_view text, std::size_t width, std::string_view ellipsis);

/// The same, but the end is left out.
std::string cut_at_end(std::string_view text, std::size_t width, std::string_view ellipsis);

/// A unit and at most three figures: `0.31 ms`, `3.1 ms`, `214 ms`, `2.5 s`.
std::string in_three_figures(async::Duration duration);

/// `0:42.6`, minutes and seconds; `1:02:03` from an hour on.
std::string as_clock(async::Duration duration);

/// As one says it of what is to come: `45 s`, `3 min`, `1 h 52 min`, `3 days`.
std::string in_rough_words(async::Duration duration);

/// What a line of a worker looks like: tabs become blanks, nothing in it controls the terminal.
std::string as_shown(std::string_view text);

/// `?` in place of each character that is not ASCII.
std::string as_ascii(std::string_view text);

}  // namespace game::view
