/// What players do in a match, and how it is judged.
#include "common/text/text.h"
#include "game/match/match.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace game {

Contestant* Match::reserve(std::uint64_t worker, const std::vector<std::string>& plays,
                           bool is_planned) {
    if (is_over_) return nullptr;
    const bool is_late = !is_planned || reserved_ == options_.workers;
    if (is_lockstep() && is_late) {
        if (!has_warned_of_late_workers_) {
            services_.warn("in lockstep only workers of time 0 take part: others are only relayed");
        }
        has_warned_of_late_workers_ = true;
        return nullptr;
    }
    if (is_planned) ++reserved_;
    return &roster_.add(worker, plays);
}

void Match::enter(Contestant& contestant, MatchProcess* process,
                  std::unique_ptr<MatchInput> input) {
    contestant.has_entered = true;
    contestant.process = process;
    contestant.has_ended = process == nullptr;
    contestant.input = std::move(input);
    if (contestant.input) contestant.mailbox.emplace(*contestant.input);
    if (is_over_) {
        if (contestant.mailbox) contestant.mailbox->close();
        return;
    }
    for (std::size_t i = 0; i < contestant.players.size(); ++i) {
        contestant.players[i]->bank = options_.settings.bank;
        if (!is_lockstep()) joining_.push_back(describe(contestant, i));
    }
    if (has_begun_) greet(contestant);
    ++entered_;
    entrances_.notify_all();
    if (!has_begun_) alarm_.ring();
}

void Match::withdraw(Contestant& contestant) {
    enter(contestant, nullptr, nullptr);
    leave(contestant, "");
}

void Match::withdraw(std::uint64_t worker, const std::vector<std::string>& plays) {
    const bool is_expected = is_lockstep() && worker <= options_.workers;
    Contestant* const contestant = is_expected ? reserve(worker, plays, true) : nullptr;
    if (contestant != nullptr) withdraw(*contestant);
}

void Match::note_shortage(std::string_view what) {
    if (is_over_ || !is_lockstep() || entered_ >= options_.workers) return;
    report_fault(fmt::format("{}{}", shortage_fault, what));
    entrances_.notify_all();
}

void Match::hear(Contestant& contestant, std::string_view line) {
    if (is_over_) return;
    Heard heard = contestant.reader.read(line);
    if (auto* const answer = std::get_if<Answer>(&heard)) {
        take(*contestant.players[answer->player], std::move(*answer));
    } else if (const auto* const ready = std::get_if<Ready>(&heard)) {
        contestant.wants_rows = contestant.wants_rows || ready->wants_rows;
    } else {
        constexpr std::size_t longest = 200;
        contestant.heard = common::utf8_prefix(line, longest);
    }
}

/// In lockstep the first answer to a turn counts, in ticks the last one. Of a player that is never
/// awaited, such as a predef, the last one counts in both: it does not know when a turn begins.
void Match::take(Player& player, Answer answer) {
    if (player.is_out) return;
    if (!is_lockstep() || !player.worker->mailbox) {
        const bool is_for_another = answer.turn && answer.turn != news_.turn;
        if (is_for_another) return;
        player.seconds = deadlines_.since_asked();
        player.pending = std::move(answer);
        return;
    }
    const std::optional<std::uint64_t> turn = player.owed.answer(answer.turn);
    if (turn == news_.turn && player.is_awaited) accept(player, std::move(answer));
}

void Match::accept(Player& player, Answer answer) {
    deadlines_.charge(player);
    player.has_answered = true;
    player.seconds = deadlines_.since_asked();
    if (answer.move) {
        player.status = AnswerStatus::ok;
        player.move = *std::move(answer.move);
    }
    player.say = std::move(answer.say);
    player.worker->heard.clear();
    deadlines_.stop_awaiting(player);
}

void Match::note_output_end(Contestant& contestant) {
    contestant.has_closed_output = true;
}

void Match::leave(Contestant& contestant, const std::string& failure) {
    contestant.has_ended = true;
    contestant.process = nullptr;
    if (contestant.mailbox) contestant.mailbox->close();  // a descendant may keep the reading end
    for (Player* player : contestant.players) {
        if (player->is_awaited) deadlines_.stop_awaiting(*player);
        if (is_lockstep()) {
            const bool is_well = failure.empty();
            if (!player->departure) player->departure = {is_well ? "left" : "crashed", failure};
            continue;
        }
        player->is_out = true;
        const auto is_same = [player](const MatchPlayer& other) {
            return other.name == player->name;
        };
        const bool was_joining = std::erase_if(joining_, is_same) > 0;
        if (!was_joining) leaving_.push_back(player->name);
    }
    alarm_.ring();  // somebody less to keep pace for
}

/// Decides what the player did in the turn that closes. A player whose worker has ended goes out in
/// this turn; if it had answered before that, in the next one.
void Match::judge(Player& player) {
    if (std::optional<Answer> pending = std::exchange(player.pending, std::nullopt);
        pending && player.is_asked) {
        player.has_answered = true;
        player.status = pending->move ? AnswerStatus::ok : AnswerStatus::missing;
        player.move = std::move(pending->move).value_or("");
        player.say = std::move(pending->say);
    }
    const auto goes_out = [&player] {
        return player.departure && !player.is_out && !(player.is_asked && player.has_answered);
    };
    if (!player.is_asked && !goes_out()) return;
    player.judged_turn = news_.turn;
    if (player.is_out || goes_out()) {
        player.status = AnswerStatus::out;
    } else if (player.status != AnswerStatus::ok && player.worker->mailbox) {
        strike(player);  // if it is the last one, the status still says what it is for
    }
    if (goes_out()) {
        player.is_out = true;
        events_.push_back({player.name, player.departure->cause, player.departure->by, ""});
    }
    if (player.status != AnswerStatus::ok) player.move.clear();
    if (player.status != AnswerStatus::ok) player.seconds.reset();
    add_move(player);
}

/// The referee is told `out` for a player that goes out in this turn, even if the log says `late`.
void Match::add_move(Player& player) {
    const AnswerStatus status = player.is_out ? AnswerStatus::out : player.status;
    RefereeMove move{player.name, status, player.move, player.seconds, {}, {}};
    if (player.is_out && player.departure) {
        move.cause = player.departure->cause;
        move.by = player.departure->by;
    }
    moves_.push_back(move);
}

/// In ticks only an illegal move is a fault: people do not press a key in every turn.
void Match::strike(Player& player) {
    const std::optional<std::uint64_t>& most = options_.settings.strikes;
    if (!is_lockstep() && player.status != AnswerStatus::illegal) return;
    if (!most || player.is_out || player.departure) return;
    if (++player.strikes >= *most) player.departure = {"strikes", ""};
}

}  // namespace game
