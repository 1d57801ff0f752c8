#include "game/match/match.h"

#include "common/text/units.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

/// A program that goes on and on without asking anybody would keep the match from its end.
constexpr std::uint64_t most_idle_turns = 1000;

AnswerReader::Moves moves_of(const MatchSettings& settings) {
    return settings.rules.empty() ? AnswerReader::Moves::any : AnswerReader::Moves::directions;
}

}  // namespace

Match::Match(const MatchServices& services, MatchOptions options, std::unique_ptr<Referee> referee)
    : services_(services),
      options_(std::move(options)),
      referee_(std::move(referee)),
      roster_(moves_of(options_.settings)),
      facts_{options_.settings,
             options_.has_limits,
             services.scale.to_real(options_.settings.tick),
             {}},
      deadlines_(services, options_, roster_, alarm_) {}

async::Task<void> Match::run() {
    if (is_over_) co_return;  // stopped before it began, for example since the log has no room
    const async::TaskContext& context = co_await async::current_context();
    tasks_.emplace(context);
    tasks_->start(referee_->run());
    tasks_->start(play());
    co_await tasks_->join();
}

async::Task<void> Match::play() {
    try {
        co_await play_to_end();
    } catch (const RefereeFault& fault) {
        report_fault(fault.what());
    }
    referee_->close();
}

void Match::report_fault(std::string_view what) {
    if (is_over_) return;
    is_void_ = true;
    services_.warn(fmt::format("the match is void: {}", what));
    declare_void(what);
}

async::Task<void> Match::play_to_end() {
    co_await wait_for_workers();
    if (is_over_) co_return;
    co_await begin();
    if (is_concluded_) conclude();
    if (is_over_) co_return;
    while (!news_.is_end) {
        co_await services_.audience.wait_until_caught_up();
        open_turn_for_all();
        deadlines_.start();
        if (deadlines_.awaited() == 0) {
            co_await async::next_turn();  // the turns of such a match must not keep us from events
        }
        if (is_lockstep()) {
            co_await deadlines_.wait_for_answers();
        } else {
            co_await deadlines_.wait_for_tick();
        }
        if (is_over_) co_return;
        close_turn();
        co_await let_referee_play();
        if (is_over_) co_return;
        count_turn();
        if (is_lockstep() && !news_.is_end) {
            co_await deadlines_.keep_pace();
        }
    }
    end(news_.reason, news_.ranks);
}

/// In ticks nobody waits for a worker that is not launched in time: it joins later.
async::Task<void> Match::wait_for_workers() {
    if (!is_lockstep()) {
        const async::TimePoint first = async::later(services_.loop.now(), facts_.tick);
        while (entered_ < options_.workers && services_.loop.now() < first) {
            co_await alarm_.wait_until(first);
        }
        co_return;
    }
    while (entered_ < options_.workers && !is_over_) {
        co_await entrances_.wait();
    }
}

async::Task<void> Match::begin() {
    MatchStart start{options_.seed, {}, options_.settings};
    std::vector<MatchPlayer> players;  // others may join while the referee starts
    for (const Contestant& contestant : roster_.contestants()) {
        for (std::size_t i = 0; i < contestant.players.size(); ++i) {
            const bool is_there = contestant.has_entered && !contestant.players[i]->is_out;
            if (!is_lockstep() && !is_there) continue;
            players.push_back(describe(contestant, i));
            start.players.push_back(players.back().name);
        }
    }
    joining_.clear();
    leaving_.clear();
    referee_->set_wants_rows(wants_rows());
    co_await referee_->start(start, news_);
    if (is_over_) co_return;
    has_begun_ = true;
    facts_.rule_settings = referee_->settings();
    played_turn_ = news_.is_end ? news_.turn : news_.turn - 1;
    first_turn_ = played_turn_;
    deadlines_.begin_ticks();
    report_match(players);
    for (Contestant& contestant : roster_.contestants())
        greet(contestant);
    warn_of_crowd();
}

