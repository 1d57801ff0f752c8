/// A run of every kind of event, as a Reporter is told it, and how NDJSON has it.
#pragma once

#include "game/events/reporter.h"

#include <functional>
#include <string>

namespace log_story {

/// Tells `reporter` the whole story.
void tell(game::Reporter& reporter);

/// The same as a log: `data/logs/story.ndjson`.
const std::string& log();

/// What LogWriter writes when `tell_it` tells it something.
std::string written(const std::function<void(game::Reporter&)>& tell_it);

}  // namespace log_story
