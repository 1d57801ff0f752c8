// Whatever a worker writes, a line is an answer, a wish, or neither. An answer without a number is
// for the first turn that is owed, and none counts for a turn that was not asked. What is made of
// an answer is JSON in one line.

#include "common/json/json_text.h"
#include "common/text/utf8.h"
#include "game/match/answer.h"
#include "game/match/messages.h"
#include "game/match/owed_turns.h"
#include "game/match/referee_messages.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace {

using Moves = game::AnswerReader::Moves;

/// The turns that a player owes, all of them; OwedTurns has to agree as far as it remembers.
class Debts {
  public:
    void ask(std::uint64_t turn) {
        turns_.push_back(turn);
        owed_.ask(turn);
        if (turns_.size() - forgotten_ > most_kept) newest_forgotten_ = turns_[forgotten_++];
    }

    /// The newest one was never written.
    void drop() {
        if (turns_.size() == forgotten_) return;
        owed_.drop(turns_.back());
        turns_.pop_back();
    }

    void answer(const std::optional<std::uint64_t>& number) {
        const std::optional<std::uint64_t> turn = owed_.answer(number);
        require(turn == expected(number));
    }

  private:
    static constexpr std::size_t most_kept = 1000;

    std::optional<std::uint64_t> expected(const std::optional<std::uint64_t>& number) {
        if (!number) {
            if (turns_.empty()) return std::nullopt;
            const std::uint64_t first = forgotten_ > 0 ? 0 : turns_.front();
            take(turns_.begin());
            return first;
        }
        const auto found = std::find(turns_.begin() + offset(), turns_.end(), *number);
        if (found != turns_.end()) {
            turns_.erase(found);
            return number;
        }
        // The numbers of the oldest are forgotten, but not how many they are.
        if (forgotten_ == 0 || *number > newest_forgotten_) return std::nullopt;
        take(turns_.begin());
        return number;
    }

    void take(std::deque<std::uint64_t>::iterator first) {
        turns_.erase(first);
        if (forgotten_ > 0) --forgotten_;
    }

    std::deque<std::uint64_t>::difference_type offset() const {
        return static_cast<std::deque<std::uint64_t>::difference_type>(forgotten_);
    }

    std::deque<std::uint64_t> turns_;
    std::size_t forgotten_ = 0;  ///< of the first ones
    std::uint64_t newest_forgotten_ = 0;
    game::OwedTurns owed_;
};

void require_json_line(std::string_view text) {
    require(text.ends_with('\n') && text.find('\n') == text.size() - 1);
    require(std::holds_alternative<common::Json>(common::parse_json(text)));
}

std::size_t characters_in(std::string_view text) {
    require(common::is_utf8(text));
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    }));
}

/// Some players of one worker, who are asked and answer.
class Exchange {
  public:
    Exchange(std::size_t players, Moves moves) : moves_(moves), reader_(names(players), moves) {
        debts_.resize(players);
    }

    void take(std::string_view line) {
        if (line == "?") return ask(1);
        if (line == "??") return ask(400);
        if (line == "-") return drop();
        hear(line);
    }

  private:
    /// With one name that another player has in the match.
    static std::vector<game::PlayedName> names(std::size_t players) {
        std::vector<game::PlayedName> names = {
            {"zoe", "zoe"}, {"john", "john-2"}, {"john-2", "john-3"}, {"12", "12"}};
        names.resize(players);
        return names;
    }

    void ask(int times) {
        for (int i = 0; i < times; ++i) {
            ++turn_;
            for (Debts& debts : debts_)
                debts.ask(turn_);
        }
    }

    void drop() {
        for (Debts& debts : debts_)
            debts.drop();
    }

    void hear(std::string_view line) {
        const game::Heard heard = reader_.read(line);
        const game::Heard again = reader_.read(line);
        require(heard.index() == again.index());
        if (const auto* const ready = std::get_if<game::Ready>(&heard)) {
            require(!ready->colour || ready->colour->size() == 7);
        }
        const auto* const answer = std::get_if<game::Answer>(&heard);
        if (answer == nullptr) {
            require(!line.empty() || debts_.size() > 1);
            report({}, line);
            return;
        }
        require(answer->player < debts_.size());
        require(!answer->move || !answer->move->empty());
        require(characters_in(answer->say) <= game::max_say);
        const bool is_direction = moves_ == Moves::directions && line.size() == 1 &&
                                  std::string_view("NESW").find(line[0]) != std::string_view::npos;
        if (is_direction) {
            require(debts_.size() == 1 && answer->move == line && !answer->turn);
        };
        if (answer->turn) require(line.size() > 1);
        debts_[answer->player].answer(answer->turn);
        report(answer->move.value_or(""), "");
    }

    /// Tells a referee of the move, and the player of what was understood.
    static void report(std::string_view move, std::string_view heard) {
        const game::AnswerStatus status =
            move.empty() ? game::AnswerStatus::missing : game::AnswerStatus::ok;
        const std::vector<game::RefereeMove> moves = {{"zoe", status, move, {}, {}, {}}};
        std::string text;
        game::append_referee_moves(text, {1, moves, {}, {}});
        require_json_line(text);
        game::TurnNotice notice;
        notice.last.push_back({{"zoe", status, move, {}, {}}, heard});
        text.clear();
        game::append_turn_start(text, notice);
        text += "{}";
        game::append_turn_end(text, {}, {});
        require_json_line(text);
    }

    Moves moves_;
    game::AnswerReader reader_;
    std::vector<Debts> debts_;
    std::uint64_t turn_ = 0;
};

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t players = 1 + data[0] % 4U;
    Exchange exchange(players, data[0] % 8 < 4 ? Moves::directions : Moves::any);
    std::string_view lines(reinterpret_cast<const char*>(data) + 1, size - 1);
    for (int count = 0; !lines.empty() && count < 100; ++count) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        exchange.take(line);
        lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    }
    return 0;
}
