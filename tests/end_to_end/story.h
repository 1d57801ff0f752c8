/// The lines that `game` prints, as game(1) words them.
#pragma once

#include "tests/end_to_end/text.h"

#include <string>
#include <string_view>

namespace tests {

inline const std::string bye = "no process left - bye";

inline std::string label(int worker, std::string_view name = "child") {
    return "ps#" + std::to_string(worker) + " (" + std::string(name) + ")";
}

inline std::string started(int worker, std::string_view name = "child") {
    return ">>>>>>>> worker " + label(worker, name);
}

inline std::string got(int worker, std::string_view text, std::string_view name = "child") {
    return "         got `" + std::string(text) + "` from " + label(worker, name);
}

inline std::string got_error(int worker, std::string_view text, std::string_view name = "child") {
    return got(worker, text, name) + " on stderr";
}

/// `how` is `exit code 0`, `timed out` or `cannot start: …`.
inline std::string ended(int worker, std::string_view how, int running,
                         std::string_view name = "child") {
    return "<<<<<<<< worker " + label(worker, name) + " - " + std::string(how) + " - " +
           std::to_string(running) + " still running";
}

/// The numbers of the workers, in the order in which they start.
enum class Numbering {
    in_sequence,
    any,  ///< in a part of a run, and where parts are shown as one run
};

/// Checks what holds for every story, whatever was played: only lines that the manual knows;
/// workers numbered in launch order; each worker's lines between its start and its exit; `still
/// running` right each time; clock and time going forwards; `bye` last, when nobody is left.
void check_story(std::string_view output, Numbering numbering = Numbering::in_sequence);

/// The seconds of the clock lines, in order.
std::vector<int> clock_seconds(std::string_view output);

}  // namespace tests
