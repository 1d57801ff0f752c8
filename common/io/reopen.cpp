#include "common/io/reopen.h"

#include <string>

#include <fcntl.h>

namespace async {

FileDescriptor reopen_non_blocking(int descriptor, int access) {
    const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    return FileDescriptor(::open(path.c_str(), access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
}

}  // namespace async
