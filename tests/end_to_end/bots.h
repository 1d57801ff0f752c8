/// Matches with bots in shell, and what their logs say.
#pragma once

#include "tests/end_to_end/match.h"
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/text.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

using Json = nlohmann::ordered_json;

/// Does `act` for each turn in which it is asked, and ends at the end of its input.
inline std::string bot(std::string_view act) {
    return R"(while read -r line; do case $line in '{"type":"turn"'*'"ask":["'*) )" +
           std::string(act) + " ;; esac; done";
}

/// As `bot`, but does `odd` in the turn of that number.
inline std::string bot_with(std::string_view turn, std::string_view odd,
                            std::string_view act = "echo N") {
    return bot("case $line in '{\"type\":\"turn\",\"turn\":" + std::string(turn) + ",'*) " +
               std::string(odd) + " ;; *) " + std::string(act) + " ;; esac");
}

inline std::string named(std::string_view name, std::string_view more = "") {
    return R"("name": ")" + std::string(name) + '"' + std::string(more);
}

inline const std::string good_bot = shell(bot("echo N"), named("good"));

/// A scenario with a match. `keys` are those of the match.
inline std::string match_scenario(const Words& entries, std::string_view keys,
                                  std::string_view more = R"("stop_timeout": 1)") {
    return scenario(entries, "\"match\": {" + std::string(keys) + "}, " + std::string(more));
}

/// A match that has been played, with its log.
struct PlayedMatch {
    explicit PlayedMatch(std::string_view scenario_text, const Words& options = {})
        : match(scenario_text, {"--no-clock", "--log", "run.ndjson"}) {
        match.launch.folder = match.folder.path("");
        match.launch.add(options);
        result = match.play();
        const std::string log = file_content(match.folder.path("run.ndjson"));
        CHECK(keeps_to_schema(log));
        for (const std::string& line : lines(log))
            events.push_back(Json::parse(line));
    }

    std::vector<Json> of(std::string_view kind) const {
        std::vector<Json> found;
        for (const Json& event : events) {
            if (event["event"] == kind) found.push_back(event);
        }
        return found;
    }

    /// `ok ok late`: how a player did in the turns.
    std::string statuses(const std::string& player) const {
        std::string text;
        for (const Json& turn : of("turn")) {
            if (!turn["moves"].contains(player)) continue;
            text += (text.empty() ? "" : " ") + turn["moves"][player]["status"].get<std::string>();
        }
        return text;
    }

    /// The number of turns of that status.
    int total(const std::string& player, const std::string& status) const {
        const Json last = of("result").at(0);
        for (const Json& totals : last["players"]) {
            if (totals["player"] == player) return totals[status];
        }
        return -1;
    }

    Match match;
    Result result;
    std::vector<Json> events;
};

}  // namespace tests
