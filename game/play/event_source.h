/// EventSource: the events of a logged run, one after the other.
#pragma once

#include "game/log/reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// What reads one log, or several. It is read by calling `next`, which never waits but for files.
class EventSource {
  public:
    EventSource() = default;
    EventSource(const EventSource&) = delete;
    EventSource& operator=(const EventSource&) = delete;
    virtual ~EventSource() = default;

    /// The next event, which is valid until the next call; null at the end.
    virtual const LogEvent* next() = 0;

    /// How many events it has returned.
    virtual std::uint64_t position() const = 0;

    /// The exit code of the run that was read last, if its end was.
    virtual const std::optional<int>& exit_code() const = 0;

    /// What is damaged or missing in what has been read so far, for people.
    virtual std::vector<std::string> problems() const = 0;
};

}  // namespace game
