/// Waiting, for events only: a test never guesses how long something takes.
#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

namespace tests {

/// True when the programs were built with the sanitizers: they are slower then, and larger.
inline constexpr bool sanitized = TESTS_ARE_SANITIZED != 0;

/// How long a test waits for an event before it calls the program stuck. Generous, as it costs time
/// only where something is wrong.
inline constexpr std::chrono::seconds patience{sanitized ? 60 : 20};

/// Something did not happen in time; says what.
class TimeOut : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// A point in time until which one may wait.
class Deadline {
  public:
    explicit Deadline(std::chrono::milliseconds after = patience) : end_(Clock::now() + after) {}

    bool passed() const { return Clock::now() >= end_; }

    /// What is left, for poll(): at most `longest` milliseconds, and 0 when it has passed.
    int left(int longest) const;

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point end_;
};

/// Waits for a condition that no descriptor announces, as the end of somebody else's child or a
/// file that appears. Throws TimeOut with `what` when it does not come true.
void wait_until(const std::string& what, const std::function<bool()>& condition);

/// Lets real time pass, for the few tests that are about time itself.
void let_pass(std::chrono::milliseconds time);

}  // namespace tests
