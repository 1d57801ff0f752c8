/// The least that many matches in lockstep can cost: AT_ONCE processes play them one after the
/// other, and each match launches its bots.
///     tournament_floor MATCHES AT_ONCE here [what match_floor takes]
///     tournament_floor MATCHES AT_ONCE PROGRAM [ARGUMENTS]...
/// In the second form a process of PROGRAM plays each match.
#include "tests/bench/floor_match.h"

namespace {

void play(std::int64_t matches, char** words) {
    if (std::string_view(*words) == "here") {
        const std::vector<bench::FloorBot> bots = bench::floor_bots(words + 1);
        for (std::int64_t left = matches; left > 0; --left)
            bench::FloorMatch(bots).play();
        return;
    }
    for (std::int64_t left = matches; left > 0; --left) {
        int status = 0;
        ::waitpid(bench::spawn(words, STDOUT_FILENO, STDERR_FILENO), &status, 0);
        if (status != 0) bench::give_up(*words);
    }
}

}  // namespace

int main(int, char** argv) {
    std::int64_t matches = bench::number(argv[1]);
    for (std::int64_t processes = bench::number(argv[2]); processes > 0; --processes) {
        const std::int64_t share = matches / processes;
        matches -= share;
        if (::fork() != 0) continue;
        play(share, argv + 3);
        return 0;
    }
    bool has_failed = false;
    for (int status = 0; ::wait(&status) > 0;)
        has_failed = has_failed || status != 0;
    return has_failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
