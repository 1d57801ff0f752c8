/// LogFields: the members of a line of a log.
#pragma once

#include "common/async/time.h"
#include "common/part.h"
#include "common/text/wall_time.h"
#include "game/log/members.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace game {

/// The longest label of a worker that is read, in bytes. The writer's have its number, and at most
/// 64 bytes of a name.
inline constexpr std::size_t max_log_label = 128;

/// The members of one line, or of an object in it, that says how a run goes. Each is within the
/// bounds of its type; the functions throw BadLine otherwise.
class LogFields : public LogMembers {
  public:
    /// `line` must outlive it. Throws BadLine if it is not an object.
    explicit LogFields(const common::Json& line);

    double number(std::string_view key, double min, double max) const;

    /// `max` is at most `largest_exact_number`.
    std::uint64_t whole(std::string_view key, double min = 0,
                        double max = largest_exact_number) const;

    /// A duration that was written with microseconds. A double has them exactly, up to 136 years.
    async::Duration seconds(std::string_view key) const;

    /// False if it is missing.
    bool optional_flag(std::string_view key) const;

    std::optional<std::uint64_t> seed() const;
    std::optional<pid_t> pid() const;
    const std::string& label() const;

    /// None if it is missing.
    std::optional<common::WallTime> wall_time(std::string_view key) const;

    /// None if it is missing.
    std::optional<common::Part> part() const;

    std::vector<std::string> words(std::string_view key) const;

    /// The bytes that are in base64, where the text is not UTF-8; nothing if there are none.
    std::optional<std::string> bytes(std::string_view key) const;
};

/// The beginning of a text of a log, in quotes: for a message of bounded length.
std::string quoted_start(std::string_view text);

}  // namespace game
