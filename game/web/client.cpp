#include "game/web/client.h"

#include "game/web/close_code.h"
#include "game/web/http_response.h"
#include "game/web/limits.h"
#include "game/web/page_files.h"
#include "game/web/server.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace game::web {
namespace {

/// How long a client may take for the whole response, in seconds.
constexpr int whole_response_seconds = 60;

/// How long a client has for its last messages, once it is to be closed.
constexpr int closing_seconds = 5;

/// For what is written, with the room in front that libwebsockets wants. There is one thread.
std::array<char, LWS_PRE + transfer_bytes>& transfer_buffer() {
    static std::array<char, LWS_PRE + transfer_bytes> buffer;
    return buffer;
}

unsigned char* payload(std::array<char, LWS_PRE + transfer_bytes>& buffer) {
    return reinterpret_cast<unsigned char*>(buffer.data()) + LWS_PRE;
}

lws_write_protocol kind_of(const Fragment& fragment) {
    int kind = fragment.is_first ? LWS_WRITE_TEXT : LWS_WRITE_CONTINUATION;
    if (!fragment.is_last) kind |= LWS_WRITE_NO_FIN;
    return static_cast<lws_write_protocol>(kind);
}

}  // namespace

Client::Client(Server& server, bool surplus) : server_(server), is_surplus_(surplus) {
    server_.add(*this);
}

Client::~Client() {
    if (player_) server_.leave(*this);
    server_.remove(*this);
}

int Client::on_event(lws_callback_reasons reason, void* in, std::size_t size) {
    switch (reason) {
        case LWS_CALLBACK_HTTP:
            return answer_request();
        case LWS_CALLBACK_HTTP_WRITEABLE:
            return write_body();
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            return confirm_upgrade(static_cast<const char*>(in));
        case LWS_CALLBACK_ESTABLISHED:
            return begin_websocket();
        case LWS_CALLBACK_RECEIVE:
            return receive({static_cast<const char*>(in), size});
        case LWS_CALLBACK_SERVER_WRITEABLE:
            return write_messages();
        case LWS_CALLBACK_RAW_ADOPT:
        case LWS_CALLBACK_RAW_RX:
            return -1;  // what it becomes after the method CONNECT
        default:
            return 0;
    }
}

/// Refuses what does not come from a page of ours, or cannot be served now.
std::optional<int> Client::check(const Request& request) {
    if (!request.host || !server_.request_check().allows_host(*request.host)) {
        return refuse(403, "the header Host does not name this server");
    }
    if (request.origin && !RequestCheck::is_same_origin(*request.origin, *request.host)) {
        return refuse(403, "the request comes from a page of another server");
    }
    if (is_surplus_) return refuse(503, "too many clients");
    if (request.method == Request::Method::other) return refuse(405, "only GET and HEAD");
    if (request.has_body) return refuse(413, "a request has no body here");
    return std::nullopt;
}

int Client::confirm_upgrade(std::string_view protocol) {
    constexpr int responded = 1;
    const Request request = read_request(connection());
    if (check(request)) return responded;
    // Small and capital letters are alike, and libwebsockets knows another protocol: h2c.
    if (protocol.size() != std::string_view("websocket").size() ||
        request.method != Request::Method::get) {
        refuse(400, "cannot upgrade to this protocol");
        return responded;
    }
    if (request.path == "/play" && server_.facts().takes_players) {
        player_ = std::make_unique<Player>();
        player_->name = query_parameter(connection(), "name").value_or("");
        player_->key = query_parameter(connection(), "key");
    } else if (request.path == "/watch") {
        match_ = query_parameter(connection(), "match");
    } else {
        refuse(404, "no such WebSocket");
        return responded;
    }
    return 0;
}

int Client::begin_websocket() {
    is_websocket_ = true;
    if (player_) {
        server_.seats().join(*this, player_->name, player_->key);
    } else if (match_) {
        server_.show_match(*this, *match_);
    } else {
        spectator_.emplace(server_.history(), server_.facts());
        server_.add_spectator(*this);
    }
    ask_to_write();
    return 0;
}

void Client::show(const History& history, RunFacts facts) {
    spectator_.emplace(history, facts);
    ask_to_write();
}

int Client::receive(std::string_view bytes) {
    if (has_said_goodbye_) return 0;
    received_ += bytes.size();
    const std::size_t rest = lws_remaining_packet_payload(connection());
    if (received_ + rest > most_received_bytes) {
        return close_with(close_too_big, "a message has at most 4096 bytes");
    }
    const bool is_final = lws_is_final_fragment(connection()) != 0;
    if (is_final) received_ = 0;
    return player_ ? receive_as_player(bytes, is_final) : 0;
}

int Client::receive_as_player(std::string_view bytes, bool is_final) {
    if (lws_frame_is_binary(connection()) != 0) {
        return close_with(close_unsupported, "a message is text");
    }
    std::string& message = player_->message;
    message += bytes;
    if (!is_final) return 0;
    if (message.ends_with('\n')) message.pop_back();
    if (message.find_first_of("\r\n") != std::string::npos) {
        return close_with(close_refused, "a message is one line");
    }
    if (!server_.seats().say(*this, message)) lws_rx_flow_control(connection(), 0);
    message.clear();
    return 0;
}

