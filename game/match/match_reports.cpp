/// What a match tells its workers, and all who watch.
#include "common/json/json_writer.h"
#include "common/seed.h"
#include "game/match/match.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace game {

void Match::greet(Contestant& contestant) {
    if (!contestant.reads()) return;
    std::vector<std::string_view> names;
    names.reserve(contestant.players.size());
    for (const Player* player : contestant.players)
        names.emplace_back(player->name);
    message_.clear();
    append_hello(message_, facts_, contestant.worker, names,
                 common::derive_seed(options_.seed, contestant.worker));
    contestant.mailbox->post(message_);
    flush_later(contestant);
}

/// A turn that was never written is not owed an answer.
void Match::tell_turn(Contestant& contestant) {
    if (!contestant.reads()) return;
    Mailbox& mailbox = *contestant.mailbox;
    if (const std::optional<std::uint64_t> dropped = mailbox.drop_turn()) {
        for (Player* player : contestant.players)
            player->owed.drop(*dropped);
        skipped_.push_back(contestant.worker);
    }
    std::vector<PlayerView> views;
    for (const auto& [name, view] : news_.views) {
        const bool is_its = std::any_of(contestant.players.begin(), contestant.players.end(),
                                        [&](const Player* player) { return player->name == name; });
        if (is_its) views.push_back({name, view});
    }
    message_.clear();
    append_turn_start(message_, notice_for(contestant, mailbox.skipped()));
    message_end_.clear();
    append_turn_end(message_end_, contestant.wants_rows ? news_.rows : std::string_view(), views);
    const std::string merged = views.empty() ? std::string() : merge_views(news_.state, views);
    const std::string_view state = views.empty() ? std::string_view(news_.state) : merged;
    mailbox.post_turn(news_.turn, {message_, state, message_end_});
    for (Player* player : contestant.players) {
        if (player->is_asked && !player->is_out && !mailbox.is_closed())
            player->owed.ask(news_.turn);
    }
    flush_later(contestant);
}

TurnNotice Match::notice_for(const Contestant& contestant, std::uint64_t skipped) const {
    TurnNotice notice;
    notice.turn = news_.turn;
    notice.limit = deadlines_.limit();
    notice.skipped = skipped;
    for (const Player* player : contestant.players) {
        if (player->is_asked && !player->is_out) notice.ask.emplace_back(player->name);
        if (options_.settings.bank > async::Duration(0) && options_.has_limits)
            notice.banks.emplace_back(player->name, player->bank);
        if (player->judged_turn != played_turn_ || played_turn_ == 0) continue;
        const bool is_unheard =
            player->status == AnswerStatus::late || player->status == AnswerStatus::missing;
        notice.last.push_back({{player->name, player->status, player->move, player->seconds, {}},
                               is_unheard ? std::string_view(contestant.heard) : ""});
    }
    return notice;
}

void Match::tell_out(const PlayerEvent& event) {
    message_.clear();
    append_out(message_, played_turn_, event);
    for (Contestant& contestant : roster_.contestants()) {
        const bool is_its =
            std::any_of(contestant.players.begin(), contestant.players.end(),
                        [&](const Player* player) { return player->name == event.player; });
        if (!is_its || !contestant.reads()) continue;
        contestant.mailbox->post(message_);
        flush_later(contestant);
    }
}

void Match::tell_end(const ResultEvent& result) {
    message_.clear();
    append_end(message_, result, news_.state);
    for (Contestant& contestant : roster_.contestants()) {
        if (!contestant.mailbox) continue;
        contestant.mailbox->post_last(message_);
        flush_later(contestant);
    }
}

void Match::flush_later(Contestant& contestant) {
    if (!contestant.mailbox->is_blocked() || contestant.is_being_flushed) return;
    contestant.is_being_flushed = true;
    tasks_->start(flush(contestant));
}

async::Task<void> Match::flush(Contestant& contestant) {
    Mailbox& mailbox = *contestant.mailbox;
    while (mailbox.is_blocked()) {
        co_await mailbox.input().wait_for_room();
        mailbox.flush();
    }
    contestant.is_being_flushed = false;
}

/// As a JSON object by player; empty if nobody has a view of its own.
std::string Match::views_text() const {
    if (news_.views.empty()) return {};
    std::string text = "{";
    for (const auto& [name, view] : news_.views) {
        common::append_json_string(text, name);
        text.append(":").append(view).append(",");
    }
    text.back() = '}';
    return text;
}

