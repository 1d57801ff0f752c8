#include "players/match_player.h"

#include "common/json/json_writer.h"
#include "players/careful.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace players {

namespace {

/// The index of the one of that name; nothing if there is none.
template <class Named>
std::optional<std::size_t> find_named(const std::vector<Named>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const Named& one) { return one.name == name; });
    if (found == all.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all.begin());
}

/// In JSON, which means the same whatever the referee.
void append_answer(std::string& out, Direction direction, const std::string& player,
                   std::uint64_t turn) {
    out += fmt::format(R"({{"move":"{}","player":)", static_cast<char>(direction));
    common::append_json_string(out, player);
    out += fmt::format(",\"turn\":{}}}\n", turn);
}

}  // namespace

std::string MatchPlayer::hear(std::string_view line) {
    const Message message = read_message(line, rules_);
    if (const auto* const hello = std::get_if<Hello>(&message)) begin(*hello);
    if (const auto* const turn = std::get_if<Turn>(&message)) return answer(*turn);
    return {};
}

/// The streams are numbered in the order of the players.
void MatchPlayer::begin(const Hello& hello) {
    rules_ = hello.rules;
    seed_ = given_seed_ ? given_seed_ : hello.seed;
    number_of_players_ = hello.players.size();
    randoms_.clear();
    for (const std::string& player : hello.players)
        random_of(player);
}

std::string MatchPlayer::answer(const Turn& turn) {
    std::string out;
    for (const std::string& player : turn.ask) {
        if (const std::optional<Direction> direction = decide(turn, player)) {
            append_answer(out, *direction, player, turn.turn);
        } else if (number_of_players_ == 1) {
            out += '\n';  // no move in this turn
        }
    }
    return out;
}

/// Nothing if the rules are not known. Who is asked and has no snake may come back with any move.
std::optional<Direction> MatchPlayer::decide(const Turn& turn, const std::string& player) {
    Random& random = random_of(player);
    if (const auto* const snakes = std::get_if<SnakePosition>(&turn.position)) {
        const auto index = find_named(snakes->snakes, player);
        return index ? careful_step(*snakes, *index, random) : random.direction();
    }
    if (const auto* const canvas = std::get_if<Canvas>(&turn.position)) {
        const auto index = find_named(canvas->painters, player);
        return index ? paint_step(*canvas, *index, random) : random.direction();
    }
    return std::nullopt;
}

Random& MatchPlayer::random_of(const std::string& player) {
    if (!seed_) seed_ = given_seed_ ? *given_seed_ : fresh_seed();
    return randoms_.try_emplace(player, *seed_, randoms_.size()).first->second;
}

}  // namespace players
