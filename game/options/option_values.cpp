#include "game/options/option_values.h"

#include "common/command_line.h"
#include "common/move.h"
#include "common/text/number.h"
#include "common/text/shell_words.h"
#include "common/text/text.h"
#include "game/rules/rules.h"
#include "game/scenario/scenario.h"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace game {

async::Duration seconds_up_to_limit(const std::string& text) {
    constexpr auto longest = static_cast<double>(seconds_range.max);
    const std::optional<double> seconds = common::read_number(text);
    if (!seconds || *seconds > longest) {
        throw std::invalid_argument(
            fmt::format("{} is not a number of seconds, 0 to 1e9", common::in_quotes(text)));
    }
    return std::chrono::round<async::Duration>(std::chrono::duration<double>(*seconds));
}

std::filesystem::path file_name(const std::string& text) {
    if (text.empty()) throw std::invalid_argument("\"\" is not the name of a file");
    return text;
}

std::vector<std::string> launcher_words(const std::string& text) {
    std::optional<std::vector<std::string>> words = common::split_shell_words(text);
    if (!words) {
        throw std::invalid_argument(
            fmt::format("{} has a quote that is not closed, or ends with a backslash",
                        common::in_quotes(text)));
    }
    if (!words->empty() && words->front().empty()) {
        throw std::invalid_argument(
            fmt::format("{} has an empty word for a program", common::in_quotes(text)));
    }
    return *std::move(words);
}

std::string rules_name(const std::string& text) {
    if (rules::find_rule_set(text) != nullptr) return text;
    std::string names;
    for (const rules::RuleSet& rule_set : rules::rule_sets())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", rule_set.name);
    throw std::invalid_argument(
        fmt::format("{} is not one of the rules: {}", common::in_quotes(text), names));
}

common::WallTime point_in_time(const std::string& text) {
    if (const std::optional<common::WallTime> time = common::read_point_in_time(text)) return *time;
    throw std::invalid_argument(
        fmt::format("{} is not a time: 1764423202.5 (since 1970), 2025-11-29T14:33:22Z or "
                    "2025-11-29T15:33:22+01:00",
                    common::in_quotes(text)));
}

std::string player_name(const std::string& text) {
    if (common::is_player_name(text)) return text;
    throw std::invalid_argument(
        fmt::format("{} is not a name: 1 to 64 bytes without white space and control characters",
                    common::in_quotes(text)));
}

OutputFormat output_format(const std::string& text) {
    if (text == "text") return OutputFormat::text;
    if (text == "ndjson") return OutputFormat::ndjson;
    throw common::unknown_choice(text, {"text", "ndjson"});
}

Timestamps timestamps_form(const std::string& text) {
    if (text.empty() || text == "start") return Timestamps::since_start;
    if (text == "wall") return Timestamps::wall;
    throw common::unknown_choice(text, {"start", "wall"});
}

ColorChoice color_choice(const std::string& text) {
    if (text == "auto") return ColorChoice::automatic;
    if (text == "always") return ColorChoice::always;
    if (text == "never") return ColorChoice::never;
    throw common::unknown_choice(text, {"auto", "always", "never"});
}

}  // namespace game
