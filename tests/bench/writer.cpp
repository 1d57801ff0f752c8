/// Writes many lines quickly, in large blocks:
///     writer LINES SIZE
/// Each line has SIZE bytes with its newline, and one `~`, by which it is counted.
#include "tests/bench/tools.h"

#include <algorithm>
#include <string>

int main(int, char** argv) {
    auto left = static_cast<std::size_t>(bench::number(argv[1]));
    const auto size = static_cast<std::size_t>(bench::number(argv[2]));
    constexpr std::size_t block_size = 64 * 1024;
    const std::string line = "~" + std::string(size - 2, 'x') + "\n";
    std::string block;
    for (std::size_t lines = std::min(left, block_size / size); lines > 0; --lines)
        block += line;
    while (left > 0) {
        const std::size_t lines = std::min(left, block.size() / size);
        bench::write_all(STDOUT_FILENO, std::string_view(block).substr(0, lines * size));
        left -= lines;
    }
}
