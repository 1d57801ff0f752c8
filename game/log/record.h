/// LogRecord: one line of a log as its values, whatever they are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// Every key of every event. `player` and `direction` stand in the object `move`.
enum class LogKey : std::uint8_t {
    base64,
    command,
    continued,
    direction,
    error,
    error_base64,
    event,
    exit_code,
    failed,
    file,
    from,
    label,
    lines,
    max_rss_bytes,
    move,
    moves,
    pid,
    player,
    reason,
    running,
    seconds,
    seed,
    signal,
    speed,
    status,
    stream,
    system_seconds,
    t,
    text,
    user_seconds,
    version,
    worker,
    workers,
};

/// In the order of LogKey, which is that of the alphabet.
inline constexpr std::array<std::string_view, 33> log_key_names = {
    "base64",  "command",       "continued",      "direction", "error",  "error_base64",
    "event",   "exit_code",     "failed",         "file",      "from",   "label",
    "lines",   "max_rss_bytes", "move",           "moves",     "pid",    "player",
    "reason",  "running",       "seconds",        "seed",      "signal", "speed",
    "status",  "stream",        "system_seconds", "t",         "text",   "user_seconds",
    "version", "worker",        "workers",
};

/// What stands behind a key.
struct LogValue {
    enum class Kind : std::uint8_t { absent, null, boolean, number, text, list, object };

    Kind kind = Kind::absent;
    bool flag = false;                   ///< if it is a boolean
    double number = 0;                   ///< if it is a number, as near as a double is
    std::optional<std::uint64_t> whole;  ///< if it is a whole number, not negative
    std::string text;                    ///< if it is a string
};

/// The values of one line at a time, in memory that is used again for the next one. Lists and
/// objects are not kept, but for the words of `command` and the members of `move`: however deep
/// they are, they cost nothing.
class LogRecord {
  public:
    /// Reads a line without its newline. Returns why it is no JSON object with each key once, if it
    /// is none. What it holds lives until the next one is read.
    std::optional<std::string> read(std::string_view line);

    const LogValue& operator[](LogKey key) const { return values_[static_cast<std::size_t>(key)]; }
    bool has(LogKey key) const { return (*this)[key].kind != LogValue::Kind::absent; }

    /// How many keys of events it has.
    std::size_t size() const { return size_; }

    /// The strings in the list `command`, and whether it holds nothing else.
    const std::vector<std::string>& words() const { return words_; }
    bool has_only_words() const { return has_only_words_; }

    /// A key that no event has, if there is one, as a JSON pointer.
    const std::optional<std::string>& unknown_key() const { return unknown_key_; }

  private:
    class Filler;

    std::array<LogValue, log_key_names.size()> values_;
    std::size_t size_ = 0;
    std::vector<std::string> words_;
    bool has_only_words_ = true;
    std::optional<std::string> unknown_key_;
};

}  // namespace game
