/// Writes a line a millisecond that says when it was written:
///     ticker LINES [DELAY_SECONDS]
/// The line is `~`, CLOCK_MONOTONIC in nanoseconds, and a newline. The milliseconds are counted
/// from the start, so that being late once does not move those that follow.
#include "tests/bench/tools.h"

#include <string>

int main(int argc, char** argv) {
    constexpr std::int64_t billion = 1'000'000'000;
    constexpr std::int64_t period = 1'000'000;
    std::int64_t due = bench::now_ns();
    if (argc > 2) due += bench::number(argv[2]) * billion;
    for (std::int64_t left = bench::number(argv[1]); left > 0; --left) {
        const timespec until{due / billion, due % billion};
        while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) {
        }
        bench::write_all(STDOUT_FILENO, "~" + std::to_string(bench::now_ns()) + "\n");
        due += period;
    }
}
