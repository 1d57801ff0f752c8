#include "tests/end_to_end/terminal.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include <fcntl.h>

namespace tests {

Terminal::Terminal() {
    person_ = Descriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!person_.is_open() || ::grantpt(person_.get()) != 0 || ::unlockpt(person_.get()) != 0) {
        throw_errno("posix_openpt");
    }
    std::array<char, 128> name{};
    if (::ptsname_r(person_.get(), name.data(), name.size()) != 0) throw_errno("ptsname_r");
    programs_ = open_file(name.data(), O_RDWR);

    termios wanted = modes();
    wanted.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    wanted.c_oflag &= ~static_cast<tcflag_t>(OPOST);
    if (::tcsetattr(programs_.get(), TCSANOW, &wanted) != 0) throw_errno("tcsetattr");
}

termios Terminal::modes() const {
    termios modes{};
    if (::tcgetattr(programs_.get(), &modes) != 0) throw_errno("tcgetattr");
    return modes;
}

bool same_modes(const termios& a, const termios& b) {
    return a.c_iflag == b.c_iflag && a.c_oflag == b.c_oflag && a.c_cflag == b.c_cflag &&
           a.c_lflag == b.c_lflag && std::equal(std::begin(a.c_cc), std::end(a.c_cc), b.c_cc);
}

}  // namespace tests
