#include "game/rules/referee_program.h"

#include "common/text/line_splitter.h"
#include "common/write.h"
#include "game/rules/referee_session.h"
#include "game/rules/rules.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace game::rules {

namespace {

/// The longest message: more than a board of the largest size, full of snakes, needs.
constexpr std::size_t longest_line = 16U << 20U;

/// Reads some bytes, as many as are there; 0 at the end of the input. Blocks until then, on a
/// non-blocking descriptor too.
std::size_t read_some(int input, char* bytes, std::size_t size) {
    for (;;) {
        const ssize_t count = ::read(input, bytes, size);
        if (count >= 0) return static_cast<std::size_t>(count);
        if (errno == EAGAIN) {
            pollfd readable{input, POLLIN, 0};
            ::poll(&readable, 1, -1);
        } else if (errno != EINTR) {
            throw std::system_error(errno, std::generic_category(), "cannot read standard input");
        }
    }
}

}  // namespace

void run_referee(std::string_view rules, int input, int output) {
    const RuleSet* const rule_set = find_rule_set(rules);
    if (rule_set == nullptr) throw std::invalid_argument("no such rules");
    RefereeSession session(*rule_set);
    std::uint64_t lines = 0;
    const auto take = [&](std::string_view line, bool continued) {
        ++lines;
        try {
            if (continued) {
                throw InvalidMessage(fmt::format("has more than {} bytes", longest_line));
            }
            common::write_all(output, session.answer(line));
        } catch (const InvalidMessage& problem) {
            throw std::runtime_error(
                fmt::format("message {} from standard input: {}", lines, problem.what()));
        }
    };
    common::LineSplitter splitter(longest_line);
    std::array<char, 65536> buffer;
    while (const std::size_t count = read_some(input, buffer.data(), buffer.size()))
        splitter.feed(std::string_view(buffer.data(), count), take);
    splitter.finish(take);
}

}  // namespace game::rules
