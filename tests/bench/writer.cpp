/// Writes many lines quickly, in large blocks:
///     writer LINES SIZE
/// Each line has SIZE bytes with its newline, and one `~`, by which it is counted.
#include "tests/bench/tools.h"

#include <algorithm>
#include <string>

int main(int, char** argv) {
    std::int64_t left = bench::number(argv[1]);
    const auto size = static_cast<std::size_t>(bench::number(argv[2]));
    constexpr std::size_t block_size = 64 * 1024;
    const auto block_lines =
        std::min<std::int64_t>(left, std::max<std::int64_t>(1, block_size / size));
    const std::string line = "~" + std::string(size - 2, 'x') + "\n";
    std::string block;
    for (std::int64_t i = 0; i < block_lines; ++i)
        block += line;
    for (; left > 0; left -= block_lines) {
        const auto lines = static_cast<std::size_t>(std::min(left, block_lines));
        bench::write_all(STDOUT_FILENO, std::string_view(block).substr(0, lines * size));
    }
}
