/// Runs that are logged, and their replays.
#pragma once

#include "tests/end_to_end/match.h"

#include <string>
#include <string_view>

namespace tests {

/// Has `match` write its log, as `run.ndjson` in its folder. Returns the log's path.
std::string log_to_file(Match& match);

/// Starts a replay of the file `log`.
Launch replay_of(const std::string& log, const Words& options = {"--speed", "1e6"});

/// Replays the file to its end.
Result replay(const std::string& log, const Words& options = {"--speed", "1e6"});

/// Checks that the replay of `log` says what `run` said on standard output, byte for byte, and ends
/// as it did; that it writes the same log again, to a file and to standard output; and that the log
/// keeps to its schema.
void check_replay(const std::string& log, const Result& run);

/// Plays `match` to its end, with a log, and checks its replay. Returns the log's content.
std::string check_recording(Match& match);

/// True if the JSON Schema of logs accepts every line.
bool keeps_to_schema(std::string_view log);

}  // namespace tests
