#include "game/scenario/text_file.h"

#include "common/io/file_descriptor.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace game {

namespace {

Unreadable last_error() {
    return {std::generic_category().message(errno)};
}

}  // namespace

std::variant<std::string, Unreadable> read_text_file(const std::filesystem::path& file) {
    const async::FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!descriptor.is_open()) return last_error();
    // One byte more than may be tells a file that is too large from one that just fits.
    constexpr std::size_t too_much = max_scenario_size + 1;
    constexpr std::size_t first_room = 65'536;
    std::string text(first_room, '\0');
    for (std::size_t used = 0;;) {
        const ssize_t got = ::read(descriptor.get(), text.data() + used, text.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return last_error();
        used += static_cast<std::size_t>(got);
        if (used == too_much) return Unreadable{"larger than 64 MiB"};
        if (got == 0) {
            text.resize(used);
            return text;
        }
        if (used == text.size()) text.resize(std::min(text.size() * 2, too_much));
    }
}

}  // namespace game
