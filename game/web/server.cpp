#include "game/web/server.h"

#include "common/io/reopen.h"
#include "common/json/json_writer.h"
#include "common/listening_address.h"
#include "common/report.h"
#include "game/seats/seat_socket.h"
#include "game/web/client.h"
#include "game/web/close_code.h"
#include "game/web/event_input.h"
#include "game/web/listener.h"
#include "game/web/seat_connection.h"
#include "game/web/signal_input.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <system_error>
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

/// How long the logs of matches are read at the end.
constexpr std::chrono::milliseconds time_to_read{200};

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
    const int most_silence = 60'000;    // milliseconds, also of one that does not read
    const int send_buffer = 128 << 10;  // bounds what the kernel keeps for a slow client
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &probe_seconds, sizeof probe_seconds);
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
    setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &most_silence, sizeof most_silence);
    setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
}

std::size_t room_for_clients(const Options& options) {
    return make_room(options.most_clients, options.seats ? 2 : 1);
}

/// Of its own number, as the Service closes it. Throws common::UsageError.
async::FileDescriptor open_listening_socket(const Options& options) {
    if (options.has_sockets) {
        return async::FileDescriptor(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3));
    }
    try {
        return common::listen_at(options.address);
    } catch (const std::system_error& error) {
        throw common::UsageError(options.address.text(), error.code().message());
    }
}

/// The name of this machine; empty if it has none.
std::string machine_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

}  // namespace

Server::Server(const Options& options)
    : options_(options),
      most_clients_(room_for_clients(options)),
      requests_(options.has_sockets ? STDIN_FILENO : STDOUT_FILENO),
      seats_([this](std::uint64_t join, const std::string& name) {
          std::string line = fmt::format("{{\"join\":{}", join);
          common::append_json_member(line, "name", name);
          return requests_.write(line + "}\n");
      }),
      seat_timer_(service_, [this] { expire_seats(); }),
      end_timer_(service_, [this] { force_end(); }),
      last_timer_(service_, [this] { service_.stop(); }),
      match_timer_(service_, [this] { read_matches(); }) {
    listen_to_clients();
    if (options_.seats) listen_to_seats();
    async::FileDescriptor signals = open_stop_signals();
    const int signal_descriptor = signals.get();
    service_.adopt_file(std::move(signals),
                        std::make_unique<SignalInput>(signal_descriptor, [this] { stop(); }));
    read_input();
}

void Server::listen_to_clients() {
    async::FileDescriptor listening = open_listening_socket(options_);
    const int socket = listening.get();
    const common::ListeningAddress address = common::reachable_address(socket);
    const bool is_everywhere = common::is_everywhere(socket);
    std::vector<std::string> names{options_.address.host, address.host};
    if (is_everywhere) names.push_back(machine_name());
    request_check_.emplace(names, address.port, is_everywhere);
    url_ = fmt::format("http://{}/", address.text());
    service_.adopt_file(
        std::move(listening),
        std::make_unique<Listener>(service_, socket, [this](async::FileDescriptor connection) {
            accept(std::move(connection));
        }));
}

void Server::listen_to_seats() {
    async::FileDescriptor listening = listen_for_seats(*options_.seats);
    const int socket = listening.get();
    service_.adopt_file(
        std::move(listening),
        std::make_unique<Listener>(service_, socket, [this](async::FileDescriptor connection) {
            accept_seat(std::move(connection));
        }));
}

