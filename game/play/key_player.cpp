#include "game/play/key_player.h"

#include <algorithm>
#include <utility>

namespace game {

KeyPlayer::KeyPlayer(async::Loop& loop, const TimeScale& scale, std::string name,
                     const std::string& socket)
    : loop_(loop), scale_(scale), name_(std::move(name)), seat_(loop, socket) {}

void KeyPlayer::move(char direction) {
    if (seat_.move(direction)) next_move_ = direction;
}

view::PlayState KeyPlayer::state() const {
    view::PlayState state{name_, next_move_, {}, last_margin_};
    if (next_tick_) {
        state.until_tick = std::max(async::Duration(0), *next_tick_ - loop_.now());
    }
    return state;
}

/// The match may have had to make the name unique.
void KeyPlayer::find_name(std::span<const MatchPlayer> players) {
    for (const MatchPlayer& player : players) {
        if (player.worker == seat_.worker()) name_ = player.name;
    }
}

void KeyPlayer::open_turn() {
    next_tick_ = async::later(loop_.now(), tick_);
    next_move_.reset();
}

void KeyPlayer::FollowingReporter::match(const MatchEvent& event) {
    player_.tick_ = player_.scale_.to_real(event.tick);
    player_.find_name(event.players);
    player_.open_turn();
}

void KeyPlayer::FollowingReporter::turn(const TurnEvent& event) {
    player_.find_name(event.joined);
    for (const PlayerTurn& turn : event.moves) {
        if (turn.player != player_.name_) continue;
        const bool has_counted = turn.status == AnswerStatus::ok && turn.seconds;
        if (has_counted)
            player_.last_margin_ = std::max(async::Duration(0), player_.tick_ - *turn.seconds);
    }
    player_.open_turn();
}

}  // namespace game
