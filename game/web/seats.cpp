#include "game/web/seats.h"

#include "common/text/utf8.h"
#include "game/web/close_code.h"
#include "game/web/message_type.h"
#include "game/web/player_name.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace game::web {
namespace {

/// What a client may say before its process is there.
constexpr std::size_t most_early_bytes = 16384;

}  // namespace

Seats::Place Seats::find(const std::function<bool(const Seat&)>& is_it) {
    return std::find_if(seats_.begin(), seats_.end(), is_it);
}

void Seats::join(PlayerLink& player, const std::string& name,
                 const std::optional<std::string>& key) {
    if (!is_player_name(name)) {
        player.close(close_refused, "a name is one word of at most 64 bytes");
        return;
    }
    const Place taken = find([&](const Seat& seat) { return seat.name == name; });
    if (taken != seats_.end()) {
        if (key && taken->key == key) {
            come_back(*taken, player);
        } else {
            player.close(close_refused, fmt::format("the name {} is taken", name));
        }
        return;
    }
    Seat seat;
    seat.name = name;
    seat.key = key;
    seat.join = ++joins_;
    seat.player = &player;
    if (!ask_(seat.join, name)) {
        player.close(close_try_again, "game does not answer");
        return;
    }
    seats_.push_back(std::move(seat));
}

void Seats::come_back(Seat& seat, PlayerLink& player) {
    PlayerLink* const former = std::exchange(seat.player, &player);
    if (former != nullptr) former->close(close_refused, "you play in another tab");
    if (seat.hello) player.deliver(seat.hello, false);
    if (seat.turn) player.deliver(seat.turn, true);
}

bool Seats::say(PlayerLink& player, std::string_view message) {
    const Place seat = find([&](const Seat& each) { return each.player == &player; });
    if (seat == seats_.end()) return true;
    if (seat->link != nullptr) return seat->link->send_line(message);
    if (seat->said_early.size() + message.size() >= most_early_bytes) return true;  // is lost
    seat->said_early += message;
    seat->said_early += '\n';
    return true;
}

void Seats::leave(PlayerLink& player, Clock::time_point now) {
    const Place seat = find([&](const Seat& each) { return each.player == &player; });
    if (seat == seats_.end()) return;
    seat->player = nullptr;
    seat->free_at = now + kept;
}

void Seats::grant(std::uint64_t join, std::uint64_t worker) {
    const Place seat = find([join](const Seat& each) { return each.join == join; });
    if (seat != seats_.end()) seat->worker = worker;
}

void Seats::refuse(std::uint64_t join, std::string_view reason) {
    const Place seat = find([join](const Seat& each) { return each.join == join; });
    if (seat == seats_.end() || seat->link != nullptr) return;
    PlayerLink* const player = seat->player;
    seats_.erase(seat);
    if (player != nullptr) player->close(close_refused, reason);
}

bool Seats::connect(SeatLink& link, std::uint64_t worker) {
    const Place seat =
        find([worker](const Seat& each) { return each.worker == worker && each.link == nullptr; });
    if (seat == seats_.end()) return false;
    seat->link = &link;
    if (!seat->said_early.empty()) {
        seat->said_early.pop_back();
        link.send_line(std::exchange(seat->said_early, {}));
    }
    return true;
}

void Seats::hear(SeatLink& link, std::string_view line) {
    const Place seat = find([&](const Seat& each) { return each.link == &link; });
    if (seat == seats_.end() || !common::is_utf8(line)) return;
    const auto message = std::make_shared<const std::string>(line);
    const std::string type = message_type(line);
    if (type == "hello") seat->hello = message;
    if (type == "turn") seat->turn = message;
    if (type == "end") seat->has_ended = true;
    if (seat->player != nullptr) seat->player->deliver(message, type == "turn");
}

void Seats::drained(SeatLink& link) {
    const Place seat = find([&](const Seat& each) { return each.link == &link; });
    if (seat != seats_.end() && seat->player != nullptr) seat->player->resume();
}

void Seats::disconnect(SeatLink& link) {
    const Place seat = find([&](const Seat& each) { return each.link == &link; });
    if (seat == seats_.end()) return;
    PlayerLink* const player = seat->player;
    const bool has_ended = seat->has_ended;
    seats_.erase(seat);
    if (player == nullptr) return;
    if (has_ended) {
        player->close(close_normal, "the match is over");
    } else {
        player->close(close_going_away, "your player is no longer in the match");
    }
}

void Seats::expire(Clock::time_point now) {
    for (Place seat = seats_.begin(); seat != seats_.end();) {
        const Place next = std::next(seat);
        if (seat->player == nullptr && seat->free_at <= now) {
            SeatLink* const link = seat->link;
            seats_.erase(seat);
            if (link != nullptr) link->close();
        }
        seat = next;
    }
}

std::optional<Seats::Clock::time_point> Seats::next_expiry() const {
    std::optional<Clock::time_point> next;
    for (const Seat& seat : seats_) {
        if (seat.player == nullptr && (!next || seat.free_at < *next)) next = seat.free_at;
    }
    return next;
}

}  // namespace game::web
