/// Runs a program again and again, and says how many nanoseconds each run took from its start to
/// its end, one a line:
///     repeat TIMES PROGRAM [ARGUMENTS]
#include "tests/bench/spawn.h"

int main(int, char** argv) {
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    for (std::int64_t left = bench::number(argv[1]); left > 0; --left) {
        const std::int64_t begin = bench::now_ns();
        const pid_t pid = bench::spawn(argv + 2, null, null);
        int status = 0;
        ::waitpid(pid, &status, 0);
        const std::int64_t end = bench::now_ns();
        if (status != 0) bench::give_up(argv[2]);
        std::printf("%lld\n", static_cast<long long>(end - begin));
    }
}
