/// WatchedMatches: the matches of a tournament that somebody watches.
#pragma once

#include "game/web/match_log.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace game::web {

class Client;

/// Reads the logs of these matches, each once for all who watch it. The Server owns it, and has the
/// time.
class WatchedMatches {
  public:
    /// The log of a match has become known: those of the others, so many in all, are beside it.
    void learn_log(const std::filesystem::path& log, std::uint64_t matches);

    /// Shows a match to `client` as soon as there is a log of it; says why not if there is none.
    /// `match`, its number, comes from the client. `read` must be called soon.
    void add(Client& client, std::string_view match);

    /// Forgets a client.
    void remove(Client& client);

    /// Reads on, and returns when that is to be done again; nothing if nobody watches.
    std::optional<std::chrono::milliseconds> read();

  private:
    struct Watched {
        explicit Watched(std::filesystem::path path) : log(std::move(path)) {}

        MatchLog log;
        bool is_open = false;                 ///< there is such a log
        std::unordered_set<Client*> waiting;  ///< for the first events
        std::unordered_set<Client*> clients;  ///< who are shown them
        std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    };

    bool read(std::uint64_t number, Watched& match);
    bool open(Watched& match);

    std::filesystem::path folder_;
    std::uint64_t planned_ = 0;  ///< their numbers begin with 1
    std::map<std::uint64_t, Watched> matches_;
};

}  // namespace game::web
