/// Seats: the people who play, and the processes that play for them in the match.
///
/// For `game` a player is a worker. The worker of somebody in a browser is a process that copies
/// lines between the match and a socket here; this pairs it with the client. No sockets here: both
/// sides are interfaces, and time is an argument.
#pragma once

#include "game/web/history.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace game::web {

/// The connection of a client that plays.
class PlayerLink {
  public:
    virtual ~PlayerLink() = default;

    /// Sends a message. Of several turns that wait, only the newest is sent.
    virtual void deliver(Piece message, bool is_turn) = 0;

    /// Closes the connection after what was delivered.
    virtual void close(int code, std::string_view reason) = 0;

    /// The seat takes messages again, after `say` has returned false.
    virtual void resume() = 0;
};

/// The connection of the process that has a seat.
class SeatLink {
  public:
    virtual ~SeatLink() = default;

    /// Sends a line, given without its newline. False if no more should be sent for now: see
    /// Seats::drained.
    virtual bool send_line(std::string_view line) = 0;

    /// The process is not needed any more.
    virtual void close() = 0;
};

/// All seats. Links call it when something happens to them, and must say when they go: `leave`,
/// `disconnect`.
class Seats {
  public:
    using Clock = std::chrono::steady_clock;

    /// Asks `game` for a seat. False if it cannot be asked now.
    using Ask = std::function<bool(std::uint64_t join, const std::string& name)>;

    /// How long the seat of somebody who is gone is kept.
    static constexpr std::chrono::seconds kept{10};

    explicit Seats(Ask ask) : ask_(std::move(ask)) {}

    // From the clients.

    /// Somebody wants to play. The key proves later that it is the same one who comes back; without
    /// a key nobody can. May close the link at once, with the reason.
    void join(PlayerLink& player, const std::string& name, const std::optional<std::string>& key);

    /// A message, which has no newline. False if no more should be taken for now.
    bool say(PlayerLink& player, std::string_view message);

    /// The client is gone, or is going to be closed.
    void leave(PlayerLink& player, Clock::time_point now);

    // From `game`.

    void grant(std::uint64_t join, std::uint64_t worker);
    void refuse(std::uint64_t join, std::string_view reason);

    // From the processes.

    /// The process of the worker has connected. False if nobody waits for it (any more).
    bool connect(SeatLink& link, std::uint64_t worker);
    void hear(SeatLink& link, std::string_view line);
    void drained(SeatLink& link);
    void disconnect(SeatLink& link);

    // Time.

    /// Frees the seats of those who did not come back.
    void expire(Clock::time_point now);

    /// When `expire` has to be called next; none if there is nothing to wait for.
    std::optional<Clock::time_point> next_expiry() const;

  private:
    struct Seat {
        std::string name;
        std::optional<std::string> key;
        std::uint64_t join = 0;
        std::optional<std::uint64_t> worker;
        PlayerLink* player = nullptr;  ///< null while the client is gone
        Clock::time_point free_at;     ///< if the client is gone
        SeatLink* link = nullptr;      ///< null until the process has connected
        std::string said_early;        ///< lines for the process, with newlines
        Piece hello;                   ///< for who comes back
        Piece turn;                    ///< the newest, likewise
        bool has_ended = false;        ///< the process was sent `end`
    };
    using Place = std::list<Seat>::iterator;

    Place find(const std::function<bool(const Seat&)>& is_it);
    void come_back(Seat& seat, PlayerLink& player);

    Ask ask_;
    std::list<Seat> seats_;
    std::uint64_t joins_ = 0;
};

}  // namespace game::web
