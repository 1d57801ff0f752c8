/// History: what has happened in the run so far, as much of it as spectators are sent.
#pragma once

#include "game/web/event_head.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace game::web {

/// The text of an event, which all clients share.
using Piece = std::shared_ptr<const std::string>;

/// How much is kept. When there is more, the oldest go first.
struct HistoryLimits {
    std::size_t lines = 10'000;  ///< of `line`, `clock` and all that may be left out
    std::size_t line_bytes = std::size_t{4} << 20U;
    std::size_t turn_bytes = std::size_t{32} << 20U;  ///< of `turn`; the newest is always kept
    std::size_t standings_bytes = std::size_t{256} << 10U;  ///< likewise; each replaces the former
    std::size_t essential_bytes = std::size_t{32} << 20U;
};

/// The events of a run in their order, each with a number from 1. A spectator is a place in it: the
/// number of the event that it was sent last. So the texts are kept once, however many watch, and
/// one that is slow finds a gap in the numbers where events have been dropped meanwhile.
///
/// Lines, turns and standings may be left out for a spectator. All other events are essential. If
/// there are too many of these, whichever is older is dropped: the worker that ended first, with
/// the `match_start` of a match that it played, or the oldest `match_end`.
class History {
  public:
    enum class Kind { line, turn, standings, essential };

    struct Entry {
        std::uint64_t number;
        std::uint64_t end;  ///< the bytes of all events up to this one
        double t;           ///< its time in the run, in seconds
        Kind kind;
        Piece text;
    };

    explicit History(HistoryLimits limits = {});

    /// Adds an event. `line` is its text, without a newline.
    void add(const EventHead& head, std::string_view line);

    /// Forgets all, as a new run begins. Numbers go on.
    void clear();

    /// The number and the bytes of all events up to the newest.
    std::uint64_t newest() const { return newest_; }
    std::uint64_t bytes() const { return bytes_; }

    /// The first event after `number` that is still there; null if there is none. Valid until the
    /// next `add`.
    const Entry* next(std::uint64_t number) const;
    const Entry* newest_turn() const { return turns_.newest(); }

    /// The first event after `number` that nobody may miss: one that is essential, the newest turn,
    /// or the newest standings. Valid until the next `add`.
    const Entry* next_needed(std::uint64_t number) const;

    /// The number of the newest line or turn that at least `bytes` bytes came after; 0 if there is
    /// none.
    std::uint64_t before_last(std::uint64_t bytes) const;

    /// True if an essential event after `number` is gone.
    bool has_lost(std::uint64_t number) const { return number < lost_essential_; }

    /// The state of the run, in order: `scenario`, `tournament`, `start` of each worker that runs
    /// and `match_start` of its match, if that has no result and was not started again, `match`,
    /// the newest `turn` and `standings`, `result` and `end`.
    std::vector<Piece> state() const;

    bool has_ended() const { return has_ended_; }

    /// The bytes of texts that are no longer here, but that spectators still hold.
    std::size_t bytes_held_elsewhere() const { return *alive_ - kept_bytes_; }

  private:
    /// Events of one kind, oldest first.
    struct Queue {
        std::deque<Entry> entries;
        std::size_t bytes = 0;

        const Entry* newest() const { return entries.empty() ? nullptr : &entries.back(); }
    };

    using Numbers = std::vector<std::uint64_t>;

    Piece make_piece(std::string_view text);
    void add_essential(const EventHead& head, Entry entry);
    void end_worker(std::uint64_t worker);
    void end_match(const EventHead& head);
    void push(Queue& queue, Entry entry);
    void drop_oldest(Queue& queue);
    void drop_old_but_newest(Queue& queue, std::size_t most_bytes);
    void drop_old_lines();
    void drop_old_essentials();
    void drop_essential(std::uint64_t number);

    HistoryLimits limits_;
    std::uint64_t newest_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t lost_essential_ = 0;
    std::shared_ptr<std::size_t> alive_;  ///< bytes of all pieces, wherever they are
    std::size_t kept_bytes_ = 0;
    bool has_ended_ = false;

    Queue lines_;
    Queue turns_;
    Queue standings_;
    std::map<std::uint64_t, Entry> essentials_;  ///< by number
    std::size_t essential_bytes_ = 0;

    std::unordered_map<std::uint64_t, Numbers> running_;  ///< worker to its events
    std::unordered_map<std::uint64_t, std::uint64_t> worker_of_match_;
    std::deque<Numbers> ended_;             ///< those of workers, oldest first
    std::deque<std::uint64_t> match_ends_;  ///< oldest first
    Numbers milestones_;                    ///< `scenario`, `tournament`, `match`, `result`, `end`
};

}  // namespace game::web
