/// choose_host: on which host the next worker runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace game {

/// How busy a host is.
struct HostLoad {
    bool is_usable = false;  ///< it is connected
    std::uint64_t slots = 0;
    std::uint64_t used = 0;

    std::uint64_t free() const { return is_usable && used < slots ? slots - used : 0; }
};

/// The one with most free slots, the first of them; none if no slot is free.
inline std::optional<std::size_t> choose_host(std::span<const HostLoad> loads) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < loads.size(); ++i) {
        const std::uint64_t most = best ? loads[*best].free() : 0;
        if (loads[i].free() > most) best = i;
    }
    return best;
}

}  // namespace game
