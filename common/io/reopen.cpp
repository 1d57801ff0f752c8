#include "common/io/reopen.h"

#include <string>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace async {

FileDescriptor reopen_non_blocking(int descriptor, int access) {
    const int flags = access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    FileDescriptor reopened(::open(path.c_str(), flags));
    // After su(1), our own terminal belongs to another user. By this name it can be opened.
    const bool is_our_terminal = ::tcgetsid(descriptor) == ::getsid(0);
    if (!reopened.is_open() && is_our_terminal) {
        reopened = FileDescriptor(::open("/dev/tty", flags));
    }
    return reopened;
}

}  // namespace async
