/// What a match uses, and how it goes beyond its settings.
#pragma once

#include "common/async/async.h"
#include "game/events/audience.h"
#include "game/events/time_scale.h"
#include "game/scenario/match.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace game {

/// What a match uses. Everything that this refers to must outlive it.
struct MatchServices {
    async::Loop& loop;
    const TimeScale& scale;
    Audience& audience;
    std::function<void(const std::string&)> warn;  ///< takes a message for the operator
    std::function<bool()> is_held =
        nullptr;  ///< true while a slow output holds the workers' readers
};

struct MatchOptions {
    MatchSettings settings;
    std::uint64_t seed = 0;
    bool has_limits = true;
    std::size_t workers = 0;  ///< the match begins when so many have entered
    unsigned processors = 0;  ///< of this machine; 0: not known
    std::string folder = {};  ///< where the referee program runs, absolute
};

}  // namespace game
