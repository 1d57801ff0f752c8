#include "common/standard_descriptors.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace common {

void reserve_standard_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest free number is this one, since those below it are taken.
        if (open("/dev/null", O_RDONLY) != descriptor) {
            throw std::system_error(errno, std::generic_category(), "cannot open /dev/null");
        }
    }
}

}  // namespace common
