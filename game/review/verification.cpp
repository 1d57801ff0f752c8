#include "game/review/verification.h"

#include "game/events/state_hash.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace game {

namespace {

/// Why a match ends without a word of the referee.
constexpr std::array<std::string_view, 3> other_ends = {"last turn", "stopped", "none left"};

std::vector<RefereeMove> moves_of(const TurnEvent& event) {
    std::vector<RefereeMove> moves;
    for (const PlayerTurn& turn : event.moves) {
        AnswerStatus status = turn.status;
        if (status == AnswerStatus::illegal) status = AnswerStatus::ok;  // the referee found that
        if (!turn.cause.empty()) status = AnswerStatus::out;  // although it may have been late
        moves.push_back({turn.player, status, turn.move, turn.seconds, turn.cause, turn.by});
    }
    return moves;
}

/// True if the player went out for a reason that is not of the rules.
bool has_departed(const TurnEvent& event, const PlayerEvent& player) {
    return std::any_of(event.moves.begin(), event.moves.end(), [&player](const PlayerTurn& turn) {
        return turn.player == player.player && !turn.cause.empty() && turn.cause == player.cause &&
               turn.by == player.by;
    });
}

}  // namespace

Verification::Verification(Referee& referee, LoggedMatch match)
    : referee_(referee), match_(std::move(match)) {}

async::Task<void> Verification::begin(const MatchEvent& event) {
    const MatchStart start{match_.seed, match_.player_names(), match_.settings};
    const std::set<std::string> names(start.players.begin(), start.players.end());
    if (names.size() < start.players.size()) {
        throw Difference("the beginning differs: two players have the same name");
    }
    std::string fault;
    try {
        co_await referee_.start(start, news_);
    } catch (const RefereeFault& error) {
        fault = error.what();
    }
    if (!fault.empty()) throw Difference("the beginning differs: " + fault);
    check_state("the beginning", event.state, event.views, event.hash);
    turn_ = news_.is_end ? news_.turn : news_.turn - 1;
}

async::Task<void> Verification::play(const TurnEvent& event) {
    const std::string when = fmt::format("turn {}", event.turn);
    if (news_.is_end) {
        throw Difference(
            fmt::format("{} differs: for the referee the match is over in turn {} - {}", when,
                        news_.turn, news_.reason));
    }
    if (event.turn != news_.turn) {
        throw Difference(fmt::format("{} differs: the referee asks for turn {}", when, news_.turn));
    }
    const std::vector<RefereeMove> logged = moves_of(event);
    const TurnMoves moves{event.turn, logged, event.left, event.joined};
    std::string fault;
    try {
        co_await referee_.play(moves, news_);
    } catch (const RefereeFault& error) {
        fault = error.what();
    }
    if (!fault.empty()) throw Difference(when + " differs: " + fault);
    check_state(when, event.state, event.views, event.hash);
    check_events(when, event);
    turn_ = event.turn;
    ++turns_;
}

void Verification::check_state(const std::string& when, std::string_view state,
                               std::string_view views, std::string_view hash) const {
    const std::string logged = state_hash(state);
    if (!hash.empty() && hash != logged) {
        throw Difference(fmt::format("{} differs: the log has the hash {} and a state of hash {}",
                                     when, hash, logged));
    }
    const std::string computed = state_hash(news_.state);
    if (computed != logged) {
        throw Difference(fmt::format("{} differs: the hash is {} in the log, {} by the referee",
                                     when, logged, computed));
    }
    if (split_views(views) != news_.views) {
        throw Difference(when + " differs in what single players see");
    }
}

/// What the log says of players, the referee must have said, too, unless the match itself did.
void Verification::check_events(const std::string& when, const TurnEvent& event) const {
    for (const PlayerEvent& logged : event.events) {
        if (has_departed(event, logged)) continue;
        const bool is_known = std::any_of(
            news_.events.begin(), news_.events.end(), [&logged](const PlayerEvent& one) {
                return one.player == logged.player && one.cause == logged.cause &&
                       one.by == logged.by && one.illegal == logged.illegal;
            });
        if (is_known) continue;
        throw Difference(fmt::format("{} differs: the referee does not say of {}: {}{}", when,
                                     logged.player, logged.cause, logged.illegal));
    }
}

void Verification::finish(const ResultEvent& event) const {
    if (event.is_void) return;
    if (event.turn != turn_) {
        throw Difference(
            fmt::format("the result differs: it is of turn {}, not {}", event.turn, turn_));
    }
    if (news_.is_end) {
        if (event.reason != news_.reason) {
            throw Difference(
                fmt::format("the result differs: the reason is {} in the log, {} by "
                            "the referee",
                            event.reason, news_.reason));
        }
        check_ranks(event.ranks, news_.ranks);
        return;
    }
    if (std::find(other_ends.begin(), other_ends.end(), event.reason) == other_ends.end()) {
        throw Difference("the result differs: for the referee the match goes on");
    }
    const std::vector<MatchRank> ranks = referee_.ranks();
    if (!ranks.empty()) check_ranks(event.ranks, ranks);
}

void Verification::check_ranks(std::span<const MatchRank> logged,
                               const std::vector<MatchRank>& ranks) const {
    const auto is_same = [](const MatchRank& a, const MatchRank& b) {
        return a.player == b.player && a.rank == b.rank && a.score == b.score;
    };
    if (!std::equal(logged.begin(), logged.end(), ranks.begin(), ranks.end(), is_same)) {
        throw Difference("the result differs: the referee has other ranks");
    }
}

}  // namespace game
