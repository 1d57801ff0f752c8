#include "game/view/tournament_story.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t most_recent = 500;

/// With more players, no screen has room for who did what against whom.
constexpr std::size_t most_in_cross_table = 40;

/// After fewer matches of this run, their pace says little.
constexpr std::uint64_t fewest_for_pace = 2;

}  // namespace

void TournamentStory::begin(const TournamentEvent& event) {
    const common::Part part = part_;
    *this = TournamentStory();
    part_ = part;
    has_begun_ = true;
    format_ = event.format;
    rounds_ = event.rounds;
    seed_ = event.seed;
    planned_ = event.matches;
    played_before_ = event.played;
    ended_ = event.played;
    begin_ = event.t;
    last_end_ = event.t;
    rows_.reserve(event.players.size());
    for (const std::string& name : event.players) {
        index_of(name);
        StandingsRow row;
        row.rank = 0;
        row.name = name;
        rows_.push_back(std::move(row));
    }
    if (players_.size() <= most_in_cross_table) {
        encounters_.resize(players_.size() * players_.size());
    }
}

/// A log may begin in the middle of a tournament, with players that have not been named.
std::size_t TournamentStory::index_of(const std::string& name) {
    const auto [place, is_new] = indexes_.emplace(name, players_.size());
    if (is_new) {
        players_.push_back(name);
        encounters_.clear();
    }
    return place->second;
}

std::optional<std::size_t> TournamentStory::find(std::string_view name) const {
    const auto found = indexes_.find(name);
    if (found == indexes_.end()) return std::nullopt;
    return found->second;
}

void TournamentStory::start(const MatchStartEvent& event) {
    has_begun_ = true;
    planned_ = std::max(planned_, event.matches);
    // It is played again: the attempt before has ended.
    std::erase_if(running_,
                  [&event](const RunningMatch& other) { return other.match == event.match; });
    RunningMatch match{event.match, event.worker, event.attempt};
    match.players.reserve(event.players.size());
    for (const std::string& name : event.players)
        match.players.push_back(index_of(name));
    match.log = event.log;
    running_.push_back(std::move(match));
}

void TournamentStory::note_turn(const MatchTurnEvent& event) {
    for (RunningMatch& running : running_) {
        if (running.match == event.match) running.turn = event.turn;
    }
}

void TournamentStory::end(const MatchEndEvent& event) {
    has_begun_ = true;
    planned_ = std::max(planned_, event.matches);
    ++ended_;
    ++ended_now_;
    if (event.is_void) ++voids_;
    last_end_ = event.t;
    EndedMatch match;
    match.match = event.match;
    match.worker = worker_of(event.match);
    for (const RunningMatch& running : running_) {
        if (running.match == event.match) match.log = running.log;
    }
    if (!event.log.empty()) match.log = event.log;
    match.is_void = event.is_void;
    match.reason = event.reason;
    match.turns = event.turns;
    match.players.reserve(event.players.size());
    for (const MatchPlayerResult& player : event.players) {
        match.players.push_back(
            {index_of(player.player), player.rank, player.late, player.crashed});
    }
    if (!event.is_void) count(match.players);
    std::erase_if(running_,
                  [&event](const RunningMatch& other) { return other.match == event.match; });
    recent_.push_front(std::move(match));
    if (recent_.size() > most_recent) recent_.pop_back();
}

void TournamentStory::count(std::span<const EndedPlayer> players) {
    if (encounters_.empty()) return;
    for (const EndedPlayer& one : players) {
        for (const EndedPlayer& other : players) {
            if (one.player == other.player) continue;
            Encounters& cell = encounters_[one.player * players_.size() + other.player];
            ++cell.matches;
            cell.points += one.rank < other.rank ? 1 : one.rank == other.rank ? 0.5 : 0;
        }
    }
}

void TournamentStory::rank(const StandingsEvent& event, bool is_part) {
    has_begun_ = true;
    has_standings_ = true;
    why_no_encounters_ = game::why_no_encounters(event, is_part);
    planned_ = std::max(planned_, event.planned);
    ranked_ = event.matches + event.voids;
    ranked_t_ = event.t;
    // Matches behind the one that decided the test count for nothing, not even as void.
    const bool is_decided = event.test && event.test->verdict != "undecided";
    ended_ = is_decided ? ranked_ : std::max(ended_, ranked_);
    voids_ = event.voids;
    rows_.assign(event.players.begin(), event.players.end());
    for (const StandingsRow& row : rows_)
        index_of(row.name);
    test_ = event.test;
    if (!test_) return;
    verdict_ = test_->verdict;
    test_->verdict = {};
}

bool TournamentStory::are_standings_old() const {
    constexpr std::chrono::seconds moment(2);
    return ranked_ < ended_ && last_end_ - ranked_t_ > moment;
}

std::optional<TestState> TournamentStory::test() const {
    std::optional<TestState> test = test_;
    if (test) test->verdict = verdict_;
    return test;
}

std::optional<std::uint64_t> TournamentStory::worker_of(std::uint64_t match) const {
    for (const RunningMatch& running : running_) {
        if (running.match == match) return running.worker;
    }
    for (const EndedMatch& ended : recent_) {
        if (ended.match == match) return ended.worker;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> TournamentStory::match_of(std::uint64_t worker) const {
    for (const RunningMatch& running : running_) {
        if (running.worker == worker) return running.match;
    }
    for (const EndedMatch& ended : recent_) {
        if (ended.worker == worker) return ended.match;
    }
    return std::nullopt;
}

std::string TournamentStory::title_of(std::uint64_t match,
                                      std::span<const std::size_t> players) const {
    std::string title = fmt::format("match {} of {}", match, planned_);
    std::string_view separator = " - ";
    for (const std::size_t player : players) {
        title.append(separator).append(players_[player]);
        separator = ", ";
    }
    return title;
}

std::optional<ChosenMatch> TournamentStory::find_match(std::uint64_t worker) const {
    for (const RunningMatch& running : running_) {
        if (running.worker != worker) continue;
        return ChosenMatch{running.match, title_of(running.match, running.players), running.log};
    }
    for (const EndedMatch& ended : recent_) {
        if (ended.worker != worker) continue;
        std::vector<std::size_t> players;
        players.reserve(ended.players.size());
        for (const EndedPlayer& player : ended.players)
            players.push_back(player.player);
        return ChosenMatch{ended.match, title_of(ended.match, players), ended.log};
    }
    return std::nullopt;
}

bool TournamentStory::is_running(std::uint64_t match) const {
    return std::ranges::any_of(
        running_, [match](const RunningMatch& running) { return running.match == match; });
}

std::optional<async::Duration> TournamentStory::left(async::Duration now) const {
    if (!begin_ || ended_now_ < fewest_for_pace || ended_ >= planned()) return std::nullopt;
    const std::chrono::duration<double> taken = last_end_ - *begin_;
    const std::chrono::duration<double> rest =
        taken / static_cast<double>(ended_now_) * static_cast<double>(planned() - ended_);
    const std::chrono::duration<double> since = now - last_end_;
    const double seconds = std::clamp((rest - since).count(), 0.0, 1e9);
    return std::chrono::duration_cast<async::Duration>(std::chrono::duration<double>(seconds));
}

}  // namespace game::view
