#include "game/review/comparison.h"

#include "common/text/text.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

/// What is printed of a move or a line.
std::string shown(std::string_view text) {
    constexpr std::size_t longest = 200;
    return common::visible(common::shortened(text, longest));
}

std::string in_words(const std::optional<Answer>& answer) {
    if (!answer) return "no answer";
    return answer->move ? shown(*answer->move) : "no move";
}

/// ` (late)`: how the match took the logged answer, where that is not plain.
std::string remark(const LoggedAnswer& logged) {
    const bool has_move = logged.answer && logged.answer->move;
    const bool is_plain =
        logged.status == AnswerStatus::ok || (logged.status == AnswerStatus::missing && !has_move);
    return is_plain ? "" : fmt::format(" ({})", name_of(logged.status));
}

bool is_same(const std::optional<Answer>& a, const std::optional<Answer>& b) {
    return a.has_value() == b.has_value() && (!a || a->move == b->move);
}

}  // namespace

Comparison::Comparison(const Conversation& conversation, std::size_t player)
    : conversation_(conversation),
      reader_(conversation.role().names, conversation.role().moves),
      player_(player),
      owed_(conversation.role().names.size()) {}

void Comparison::tell(const ToldMessage& message) {
    for (const std::size_t index : message.asked) {
        owed_[index].ask(message.turn);
        if (index == player_) asked_.push_back(message.turn);
    }
}

/// Null if the log has no answer to this turn.
const LoggedAnswer* Comparison::find_logged(std::uint64_t turn) const {
    const auto& logged = conversation_.answers(player_);
    const auto found = logged.find(turn);
    return found != logged.end() && found->second.answer ? &found->second : nullptr;
}

bool Comparison::is_done_with(std::uint64_t turn) const {
    const bool is_open = std::find(asked_.begin(), asked_.end(), turn) != asked_.end();
    if (!is_open || answers_.contains(turn)) return true;
    const LoggedAnswer* const logged = find_logged(turn);
    return logged == nullptr || !logged->is_prompt;
}

std::string Comparison::hear(std::string_view line) {
    Heard heard = reader_.read(line);
    if (std::holds_alternative<Ready>(heard)) return {};
    auto* const answer = std::get_if<Answer>(&heard);
    if (answer == nullptr) return fmt::format("         got `{}`, no answer\n", shown(line));
    const std::optional<std::uint64_t> turn = owed_[answer->player].answer(answer->turn);
    if (answer->player != player_) return {};
    if (!turn) return fmt::format("         got `{}`, not asked for\n", shown(line));
    answers_.insert_or_assign(*turn, std::move(*answer));
    return compare_known(false);
}

std::string Comparison::finish() {
    return compare_known(true);
}

/// Up to the first turn that needs an answer and has none. One that has none in the log is passed
/// over when a later one is answered.
std::string Comparison::compare_known(bool is_at_end) {
    std::string lines;
    while (!asked_.empty()) {
        const std::uint64_t turn = asked_.front();
        const bool is_passed =
            find_logged(turn) == nullptr && answers_.upper_bound(turn) != answers_.end();
        if (!answers_.contains(turn) && !is_passed && !is_at_end) break;
        lines += compare(turn);
        answers_.erase(turn);
        asked_.pop_front();
    }
    return lines;
}

std::string Comparison::compare(std::uint64_t turn) {
    const LoggedAnswer& logged = conversation_.answers(player_).at(turn);
    std::optional<Answer> given;
    if (const auto found = answers_.find(turn); found != answers_.end()) given = found->second;
    ++compared_;
    if (is_same(given, logged.answer)) {
        return fmt::format("turn {}: {}, as logged{}\n", turn, in_words(given), remark(logged));
    }
    ++different_;
    return fmt::format("turn {}: {} - logged: {}{}\n", turn, in_words(given),
                       in_words(logged.answer), remark(logged));
}

std::string Comparison::summary() const {
    const std::string name = common::visible(conversation_.role().names[player_].name);
    const std::string turns = common::counted(compared_, "turn", "turns");
    if (different_ == 0) return fmt::format("{}: {}, all as logged\n", name, turns);
    return fmt::format("{}: {}, {} {}\n", name, turns, different_,
                       different_ == 1 ? "differs" : "differ");
}

}  // namespace game
