#include "game/review/conversation.h"

#include "common/seed.h"
#include "common/text/text.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace game {

void RoleFinder::match(const MatchEvent& event) {
    ++matches_;
    moves_ = event.rules.empty() ? AnswerReader::Moves::any : AnswerReader::Moves::directions;
    players_.clear();
    add(event.players);
}

void RoleFinder::add(std::span<const MatchPlayer> players) {
    for (const MatchPlayer& player : players)
        players_.push_back(player.name);
    const auto found = std::find_if(players.begin(), players.end(),
                                    [this](const MatchPlayer& one) { return one.name == player_; });
    if (found == players.end()) return;
    role_ = Role{matches_, found->worker, {}, found->hears_match, moves_};
    for (const MatchPlayer& player : players) {
        if (player.worker != found->worker) continue;
        role_->names.push_back({player.called.empty() ? player.name : player.called, player.name});
    }
}

Conversation::Conversation(Role role)
    : role_(std::move(role)), reader_(role_.names, role_.moves), players_(role_.names.size()) {}

std::optional<std::size_t> Conversation::find(std::string_view player) const {
    for (std::size_t i = 0; i < role_.names.size(); ++i) {
        if (role_.names[i].name == player) return i;
    }
    return std::nullopt;
}

void Conversation::scenario(const ScenarioEvent& event) {
    if (match_ || event.so_far != nullptr) return;
    speed_ = event.speed;
    heard_.clear();
    wants_rows_ = is_in_line_ = has_ended_ = false;
}

void Conversation::started(const StartEvent& event) {
    if (event.worker == role_.worker) started_in_ = played_;
}

void Conversation::exited(const ExitEvent& event) {
    if (event.worker == role_.worker) has_ended_ = true;
}

void Conversation::line(const LineEvent& event) {
    if (event.worker != role_.worker || event.stream != Stream::standard_output) return;
    const bool is_whole = !event.continued && !is_in_line_;
    is_in_line_ = event.continued;
    if (!is_whole || is_over_) return;
    if (is_in_match() && event.turn) open(*event.turn);
    if (opened_ > played_) {
        lines_.emplace_back(event.text);
        const Heard heard = reader_.read(event.text);
        if (const auto* const ready = std::get_if<Ready>(&heard)) wants_rows_ = ready->wants_rows;
    } else {
        hear(std::string(event.text), {});
    }
}

/// Turn `turn` is open now, if it was not: what was heard before is told with it.
void Conversation::open(std::uint64_t turn) {
    if (turn <= opened_) return;
    opened_ = turn;
    heard_at_opening_ = std::exchange(heard_, {});
    wanted_rows_at_opening_ = wants_rows_;
}

/// `accepted` has the players whose answers to the open turn came in time.
void Conversation::hear(const std::string& line, const std::vector<std::size_t>& accepted) {
    Heard heard = reader_.read(line);
    if (const auto* const ready = std::get_if<Ready>(&heard)) {
        wants_rows_ = ready->wants_rows;
    } else if (auto* const answer = std::get_if<Answer>(&heard)) {
        PlayerState& player = players_[answer->player];
        const std::optional<std::uint64_t> turn = player.owed.answer(answer->turn);
        if (!turn) return;
        const bool is_accepted =
            std::find(accepted.begin(), accepted.end(), answer->player) != accepted.end();
        if (turn == opened_ && is_accepted) heard_.clear();
        const auto found = player.answers.find(*turn);
        if (found == player.answers.end()) return;
        found->second.answer = std::move(*answer);
        found->second.is_prompt = turn == opened_;
    } else {
        constexpr std::size_t longest = 200;  // as the match keeps it
        heard_ = common::utf8_prefix(line, longest);
    }
}

void Conversation::match(const MatchEvent& event) {
    if (++matches_ != role_.match) return;
    match_.emplace(event);
    keep_state(event.state, event.views, event.rows);
    for (PlayerState& player : players_)
        player.bank = match_->settings.bank;
    const bool is_there =
        std::any_of(event.players.begin(), event.players.end(),
                    [this](const MatchPlayer& player) { return player.worker == role_.worker; });
    if (is_there) greet();
}

void Conversation::greet() {
    is_greeted_ = true;
    std::vector<std::string_view> names;
    names.reserve(role_.names.size());
    for (const PlayedName& played : role_.names)
        names.emplace_back(played.name);
    ToldMessage& hello = messages_.emplace_back();
    append_hello(hello.text, match_->facts(speed_), role_.worker, names,
                 common::derive_seed(match_->seed, role_.worker));
}

void Conversation::turn(const TurnEvent& event) {
    if (!is_in_match()) return;
    const bool joins =
        std::any_of(event.joined.begin(), event.joined.end(),
                    [this](const MatchPlayer& player) { return player.worker == role_.worker; });
    if (joins && !is_greeted_) {
        greet();
        // It starts while a turn is open, and is told the next one.
        const bool has_waited = started_in_ > 0 && started_in_ + 2 <= event.turn;
        first_told_ = has_waited ? started_in_ + 2 : event.turn + 1;
    }
    tell(event.turn, event.opening);
    judge(event);
    keep_state(event.state, event.views, event.rows);
    played_ = event.turn;
    tell_out(event);
}

