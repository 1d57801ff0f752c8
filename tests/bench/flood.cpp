/// Writes lines of 8 bytes as fast as it can for a while, then leaves their number in a file:
///     flood SECONDS FILE
/// One `^` a line.
#include "tests/bench/tools.h"

#include <fstream>
#include <string>

int main(int, char** argv) {
    constexpr std::int64_t billion = 1'000'000'000;
    constexpr std::int64_t block_lines = 8 * 1024;
    std::string block;
    for (std::int64_t i = 0; i < block_lines; ++i)
        block += "^xxxxxx\n";
    const std::int64_t end = bench::now_ns() + bench::number(argv[1]) * billion;
    std::int64_t lines = 0;
    for (; bench::now_ns() < end; lines += block_lines)
        bench::write_all(STDOUT_FILENO, block);
    std::ofstream(argv[2]) << lines;
}