MatchPlayer Match::describe(const Contestant& contestant, std::size_t index) {
    const PlayedName& played = contestant.reader.names()[index];
    return {played.name, contestant.worker, played.called == played.name ? "" : played.called,
            contestant.mailbox.has_value()};
}

void Match::report_match(std::span<const MatchPlayer> players) {
    const MatchSettings& settings = options_.settings;
    const std::string views = views_text();
    MatchEvent event;
    event.t = now();
    event.rules = settings.rules;
    event.referee = settings.referee;
    if (!settings.referee.empty()) event.folder = options_.folder;
    event.mode = name_of(settings.mode);
    if (options_.has_limits) {
        event.turn_limit = settings.turn_limit;
        event.first_limit = settings.first_limit;
    }
    event.bank = settings.bank;
    event.strikes = settings.strikes;
    event.pace = settings.pace;
    event.tick = settings.tick;
    event.turns = settings.turns;
    event.settings = facts_.rule_settings;
    event.start = settings.start;
    event.seed = options_.seed;
    event.players = players;
    event.state = news_.state;
    event.views = views;
    event.rows = news_.rows;
    services_.audience.match(event);
}

void Match::report_turn() {
    player_turns_.clear();
    for (Player& player : roster_.players()) {
        if (player.judged_turn != played_turn_) continue;
        const RefereeMove& judged = moves_[player_turns_.size()];
        PlayerTurn& part = player_turns_.emplace_back();
        part = {player.name, player.status, player.move, player.seconds,
                player.say,  judged.cause,  judged.by};
        const bool has_bank = options_.has_limits && options_.settings.bank > async::Duration(0);
        if (has_bank) part.bank = player.bank;
        PlayerTotals& totals = player.totals;
        switch (player.status) {
            case AnswerStatus::ok:
                ++totals.answered;
                break;
            case AnswerStatus::late:
                ++totals.late;
                break;
            case AnswerStatus::missing:
                ++totals.missing;
                break;
            case AnswerStatus::illegal:
                ++totals.illegal;
                break;
            case AnswerStatus::out:
                break;
        }
        if (player.seconds) player.times.add(*player.seconds);
    }
    const std::string views = views_text();
    is_told_ = false;
    services_.audience.turn({now(),
                             played_turn_,
                             player_turns_,
                             events_,
                             joined_,
                             left_,
                             news_.state,
                             views,
                             news_.rows,
                             {deadlines_.limit(), asked_, skipped_}});
}

std::vector<PlayerTotals> Match::totals() const {
    std::vector<PlayerTotals> all;
    for (const Player& player : roster_.players()) {
        PlayerTotals& totals = all.emplace_back(player.totals);
        totals.player = player.name;
        totals.median = player.times.median();
        totals.maximum = player.times.maximum();
    }
    return all;
}

/// Of a match whose referee cannot say who is better.
std::vector<MatchRank> Match::drawn_ranks() const {
    std::vector<MatchRank> ranks;
    for (const Player& player : roster_.players())
        ranks.push_back({player.name, 1, "0"});
    return ranks;
}

void Match::end(std::string_view reason, std::vector<MatchRank> ranks) {
    if (is_over_) return;
    ResultEvent result;
    result.reason = reason;
    result.ranks = ranks;
    finish(result);
}

void Match::declare_void(std::string_view reason) {
    ResultEvent result;
    result.is_void = true;
    result.reason = reason;
    finish(result);
}

void Match::finish(ResultEvent result) {
    const std::vector<PlayerTotals> players = totals();
    is_over_ = true;
    is_turn_open_ = false;
    result.t = now();
    result.turn = played_turn_;
    result.players = players;
    if (is_told_) result.open = OpenTurn{asked_turn_, {deadlines_.limit(), asked_, skipped_}};
    services_.audience.result(result);
    tell_end(result);
    over_.notify_all();
}

void Match::stop(std::string_view reason) {
    if (is_over_) return;
    if (is_lockstep() || !has_begun_) {
        declare_void(fmt::format("the run was stopped by {}", reason));
    } else {
        const std::vector<MatchRank> ranks = referee_->ranks();
        end("stopped", ranks.empty() ? drawn_ranks() : ranks);
    }
    if (tasks_) tasks_->stop();
}

void Match::conclude() {
    is_concluded_ = true;
    if (is_over_) return;
    if (is_lockstep() || !has_begun_) return;
    const std::vector<MatchRank> ranks = referee_->ranks();
    end("none left", ranks.empty() ? drawn_ranks() : ranks);
    tasks_->stop();
}

}  // namespace game
