/// Starting `players`.
#pragma once

#include "tests/end_to_end/launch.h"

#include <string>
#include <vector>

namespace tests {

inline Launch players(const std::vector<std::string>& arguments, Sink output = Sink::pipe) {
    Launch launch = Launch::of(PLAYERS_PROGRAM, arguments);
    launch.output = output;
    return launch;
}

}  // namespace tests
