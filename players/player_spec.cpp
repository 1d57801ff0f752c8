#include "players/player_spec.h"

#include "common/move.h"
#include "common/text/number.h"
#include "common/text/text.h"

#include <optional>
#include <stdexcept>

#include <fmt/format.h>

namespace players {

namespace {

/// The three parts as written, found from the right since the name may hold what stands between.
struct Parts {
    std::string_view name, cycles, period;
};

std::optional<Parts> split(std::string_view text) {
    if (text.ends_with('s')) text.remove_suffix(1);
    const std::size_t times = text.rfind('x');
    if (times == std::string_view::npos) return std::nullopt;
    const std::string_view period = text.substr(times + 1);
    text = text.substr(0, times);
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    return Parts{.name = text.substr(0, colon), .cycles = text.substr(colon + 1), .period = period};
}

[[noreturn]] void refuse(std::string_view text, std::string_view expected) {
    throw std::invalid_argument(
        fmt::format("{} is not NAME:CYCLESxPERIOD{}", common::in_quotes(text), expected));
}

}  // namespace

PlayerSpec parse_player(std::string_view text) {
    const std::optional<Parts> parts = split(text);
    if (!parts) refuse(text, ", for example zoe:5x0.3s");
    if (!common::is_player_name(parts->name)) {
        refuse(text, " with a NAME of 1 to 64 bytes, no white space, no control character");
    }
    const std::optional<std::uint64_t> cycles = common::read_whole_number(parts->cycles);
    if (!cycles) refuse(text, " with CYCLES a whole number >= 0 of at most 64 bits");
    const std::optional<double> period = common::read_number(parts->period);
    if (!period) refuse(text, " with PERIOD a number of seconds >= 0");
    return {.name = std::string(parts->name), .cycles = *cycles, .period = *period};
}

std::string describe(const PlayerSpec& player) {
    return fmt::format("{}: {}x{}s", player.name, player.cycles, player.period);
}

}  // namespace players
