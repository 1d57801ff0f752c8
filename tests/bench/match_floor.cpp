/// The least that a match in lockstep can cost; see floor_match.h.
///     match_floor PLAYERS MESSAGES... PROGRAM [ARGUMENTS]... [: PROGRAM [ARGUMENTS]...]...
#include "tests/bench/floor_match.h"

int main(int, char** argv) {
    bench::FloorMatch(bench::floor_bots(argv + 1)).play();
}