void Conversation::result(const ResultEvent& event) {
    if (!is_in_match()) return;
    if (event.open) {
        tell(event.open->turn, event.open->opening);
        take_lines({});
    }
    is_over_ = true;
    if (is_greeted_ && !has_ended_) append_end(messages_.emplace_back().text, event, state_);
}

void Conversation::keep_state(std::string_view state, std::string_view views,
                              std::string_view rows) {
    state_ = state.empty() ? "{}" : state;
    rows_ = rows;
    views_.clear();
    for (auto& view : split_views(views)) {
        if (find(view.first)) views_.push_back(std::move(view));
    }
}

void Conversation::tell(std::uint64_t turn, const TurnOpening& opening) {
    open(turn);
    const bool has_missed = std::find(opening.skipped.begin(), opening.skipped.end(),
                                      role_.worker) != opening.skipped.end();
    if (has_missed) drop_latest_turn();
    skipped_ = has_missed ? skipped_ + 1 : 0;
    std::vector<std::size_t> asked;
    for (const std::string& name : opening.ask) {
        if (const auto index = find(name)) asked.push_back(*index);
    }
    std::sort(asked.begin(), asked.end());
    const bool is_there = !has_ended_ || !asked.empty();
    if (!is_greeted_ || turn < first_told_ || !is_there) return;

    ToldMessage message;
    message.turn = turn;
    message.asked = asked;
    TurnNotice said = notice(turn, opening);
    for (const std::size_t index : asked) {
        said.ask.emplace_back(role_.names[index].name);
        players_[index].owed.ask(turn);
        players_[index].answers.emplace(turn, LoggedAnswer());
    }
    append_turn_start(message.text, said);
    std::vector<PlayerView> views;
    views.reserve(views_.size());
    for (const auto& [player, view] : views_)
        views.push_back({player, view});
    message.text += views.empty() ? state_ : merge_views(state_, views);
    append_turn_end(message.text, wanted_rows_at_opening_ ? rows_ : std::string_view(), views);
    messages_.push_back(std::move(message));
}

TurnNotice Conversation::notice(std::uint64_t turn, const TurnOpening& opening) const {
    TurnNotice notice;
    notice.turn = turn;
    notice.limit = opening.limit;
    notice.skipped = skipped_;
    for (std::size_t i = 0; i < players_.size(); ++i) {
        const PlayerState& player = players_[i];
        const std::string_view name = role_.names[i].name;
        if (match_->settings.bank > async::Duration(0) && match_->has_limits)
            notice.banks.emplace_back(name, player.bank);
        if (!player.last) continue;
        const AnswerStatus status = player.last->status;
        const bool is_unheard = status == AnswerStatus::late || status == AnswerStatus::missing;
        notice.last.push_back({{name, status, player.last->move, player.last->seconds},
                               is_unheard ? std::string_view(heard_at_opening_) : ""});
    }
    return notice;
}

/// It was never written: the worker did not read.
void Conversation::drop_latest_turn() {
    const auto found = std::find_if(messages_.rbegin(), messages_.rend(),
                                    [](const ToldMessage& message) { return message.turn > 0; });
    if (found == messages_.rend()) return;
    for (const std::size_t index : found->asked) {
        players_[index].owed.drop(found->turn);
        players_[index].answers.erase(found->turn);
    }
    messages_.erase(std::next(found).base());
}

/// The lines of the turn mean something only now: which answers came in time is known.
void Conversation::judge(const TurnEvent& event) {
    for (PlayerState& player : players_)
        player.last.reset();
    std::vector<std::size_t> accepted;
    for (const PlayerTurn& part : event.moves) {
        const auto index = find(part.player);
        if (!index) continue;
        PlayerState& player = players_[*index];
        player.last = Part{part.status, std::string(part.move), part.seconds};
        player.bank = part.bank.value_or(player.bank);
        const auto asked = player.answers.find(event.turn);
        if (asked != player.answers.end()) asked->second.status = part.status;
        const bool is_in_time = part.status != AnswerStatus::late &&
                                part.status != AnswerStatus::out &&
                                match_->settings.mode == MatchMode::lockstep;
        if (is_in_time) accepted.push_back(*index);
    }
    take_lines(accepted);
}

void Conversation::take_lines(const std::vector<std::size_t>& accepted) {
    const bool wants_rows = wants_rows_;
    for (const std::string& line : std::exchange(lines_, {}))
        hear(line, accepted);
    wants_rows_ = wants_rows;  // they have been looked at before
}

void Conversation::tell_out(const TurnEvent& event) {
    if (!is_greeted_ || has_ended_) return;
    for (const PlayerEvent& player : event.events) {
        if (!player.illegal.empty() || !find(player.player)) continue;
        append_out(messages_.emplace_back().text, event.turn, player);
    }
}

}  // namespace game