void Server::read_input() {
    // A terminal is opened again: its mode is not ours to change. Anything else gets a number of
    // its own, as the Service closes it.
    async::FileDescriptor input;
    if (isatty(STDIN_FILENO) != 0) input = async::reopen_non_blocking(STDIN_FILENO, O_RDONLY);
    if (!input.is_open()) {
        input = async::FileDescriptor(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    }
    const int descriptor = input.get();
    service_.adopt_file(std::move(input), std::make_unique<EventInput>(*this, descriptor));
}

Server::~Server() {
    is_ending_ = true;  // what is destroyed now starts nothing
}

void Server::announce() const {
    if (options_.has_sockets) return;  // `game` has opened it, and knows
    if (options_.is_child) {
        requests_.write(fmt::format("{{\"address\":\"{}\"}}\n", url_));
    } else {
        common::complain(fmt::format("game-web: watch at {}\n", url_));
    }
}

void Server::run() {
    service_.run();
}

void Server::accept(async::FileDescriptor connection) {
    if (is_ending_ || clients_.size() >= most_clients_ + most_surplus) return;
    set_socket_options(connection.get());
    const bool is_surplus = clients_.size() >= most_clients_;
    service_.adopt_connection(std::move(connection), std::make_unique<Client>(*this, is_surplus));
}

void Server::accept_seat(async::FileDescriptor connection) {
    if (!is_of_this_user(connection.get())) return;
    const int descriptor = connection.get();
    service_.adopt_file(std::move(connection),
                        std::make_unique<SeatConnection>(seats_, descriptor));
}

void Server::leave(Client& player) {
    seats_.leave(player, Seats::Clock::now());
    if (!is_ending_) expire_seats();
}

void Server::expire_seats() {
    const Seats::Clock::time_point now = Seats::Clock::now();
    seats_.expire(now);
    const std::optional<Seats::Clock::time_point> next = seats_.next_expiry();
    if (!next) return;
    seat_timer_.start(std::chrono::ceil<std::chrono::milliseconds>(*next - now));
}

void Server::remove(Client& client) {
    clients_.erase(&client);
    spectators_.erase(&client);
    matches_.remove(client);
    if (is_ending_ && clients_.empty()) service_.stop();
}

void Server::take_line(std::string_view line) {
    const std::optional<EventHead> head = read_event_head(line);
    if (!head) {
        pass_over_line();
        return;
    }
    if (head->event == "seat") {
        take_seat(*head);
        return;
    }
    if (head->event == "scenario" && history_.newest() > 0) {
        // Of a file of the same run that has been rotated: the run goes on.
        if (head->is_continuation) return;
        history_.clear();
        for (Client* const client : spectators_)
            client->close_now(close_restart, "another run begins");
    }
    if (head->log) matches_.learn_log(*head->log, head->matches.value_or(0));
    history_.add(*head, line);
}

void Server::show_match(Client& client, std::string_view match) {
    matches_.add(client, match);
    match_timer_.start(std::chrono::milliseconds(0));
}

void Server::read_matches() {
    if (const auto pause = matches_.read()) match_timer_.start(*pause);
}

void Server::take_seat(const EventHead& head) {
    if (!head.join) return;
    if (head.worker) {
        seats_.grant(*head.join, *head.worker);
    } else {
        seats_.refuse(*head.join, head.refused.value_or("the match takes no players"));
    }
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
    return {is_live, options_.seats.has_value()};
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
    if (!options_.is_child || std::exchange(is_ending_, true)) return;
    // What is left of the matches' logs.
    const auto end = std::chrono::steady_clock::now() + time_to_read;
    while (matches_.read() == std::chrono::milliseconds(0) &&
           std::chrono::steady_clock::now() < end) {
    }
    if (clients_.empty()) service_.stop();
    for (Client* const client : clients_)
        client->finish();
    end_timer_.start(time_to_finish);
}

/// A signal. The second one ends it at once.
void Server::stop() {
    if (std::exchange(is_ending_, true)) {
        service_.stop();
        return;
    }
    force_end();
}

/// Clients get no more than a last word.
void Server::force_end() {
    if (clients_.empty()) service_.stop();
    for (Client* const client : clients_)
        client->close_now(options_.is_child ? close_normal : close_going_away, "the server ends");
    last_timer_.start(time_to_close);
}

}  // namespace game::web
