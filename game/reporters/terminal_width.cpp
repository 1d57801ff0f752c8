#include "game/reporters/terminal_width.h"

#include <sys/ioctl.h>

namespace game {

std::optional<std::size_t> terminal_width(int descriptor) {
    winsize size{};
    const bool is_known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

}  // namespace game
