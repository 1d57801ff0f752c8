/// Writes moves, each with a system call of its own, as `players` does:
///     tiny LINES [SIZE]
/// Each is `N john`, or that followed by as much as makes SIZE bytes with the newline. One `j` a
/// line.
#include "tests/bench/tools.h"

#include <string>

int main(int argc, char** argv) {
    std::string line = "N john";
    if (argc > 2) line.resize(static_cast<std::size_t>(bench::number(argv[2])) - 1, 'x');
    line += '\n';
    for (std::int64_t left = bench::number(argv[1]); left > 0; --left)
        bench::write_all(STDOUT_FILENO, line);
}
