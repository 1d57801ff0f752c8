/// Tournaments of small bots in shell, and what is left of them.
#pragma once

#include "tests/end_to_end/bots.h"
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/processes.h"
#include "tests/end_to_end/text.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

/// A player of a tournament whose shell command is `script`.
inline std::string contestant(std::string_view name, std::string_view script) {
    return "{\"name\": " + json_string(name) +
           ", \"command\": " + list({"sh", "-c", std::string(script)}) + "}";
}

/// Plays as `bot` does, always the same move.
inline std::string runner(std::string_view name, std::string_view move) {
    return contestant(name, bot("echo " + std::string(move)));
}

inline const Words four = {runner("ann", "N"), runner("ben", "E"), runner("cy", "S"),
                           runner("di", "W")};

/// A scenario with a tournament. `keys` are further ones of it, `match` those of its match.
inline std::string tournament(
    const Words& players, std::string_view keys = R"("rounds": 1, "seed": 7)",
    std::string_view match = R"("rules": "paint", "turns": 6, "first_limit": 20,
                                "settings": {"width": 5, "height": 5})",
    std::string_view more = R"("stop_timeout": 1, "max_running": 2)") {
    std::string text = "{\"tournament\": {\"players\": [";
    for (const std::string& player : players)
        text += (player == players.front() ? "" : ", ") + player;
    return text + "], \"results\": \"results.ndjson\", " + std::string(keys) + "}, \"match\": {" +
           std::string(match) + "}, " + std::string(more) + "}";
}

inline std::string results_of(const Match& match) {
    return file_content(match.folder.path("results.ndjson"));
}

/// The matches of a file of results, by number. A match that is there twice fails the test. Times
/// are left out.
inline std::map<int, Json> matches_of(std::string_view results) {
    std::map<int, Json> found;
    const std::vector<std::string> all = lines(results);
    for (std::size_t i = 1; i < all.size(); ++i) {
        Json match = Json::parse(all[i]);
        for (Json& player : match["players"])
            player.erase("seconds");
        const int number = match["match"];
        CHECK(found.emplace(number, std::move(match)).second);
    }
    return found;
}

/// The standings in a JSON file, without times.
inline Json standings_in(const Match& match, std::string_view name = "standings.json") {
    Json standings = Json::parse(file_content(match.folder.path(name)));
    for (Json& player : standings["players"])
        player.erase("seconds");
    return standings;
}

/// Options that write the standings beside the results.
inline Words standings_option(const Match& match, std::string_view name = "standings.json") {
    return {"--standings", match.folder.path(name)};
}

}  // namespace tests
