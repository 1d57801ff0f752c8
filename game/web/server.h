/// Server: one run, and everybody who watches it.
#pragma once

#include "game/web/history.h"
#include "game/web/options.h"
#include "game/web/request_check.h"
#include "game/web/request_output.h"
#include "game/web/seats.h"
#include "game/web/service.h"
#include "game/web/spectator.h"
#include "game/web/watched_matches.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace game::web {

class Client;

/// Listens, reads the events and hands them out. Begin here: `main` makes one and runs it.
class Server {
  public:
    /// Listens at the address. Throws common::UsageError if that is impossible.
    explicit Server(const Options& options);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// Says where people can watch: to `game`, or to them.
    void announce() const;

    /// Serves until the end.
    void run();

    // For the EventInput.

    void take_line(std::string_view line);
    void pass_over_line();
    void end_input();
    void wake_spectators();

    // For the Clients.

    const History& history() const { return history_; }
    const RequestCheck& request_check() const { return *request_check_; }
    RunFacts facts() const;

    /// What /state.json shows.
    Piece state_text();

    /// See WatchedMatches::add.
    void show_match(Client& client, std::string_view match);

    Seats& seats() { return seats_; }
    void leave(Client& player);

    void add(Client& client) { clients_.insert(&client); }
    void remove(Client& client);
    void add_spectator(Client& client) { spectators_.insert(&client); }

  private:
    void listen_to_clients();
    void listen_to_seats();
    void read_input();
    void accept(async::FileDescriptor connection);
    void accept_seat(async::FileDescriptor connection);
    void take_seat(const EventHead& head);
    void expire_seats();
    void read_matches();
    void drop_slowest();
    void stop();
    void force_end();

    Options options_;
    std::size_t most_clients_;
    History history_;
    std::string url_;
    std::optional<RequestCheck> request_check_;
    RequestOutput requests_;
    Seats seats_;
    WatchedMatches matches_;
    std::unordered_set<Client*> clients_;
    std::unordered_set<Client*> spectators_;
    bool has_passed_over_ = false;
    bool is_ending_ = false;
    Piece state_text_;
    std::uint64_t state_number_ = 0;  ///< the newest event when it was made

    // Destroys all clients, so it goes first.
    Service service_;
    Timer seat_timer_;
    Timer end_timer_;
    Timer last_timer_;
    Timer match_timer_;
};

}  // namespace game::web
