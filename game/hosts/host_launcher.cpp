#include "game/hosts/host_launcher.h"

#include "game/launch/find_program.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>

namespace game {

namespace {

/// How long hosts that have not answered keep workers from the others.
constexpr std::chrono::seconds connect_patience(10);

/// None of none. Throws std::system_error.
async::FileDescriptor duplicate_if_open(int descriptor) {
    constexpr int lowest = 3;
    if (descriptor < 0) return {};
    async::FileDescriptor copy(::fcntl(descriptor, F_DUPFD_CLOEXEC, lowest));
    if (!copy.is_open()) throw std::system_error(errno, std::generic_category(), "dup");
    return copy;
}

}  // namespace

HostLauncher::HostLauncher(const HostServices& services, const LaunchPlan& plan,
                           const std::vector<Host>& hosts)
    : services_(services), plan_(plan), own_players_(find_players(std::nullopt)) {
    for (const Host& host : hosts) {
        Place& place = places_.emplace_back(Place{host, nullptr});
        if (host.connect.empty()) continue;
        place.connection =
            std::make_unique<HostConnection>(services_, host, [this] { place_waiting(); });
    }
}

HostLauncher::~HostLauncher() = default;

std::unique_ptr<Child> HostLauncher::launch(std::size_t entry, std::uint64_t worker,
                                            const StandardDescriptors& descriptors) {
    if (worker == 0 || plan_.is_of_game(entry)) {
        return services_.launcher.launch(entry, worker, descriptors);
    }
    ProcessDescription process = plan_.describe(entry, worker);
    const bool has_own_players =
        process.players_word && process.words[*process.players_word] != own_players_;
    if (has_own_players) process.players_word.reset();
    ChildDescriptors copies{duplicate_if_open(descriptors.input),
                            duplicate_if_open(descriptors.output),
                            duplicate_if_open(descriptors.error)};
    HostChildOwner& owner = *this;
    auto child = std::make_unique<HostChild>(owner, std::move(process), std::move(copies));
    children_.emplace(child.get(), Placed{entry, worker});
    place(*child);
    return child;
}

void HostLauncher::place(HostChild& child) {
    const std::vector<HostLoad> all = loads();
    const std::optional<std::size_t> chosen = choose_host(all);
    if (!chosen && has_hope()) {
        waiting_.push_back(&child);
        return;
    }
    if (!chosen) {
        child.fail(std::make_error_code(std::errc::host_unreachable), "no host can be reached");
        return;
    }
    Place& place = places_[*chosen];
    ++place.used;
    Placed& placed = children_.at(&child);
    placed.place = &place;
    if (place.connection) {
        child.start_there(place.host.name, *place.connection);
        return;
    }
    child.start_here(place.host.name, [this, &placed](const StandardDescriptors& descriptors) {
        return services_.launcher.launch(placed.entry, placed.worker, descriptors);
    });
}

void HostLauncher::place_waiting() {
    std::deque<HostChild*> waiting;
    waiting.swap(waiting_);
    for (HostChild* const child : waiting)
        place(*child);
    changed_.notify_all();
}

void HostLauncher::place_again(HostChild& child) {
    Placed& placed = children_.at(&child);
    if (placed.place != nullptr) --placed.place->used;
    placed.place = nullptr;
    place(child);
}

void HostLauncher::forget(HostChild& child) {
    const auto found = children_.find(&child);
    if (found->second.place != nullptr) --found->second.place->used;
    children_.erase(found);
    std::erase(waiting_, &child);
    place_waiting();
}

std::vector<HostLoad> HostLauncher::loads() const {
    std::vector<HostLoad> all;
    for (const Place& place : places_) {
        const bool is_usable =
            !place.connection || place.connection->state() == HostConnection::State::connected;
        all.push_back({is_usable, place.host.slots, place.used});
    }
    return all;
}

bool HostLauncher::is_any_connecting() const {
    return std::ranges::any_of(places_, [](const Place& place) {
        return place.connection && place.connection->state() == HostConnection::State::connecting;
    });
}

/// False if no host is there, nor will be.
bool HostLauncher::has_hope() const {
    const std::vector<HostLoad> all = loads();
    return is_any_connecting() || std::ranges::any_of(all, &HostLoad::is_usable);
}

bool HostLauncher::has_room() const {
    if (!has_hope()) return true;  // a start fails at once
    if (is_patient_ && is_any_connecting()) return false;
    const std::vector<HostLoad> all = loads();
    return waiting_.empty() && choose_host(all).has_value();
}

async::Task<void> HostLauncher::wait_for_room() {
    while (!has_room()) {
        co_await changed_.wait();
    }
}

async::Task<void> HostLauncher::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    for (const Place& place : places_) {
        if (place.connection) tasks.start(place.connection->run());
    }
    tasks.start(limit_patience());
    co_await tasks.join();
}

async::Task<void> HostLauncher::limit_patience() {
    co_await async::sleep_for(connect_patience);
    is_patient_ = false;
    for (const Place& place : places_) {
        const bool is_late =
            place.connection && place.connection->state() == HostConnection::State::connecting;
        if (!is_late) continue;
        services_.warn(fmt::format(
            "host {} has not answered within {} s; the others are used without waiting for it",
            place.host.name, connect_patience.count()));
    }
    changed_.notify_all();
}

bool HostLauncher::have_all_ended() const {
    return std::ranges::all_of(places_, [](const Place& place) {
        return !place.connection || place.connection->has_ended();
    });
}

async::Task<void> HostLauncher::finish() {
    for (const Place& place : places_) {
        if (place.connection) place.connection->close();
    }
    while (!have_all_ended()) {
        co_await changed_.wait();
    }
}

}  // namespace game
