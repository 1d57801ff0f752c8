#include "tests/end_to_end/recording.h"

#include "tests/end_to_end/text.h"
#include "tests/unit/json_schema.h"

#include <doctest/doctest.h>

namespace tests {

std::string log_to_file(Match& match) {
    const std::string log = match.folder.path("run.ndjson");
    match.launch.add({"--log", log});
    return log;
}

Launch replay_of(const std::string& log, const Words& options) {
    Launch launch = Launch::of(GAME_PROGRAM, {"--replay", log});
    launch.add(options);
    return launch;
}

Result replay(const std::string& log, const Words& options) {
    return run(replay_of(log, options));
}

void check_replay(const std::string& log, const Result& run) {
    const TemporaryFolder folder;
    const std::string copy = folder.path("copy.ndjson");
    const Result text = replay(log, {"--speed", "1e6", "--log", copy});
    CHECK(text.output == run.output);
    CHECK(text.errors.empty());
    CHECK(text.ending == exited(exit_status(run.ending)));
    const std::string content = file_content(log);
    CHECK(file_content(copy) == content);
    const Result ndjson = replay(log, {"--speed", "1e6", "--output", "ndjson"});
    CHECK(ndjson.output == content);
    CHECK(ndjson.ending == exited(exit_status(run.ending)));
    CHECK(keeps_to_schema(content));
}

std::string check_recording(Match& match) {
    const std::string log = log_to_file(match);
    const Result run = match.play();
    check_replay(log, run);
    return file_content(log);
}

bool keeps_to_schema(std::string_view log) {
    static const JsonSchema schema(std::string(SCENARIOS) + "/log.schema.json");
    for (const std::string& line : lines(log)) {
        if (schema.accepts(line)) continue;
        MESSAGE("the schema refuses " << line.substr(0, 1000));
        return false;
    }
    return true;
}

}  // namespace tests
