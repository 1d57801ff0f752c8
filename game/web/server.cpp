#include "game/web/server.h"

#include "common/report.h"
#include "game/web/client.h"
#include "game/web/event_input.h"
#include "game/web/listener.h"
#include "game/web/listening_socket.h"
#include "game/web/signal_input.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace game::web {
namespace {

/// Descriptors besides those of clients: standard streams, listening sockets, libwebsockets' own.
constexpr std::size_t other_descriptors = 64;

/// Clients above the limit that are told so. More are turned away at once.
constexpr std::size_t most_surplus = 32;

/// The texts that slow clients may hold, of events that are dropped otherwise.
constexpr std::size_t most_held = std::size_t{64} << 20U;

/// How long clients may take for what is left, and then to close.
constexpr std::chrono::milliseconds time_to_finish{1000};
constexpr std::chrono::milliseconds time_to_close{500};

/// Sets the limit of descriptors: as high as we need it, but no higher, since libwebsockets makes
/// tables of this size. Returns how many clients there can be.
std::size_t make_room(std::size_t clients, std::size_t descriptors_each) {
    const std::size_t reserve = other_descriptors + most_surplus;
    const rlim_t wanted = clients * descriptors_each + reserve;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return clients;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur >= wanted) return clients;
    const std::size_t rest = limit.rlim_cur > reserve ? limit.rlim_cur - reserve : 1;
    return std::max<std::size_t>(1, rest / descriptors_each);
}

/// For a connection that may be on the other side of the world, or gone without a word.
void set_socket_options(int socket) {
    const int on = 1;
    const int idle_seconds = 60;
    const int probe_seconds = 15;
    const int probes = 4;
    const int send_buffer = 128 << 10;  // bounds what the kernel keeps for a slow client
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &probe_seconds, sizeof probe_seconds);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
}

std::size_t room_for_clients(const Options& options) {
    return make_room(options.most_clients, options.play_socket ? 2 : 1);
}

}  // namespace

Server::Server(const Options& options)
    : options_(options),
      most_clients_(room_for_clients(options)),
      end_timer_(service_, [this] { force_end(); }),
      last_timer_(service_, [this] { service_.stop(); }) {
    ListeningSocket listening = listen_on(options_.address);
    const std::uint16_t port = listening.address.port;
    std::vector<std::string> names{options_.address.host, listening.address.host};
    if (listening.is_any_address) names.push_back(machine_name());
    request_check_.emplace(names, port, listening.is_any_address);
    const std::string& shown =
        listening.is_any_address && !names.back().empty() ? names.back() : names.front();
    url_ = fmt::format("http://{}/", host_and_port(shown, port));

    const int socket = listening.socket.get();
    service_.adopt_file(
        std::move(listening.socket),
        std::make_unique<Listener>(service_, socket, [this](async::FileDescriptor connection) {
            accept(std::move(connection));
        }));
    async::FileDescriptor signals = open_stop_signals();
    const int signal_descriptor = signals.get();
    service_.adopt_file(std::move(signals),
                        std::make_unique<SignalInput>(signal_descriptor, [this] { stop(); }));
    async::FileDescriptor input(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    if (!input.is_open()) return;
    const int input_descriptor = input.get();
    service_.adopt_file(std::move(input), std::make_unique<EventInput>(*this, input_descriptor));
}

Server::~Server() = default;

void Server::run() {
    service_.run();
}

void Server::accept(async::FileDescriptor connection) {
    if (is_ending_ || clients_.size() >= most_clients_ + most_surplus) return;
    set_socket_options(connection.get());
    const bool is_surplus = clients_.size() >= most_clients_;
    service_.adopt_connection(std::move(connection), std::make_unique<Client>(*this, is_surplus));
}

void Server::remove(Client& client) {
    clients_.erase(&client);
    spectators_.erase(&client);
    if (is_ending_ && clients_.empty()) service_.stop();
}

void Server::take_line(std::string_view line) {
    const std::optional<EventHead> head = read_event_head(line);
    if (!head) {
        pass_over_line();
        return;
    }
    if (head->event == "scenario" && history_.newest() > 0) {
        // Of a file of the same run that has been rotated: the run goes on.
        if (head->is_continuation) return;
        history_.clear();
        for (Client* const client : spectators_)
            client->close_now(1012, "another run begins");
    }
    history_.add(*head, line);
}

void Server::pass_over_line() {
    if (std::exchange(has_passed_over_, true)) return;
    common::complain("game-web: a line of the input is no event, and is passed over\n");
}

void Server::wake_spectators() {
    for (Client* const client : spectators_)
        client->wake();
    if (history_.bytes_held_elsewhere() > most_held) drop_slowest();
}

/// Drops those that hold the oldest texts.
void Server::drop_slowest() {
    std::vector<std::pair<std::uint64_t, Client*>> holders;
    for (Client* const client : spectators_) {
        const std::optional<std::uint64_t> number = client->unfinished();
        if (number && *number < history_.newest()) holders.emplace_back(*number, client);
    }
    std::sort(holders.begin(), holders.end());
    holders.resize((holders.size() + 1) / 2);
    for (const auto& [number, client] : holders)
        client->drop();
}

RunFacts Server::facts() const {
    const bool is_live = options_.is_child && !options_.is_recorded && !history_.has_ended();
    return {is_live, options_.play_socket.has_value()};
}

Piece Server::state_text() {
    if (state_text_ && state_number_ == history_.newest()) return state_text_;
    auto text = std::make_shared<std::string>(hello_start(facts()));
    const char* comma = "";
    for (const Piece& piece : history_.state()) {
        *text += std::exchange(comma, ",");
        *text += *piece;
    }
    *text += "]}\n";
    state_text_ = std::move(text);
    state_number_ = history_.newest();
    return state_text_;
}

void Server::end_input() {
    if (options_.is_child) begin_end();
}

/// A signal: clients are told to come back later, when there may be a server again.
void Server::stop() {
    if (std::exchange(is_ending_, true)) {
        service_.stop();
        return;
    }
    force_end();
}

void Server::begin_end() {
    if (std::exchange(is_ending_, true)) return;
    if (clients_.empty()) service_.stop();
    for (Client* const client : clients_)
        client->close_when_done();
    end_timer_.start(time_to_finish);
}

void Server::force_end() {
    if (clients_.empty()) service_.stop();
    for (Client* const client : clients_)
        client->close_now(options_.is_child ? 1000 : 1001, "the server ends");
    last_timer_.start(time_to_close);
}

}  // namespace game::web
