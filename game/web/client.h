/// Client: one connection of a browser or another program.
#pragma once

#include "game/web/history.h"
#include "game/web/player_queue.h"
#include "game/web/request.h"
#include "game/web/seats.h"
#include "game/web/service.h"
#include "game/web/spectator.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace game::web {

class Server;

/// Answers requests for the page and the state. After an upgrade to WebSocket it is a spectator, or
/// somebody who plays.
class Client : public Endpoint, public PlayerLink {
  public:
    /// `server` must outlive it. One that is `surplus` is told that there are too many.
    Client(Server& server, bool surplus);
    ~Client() override;

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;

    /// From now on it is sent the events of `history`, which must outlive it. For a client that was
    /// handed to WatchedMatches.
    void show(const History& history, RunFacts facts);

    /// There may be more to send.
    void wake() { ask_to_write(); }

    /// Sends what is left, then closes.
    void finish();

    /// Closes before what is left. One that does not even take the last word is dropped.
    void close_now(int code, std::string_view reason);

    /// Closes without a word.
    void drop() { kill(); }

    /// See Spectator::unfinished.
    std::optional<std::uint64_t> unfinished() const;

    void deliver(Piece message, bool is_turn) override;
    void close(int code, std::string_view reason) override;
    void resume() override;

  private:
    struct Closing {
        int code;
        std::string reason;
        bool is_urgent;  ///< before what is left to send
    };

    struct Player {
        std::string name;
        std::optional<std::string> key;
        PlayerQueue queue;
        std::string message;  ///< of the client, as far as it has come
    };

    std::optional<int> check(const Request& request);
    int confirm_upgrade(std::string_view protocol);
    int begin_websocket();
    int receive(std::string_view bytes);
    int receive_as_player(std::string_view bytes, bool is_final);
    int write_messages();
    std::optional<Fragment> next_fragment(std::span<char> buffer);
    bool has_more() const;
    int close_with(int code, std::string_view reason);

    int answer_request();
    int answer(const Request& request, std::string_view type, std::string_view tag,
               std::string_view body, Piece owner);
    int refuse(int status, std::string_view problem);
    int write_body();
    int finish_response();
    bool write(std::string_view bytes, lws_write_protocol kind);

    Server& server_;
    bool is_surplus_;
    bool is_websocket_ = false;
    std::optional<Spectator> spectator_;
    std::optional<std::string> match_;  ///< of the query: one of a tournament is watched
    std::unique_ptr<Player> player_;    ///< few play, and many watch
    std::optional<Closing> closing_;
    bool has_said_goodbye_ = false;  ///< libwebsockets has the code to close with
    std::size_t received_ = 0;       ///< bytes of a message that is not complete

    std::string_view body_;  ///< of a response, what is not sent yet
    Piece body_owner_;
};

}  // namespace game::web
