/// Client: one connection of a browser or another program.
#pragma once

#include "game/web/history.h"
#include "game/web/request.h"
#include "game/web/service.h"
#include "game/web/spectator.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace game::web {

class Server;

/// Answers requests for the page and the state. After an upgrade to WebSocket it is a spectator.
class Client : public Endpoint {
  public:
    /// `server` must outlive it. One that is `surplus` is told that there are too many.
    Client(Server& server, bool surplus);
    ~Client() override;

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;

    /// There may be more to send.
    void wake() { ask_to_write(); }

    /// Sends what is left, then closes.
    void close_when_done();

    /// Closes as soon as it can be told: within a second, or without a word.
    void close_now(int code, std::string_view reason);

    /// Closes without a word.
    void drop() { kill(); }

    /// See Spectator::unfinished.
    std::optional<std::uint64_t> unfinished() const;

  private:
    struct Closing {
        int code;
        std::string reason;
    };

    int confirm_upgrade(std::string_view protocol);
    int begin_websocket();
    int receive(const char* bytes, std::size_t size);
    int write_messages();
    int close_with(int code, std::string_view reason);

    int answer_request();
    int answer(const Request& request, std::string_view type, std::string_view tag,
               std::string_view body, Piece owner);
    int refuse(int status, std::string_view problem);
    std::optional<int> check(const Request& request);
    int write_body();
    int finish_response();
    bool write(std::string_view bytes, lws_write_protocol kind);

    Server& server_;
    bool is_surplus_;
    std::optional<Spectator> spectator_;
    std::optional<Closing> closing_;
    bool closes_when_done_ = false;
    std::size_t received_ = 0;  ///< bytes of a message that is not complete

    std::string_view body_;  ///< of a response, what is not sent yet
    Piece body_owner_;
};

}  // namespace game::web
