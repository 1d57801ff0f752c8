/// A built-in referee as a program of its own.
#pragma once

#include <string_view>

namespace game::rules {

/// Reads messages from descriptor `input` and writes an answer to each to `output`, until the end
/// of the input. Throws std::runtime_error, which names the line, for a message that the protocol
/// does not allow, and std::system_error where it cannot read or write.
///
/// `rules` is the name of a rule set.
void run_referee(std::string_view rules, int input, int output);

}  // namespace game::rules
