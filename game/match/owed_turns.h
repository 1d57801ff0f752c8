/// OwedTurns: which turn an answer of a player is for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <optional>

namespace game {

/// The turns for which a player was asked, and has not answered yet. An answer without a number is
/// matched to them in the order in which they were asked; so a late answer never becomes a later
/// move. The memory is bounded: of the oldest turns only the number is kept.
class OwedTurns {
  public:
    /// The player is asked for turn `turn`, later than all former ones.
    void ask(std::uint64_t turn) {
        turns_.push_back(turn);
        if (turns_.size() <= most_kept) return;
        newest_forgotten_ = turns_.front();
        turns_.pop_front();
        ++forgotten_;
    }

    /// The player was never told of turn `turn`, and owes no answer.
    void drop(std::uint64_t turn) { take(turn); }

    /// An answer has come, for turn `number` if it says so. Returns the turn that it is for, 0 for
    /// one so old that its number is forgotten; nothing if no such answer is owed.
    std::optional<std::uint64_t> answer(std::optional<std::uint64_t> number) {
        if (number) return take(*number) ? number : std::nullopt;
        if (forgotten_ > 0) {
            --forgotten_;
            return 0;
        }
        if (turns_.empty()) return std::nullopt;
        const std::uint64_t turn = turns_.front();
        turns_.pop_front();
        return turn;
    }

  private:
    static constexpr std::size_t most_kept = 1000;

    bool take(std::uint64_t turn) {
        for (auto last = turns_.rbegin(); last != turns_.rend() && *last >= turn; ++last) {
            if (*last != turn) continue;
            turns_.erase(std::next(last).base());
            return true;
        }
        const bool is_forgotten = forgotten_ > 0 && turn <= newest_forgotten_;
        if (is_forgotten) --forgotten_;
        return is_forgotten;
    }

    std::deque<std::uint64_t> turns_;  ///< ascending
    std::uint64_t forgotten_ = 0;      ///< how many older ones there are
    std::uint64_t newest_forgotten_ = 0;
};

}  // namespace game