std::optional<Fragment> Client::next_fragment(std::span<char> buffer) {
    if (player_) return player_->queue.next(buffer);
    return spectator_ ? spectator_->next(buffer) : std::nullopt;
}

bool Client::has_more() const {
    if (player_) return !player_->queue.is_empty();
    return spectator_ && spectator_->has_more();
}

int Client::write_messages() {
    if (has_said_goodbye_) return 0;
    if (closing_ && (closing_->is_urgent || !has_more())) {
        return close_with(closing_->code, closing_->reason);
    }
    std::array<char, LWS_PRE + transfer_bytes>& buffer = transfer_buffer();
    for (std::size_t sent = 0; sent < turn_bytes && lws_send_pipe_choked(connection()) == 0;) {
        const std::optional<Fragment> fragment =
            next_fragment(std::span<char>(buffer).subspan(LWS_PRE));
        if (!fragment) break;
        sent += fragment->size;
        if (lws_write(connection(), payload(buffer), fragment->size, kind_of(*fragment)) < 0) {
            return -1;
        }
    }
    if (spectator_ && spectator_->is_too_slow()) return close_with(close_try_again, "too slow");
    // The close comes in another turn, when libwebsockets has nothing left to send.
    if (has_more() || closing_) ask_to_write();
    return 0;
}

int Client::close_with(int code, std::string_view reason) {
    has_said_goodbye_ = true;
    std::string text(shorten_reason(reason));
    lws_close_reason(connection(), static_cast<lws_close_status>(code),
                     reinterpret_cast<unsigned char*>(text.data()), text.size());
    return -1;
}

void Client::finish() {
    if (is_websocket_) {
        close(close_normal, "the run is over");
    } else if (body_.empty()) {
        drop();
    }
}

void Client::close_now(int code, std::string_view reason) {
    if (!is_websocket_) {
        drop();
        return;
    }
    close(code, reason);
    closing_->is_urgent = true;
}

void Client::close(int code, std::string_view reason) {
    if (!closing_) {
        closing_ = Closing{code, std::string(reason), false};
        lws_set_timeout(connection(), PENDING_TIMEOUT_USER_REASON_BASE, closing_seconds);
    }
    ask_to_write();
}

void Client::deliver(Piece message, bool is_turn) {
    player_->queue.push(std::move(message), is_turn);
    if (player_->queue.is_too_long()) {
        close_now(close_try_again, "too slow");
    } else {
        ask_to_write();
    }
}

void Client::resume() {
    lws_rx_flow_control(connection(), 1);
}

std::optional<std::uint64_t> Client::unfinished() const {
    return spectator_ ? spectator_->unfinished() : std::nullopt;
}

int Client::answer_request() {
    const Request request = read_request(connection());
    if (const std::optional<int> refused = check(request)) return *refused;
    if (request.path == "/state.json") {
        const Piece state = server_.state_text();
        return answer(request, "application/json", {}, *state, state);
    }
    if (request.path == "/watch") return refuse(426, "this is a WebSocket");
    const bool is_page =
        request.path == "/" || (request.path == "/play" && server_.facts().takes_players);
    const std::string_view path =
        is_page ? std::string_view("/index.html") : std::string_view(request.path);
    for (const PageFile& file : page_files()) {
        if (file.path == path) return answer(request, file.type, file.tag, file.content, nullptr);
    }
    return refuse(404, "no such page");
}

int Client::answer(const Request& request, std::string_view type, std::string_view tag,
                   std::string_view body, Piece owner) {
    ResponseHead head;
    head.type = type;
    head.tag = tag;
    head.length = body.size();
    const bool is_known = !tag.empty() && request.known_tag && *request.known_tag == tag;
    if (is_known) head.status = 304;
    if (!write(response_head(head), LWS_WRITE_HTTP_HEADERS)) return -1;
    if (is_known || request.method == Request::Method::head) return finish_response();
    body_ = body;
    body_owner_ = std::move(owner);
    lws_set_timeout(connection(), PENDING_TIMEOUT_HTTP_CONTENT, whole_response_seconds);
    ask_to_write();
    return 0;
}

int Client::refuse(int status, std::string_view problem) {
    write(error_response(status, problem), LWS_WRITE_HTTP_HEADERS);
    return -1;
}

int Client::write_body() {
    if (body_.empty()) return 0;
    while (!body_.empty() && lws_send_pipe_choked(connection()) == 0) {
        const std::string_view part = body_.substr(0, transfer_bytes);
        if (!write(part, LWS_WRITE_HTTP)) return -1;
        body_.remove_prefix(part.size());
    }
    if (body_.empty()) {
        body_owner_.reset();
        return finish_response();
    }
    ask_to_write();
    return 0;
}

int Client::finish_response() {
    return lws_http_transaction_completed(connection()) != 0 ? -1 : 0;
}

/// At most `transfer_bytes`. False if the connection is broken.
bool Client::write(std::string_view bytes, lws_write_protocol kind) {
    std::array<char, LWS_PRE + transfer_bytes>& buffer = transfer_buffer();
    std::memcpy(payload(buffer), bytes.data(), bytes.size());
    return lws_write(connection(), payload(buffer), bytes.size(), kind) >= 0;
}

}  // namespace game::web
