// Whatever is typed is one of the commands, or refused in one short line. However it is cut into
// reads, the same lines come out.

#include "common/text/shell_words.h"
#include "game/commands/command.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace {

void check(const game::CommandLine& line) {
    require(line.text.size() <= game::max_command_size);
    require(line.text.find('\n') == std::string::npos);
    const game::Command command = game::parse_command(line.text);
    if (const auto* launch = std::get_if<game::LaunchCommand>(&command)) {
        require(launch->predef >= 1 && launch->predef <= 4);
    }
    const std::string refusal = game::refuse_unknown(line.text);
    require(refusal.ends_with(" must be between 1 and 4") ||
            refusal.ends_with(": no such command; try help"));
    require(game::refuse_overlong(line.text).size() < 150);
}

std::size_t feed(std::string_view bytes, std::size_t step) {
    game::CommandLines splitter;
    std::size_t count = 0;
    const auto take = [&count](const std::deque<game::CommandLine>& lines) {
        for (const game::CommandLine& line : lines)
            check(line);
        count += lines.size();
    };
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        take(splitter.feed(bytes.substr(at, step)));
    }
    take(splitter.finish());
    return count;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(data + 1, data + size);
    require(feed(bytes, 1 + data[0]) == feed(bytes, 1 + bytes.size()));
    if (const auto words = common::split_shell_words(bytes)) {
        for (const std::string& word : *words)
            require(word.size() <= bytes.size());
    }
    return 0;
}
