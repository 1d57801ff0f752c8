#include "game/web/watched_matches.h"

#include "game/web/client.h"
#include "game/web/close_code.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace game::web {
namespace {

/// Bounds the memory for logs.
constexpr std::ptrdiff_t most_matches = 16;

constexpr std::chrono::milliseconds period(100);

/// So long a log is looked for: a match that was just launched may not have made it yet.
constexpr std::chrono::seconds longest_search(5);

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || rest != end) return std::nullopt;
    return number;
}

}  // namespace

void WatchedMatches::learn_log(const std::filesystem::path& log, std::uint64_t matches) {
    folder_ = log.parent_path();
    planned_ = std::max(planned_, matches);
}

void WatchedMatches::add(Client& client, std::string_view match) {
    const std::optional<std::uint64_t> number = parse_number(match);
    if (!number || *number == 0 || *number > planned_ || folder_.empty()) {
        client.close_now(close_refused, "this match has no log here");
        return;
    }
    const auto place =
        matches_.try_emplace(*number, folder_ / fmt::format("{}.ndjson", *number)).first;
    place->second.waiting.insert(&client);
}

void WatchedMatches::remove(Client& client) {
    for (auto& [number, match] : matches_) {
        match.waiting.erase(&client);
        match.clients.erase(&client);
    }
    std::erase_if(matches_, [](const auto& match) {
        return match.second.waiting.empty() && match.second.clients.empty();
    });
}

std::optional<std::chrono::milliseconds> WatchedMatches::read() {
    if (matches_.empty()) return std::nullopt;
    bool has_more = false;
    for (auto& [number, match] : matches_)
        has_more = read(number, match) || has_more;
    return has_more ? std::chrono::milliseconds(0) : period;
}

/// False if there is no room for the log of this one.
bool WatchedMatches::open(Watched& match) {
    if (match.is_open) return true;
    const auto is_open = [](const auto& other) { return other.second.is_open; };
    if (std::ranges::count_if(matches_, is_open) >= most_matches) return false;
    match.is_open = true;
    return true;
}

/// True if there may be more to read at once.
bool WatchedMatches::read(std::uint64_t number, Watched& match) {
    const MatchLog::Step step = match.log.read();
    if (step != MatchLog::Step::missing && !open(match)) {
        for (Client* const client : match.waiting)
            client->close_now(close_try_again, "too many matches are watched");
        return false;
    }
    switch (step) {
        case MatchLog::Step::missing:
            if (std::chrono::steady_clock::now() < match.begin + longest_search) return false;
            for (Client* const client : match.waiting)
                client->close_now(close_refused, fmt::format("match {} has no log here", number));
            return false;
        case MatchLog::Step::some:
            return true;
        case MatchLog::Step::anew:
            for (Client* const client : match.clients)
                client->close_now(close_restart, "the match is played again");
            return true;
        case MatchLog::Step::newest:
            break;
    }
    if (match.log.history().next(0) == nullptr) return false;
    for (Client* const client : std::exchange(match.waiting, {})) {
        client->show(match.log.history(), {!match.log.history().has_ended(), false});
        match.clients.insert(client);
    }
    for (Client* const client : match.clients)
        client->wake();
    return false;
}

}  // namespace game::web