void Match::open_turn_for_all() {
    for (Player& player : roster_.players())
        player.is_asked = player.has_answered = false;
    for (const std::string& name : news_.ask) {
        if (Player* player = roster_.find(name)) player->is_asked = true;
    }
    asked_.clear();
    skipped_.clear();
    is_told_ = true;
    asked_turn_ = news_.turn;
    for (const Player& player : roster_.players()) {
        const bool is_told = !player.is_out && !player.worker->has_ended;
        if (player.is_asked && is_told) asked_.push_back(player.name);
    }
    deadlines_.open(news_.limit);
    is_turn_open_ = true;
    auto& contestants = roster_.contestants();
    for (std::size_t i = 0; i < contestants.size(); ++i)
        tell_turn(contestants[(first_told_ + i) % contestants.size()]);
    ++first_told_;
    for (Player& player : roster_.players()) {
        if (!player.is_asked) continue;
        player.was_asked = true;
        const bool takes_part = !player.is_out && !player.departure;
        if (is_lockstep() && takes_part && player.worker->can_answer()) deadlines_.await(player);
        player.status = AnswerStatus::missing;
        player.move.clear();
        player.say.clear();
        player.seconds.reset();
    }
    for (Contestant& contestant : contestants) {
        contestant.heard.clear();
        contestant.held_bytes = 0;
        if (contestant.is_mute()) contestant.was_awaited_in_vain = true;
    }
}

void Match::close_turn() {
    is_turn_open_ = false;
    moves_.clear();
    events_.clear();
    for (Player& player : roster_.players())
        judge(player);
    const bool is_idle =
        std::none_of(roster_.players().begin(), roster_.players().end(),
                     [](const Player& player) { return player.is_asked && !player.is_out; });
    idle_turns_ = is_idle ? idle_turns_ + 1 : 0;
    if (is_lockstep() && idle_turns_ >= most_idle_turns) {
        throw RefereeFault(fmt::format("the referee asked nobody who plays in {} turns, up to {}",
                                       most_idle_turns, news_.turn));
    }
}

async::Task<void> Match::let_referee_play() {
    played_turn_ = news_.turn;
    joined_ = std::exchange(joining_, {});
    left_ = std::exchange(leaving_, {});
    const TurnMoves moves{news_.turn, moves_, left_, joined_};
    referee_->set_wants_rows(wants_rows());
    co_await referee_->play(moves, news_);
}

/// True if some worker does.
bool Match::wants_rows() const {
    const auto& contestants = roster_.contestants();
    return std::any_of(contestants.begin(), contestants.end(),
                       [](const Contestant& contestant) { return contestant.wants_rows; });
}

/// What came of the turn: eliminations, illegal moves, the next state.
void Match::count_turn() {
    for (PlayerEvent& event : news_.events) {
        Player* const player = roster_.find(event.player);
        if (player == nullptr) continue;
        if (!event.illegal.empty()) {
            if (player->status != AnswerStatus::ok) continue;
            player->status = AnswerStatus::illegal;
            strike(*player);
        } else if (!player->is_out) {
            if (is_lockstep()) player->is_out = true;
        } else {
            continue;  // it is known
        }
        events_.push_back(std::move(event));
    }
    for (const auto& refused : news_.refused) {
        services_.warn(fmt::format("{} cannot join the match: {}", refused.first, refused.second));
        std::erase_if(joined_, [&refused](const MatchPlayer& player) {
            return player.name == refused.first;
        });
    }
    report_turn();
    for (const PlayerEvent& event : events_) {
        if (event.illegal.empty()) tell_out(event);
    }
    const std::optional<std::uint64_t>& turns = options_.settings.turns;
    if (turns && played_turn_ - first_turn_ >= *turns && !news_.is_end) {
        news_.is_end = true;
        news_.reason = "last turn";
        news_.ranks = drawn_ranks();
    }
}

async::Task<void> Match::wait_until_over() {
    while (!is_over_) {
        co_await over_.wait();
    }
}

std::optional<std::uint64_t> Match::open_turn() const {
    if (!has_begun_ || is_over_) return std::nullopt;
    const std::uint64_t turn = is_turn_open_ ? news_.turn : played_turn_;
    return turn > 0 ? std::optional(turn) : std::nullopt;
}

void Match::warn_of_crowd() {
    if (!is_lockstep() || options_.processors == 0) return;
    const auto bots = static_cast<std::uint64_t>(
        std::count_if(roster_.contestants().begin(), roster_.contestants().end(),
                      [](const Contestant& contestant) { return contestant.reads(); }));
    if (bots <= options_.processors) return;
    services_.warn(fmt::format("{} think at the same time on {}: each has less time to think",
                               common::counted(bots, "bot", "bots"),
                               common::counted(options_.processors, "processor", "processors")));
}

}  // namespace game
