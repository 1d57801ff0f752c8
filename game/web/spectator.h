/// Spectator: what one client of /watch is sent, and when it skips something.
#pragma once

#include "game/web/fragment.h"
#include "game/web/history.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace game::web {

/// What a client learns about the run with its first message.
struct RunFacts {
    bool is_live = false;
    bool takes_players = false;
};

/// Turns a History into messages for one client, piece by piece, as the client takes them: first
/// the snapshot, then each event. It holds no copies, so a client that never reads costs nothing
/// but its place in the history.
///
/// A client that is more than `most_behind` bytes behind skips lines, turns and standings, up to
/// the newest turn, the newest standings and the last `rest_behind` bytes. It is sent
/// `{"t":…,"event":"skipped","events":n}` in their place. Messages are never cut short.
class Spectator {
  public:
    static constexpr std::uint64_t most_behind = 1U << 20U;
    static constexpr std::uint64_t rest_behind = 1U << 18U;

    /// A snapshot is split into messages of about this many bytes.
    static constexpr std::size_t snapshot_message = 1U << 20U;

    /// `history` must outlive this. The snapshot is what it holds now.
    Spectator(const History& history, RunFacts facts);

    /// Puts the next part of a message into `buffer`; none if there is nothing to send now.
    std::optional<Fragment> next(std::span<char> buffer);

    /// True if `next` has something, or would find that the client is too slow.
    bool has_more() const;

    /// True if an event that may not be skipped was dropped before this client took it. It must be
    /// closed, and may come back for a new snapshot.
    bool is_too_slow() const { return is_too_slow_; }

    /// The number of the event that a part of a message was taken of and that is not sent to its
    /// end.
    std::optional<std::uint64_t> unfinished() const;

  private:
    bool begin_message();
    bool begin_live_message();
    const History::Entry* find_live();
    const History::Entry* skip_before(const History::Entry& entry);
    bool advance();
    bool advance_snapshot();
    void take(const History::Entry& entry);

    const History& history_;
    std::uint64_t place_ = 0;         ///< the number of the last event that was taken
    std::uint64_t place_end_ = 0;     ///< its Entry::end
    std::uint64_t snapshot_end_ = 0;  ///< the number of the last event of the snapshot
    std::uint64_t snapshot_bytes_ = 0;
    std::uint64_t skip_to_ = 0;  ///< up to here only what nobody may miss
    std::uint64_t skipped_ = 0;  ///< how many events the client has not been told of
    bool is_snapshot_ = true;
    bool is_first_event_ = true;  ///< of a message of the snapshot
    bool is_too_slow_ = false;

    bool in_message_ = false;
    bool is_begun_ = false;  ///< a part of the message was sent
    bool is_complete_ = false;
    std::size_t message_bytes_ = 0;
    std::string words_;  ///< of the message, between texts of events
    std::size_t words_sent_ = 0;
    Piece piece_;  ///< after `words_`
    std::size_t piece_sent_ = 0;
};

/// The first message up to its events, which have to follow with commas between them, and `]}`.
std::string hello_start(RunFacts facts);

}  // namespace game::web
