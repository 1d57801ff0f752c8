/// Opening a descriptor's file again, for a mode of our own.
#pragma once

#include "common/io/file_descriptor.h"

namespace async {

/// Opens the pipe or terminal behind `descriptor` a second time, non-blocking, with `access`
/// O_RDONLY or O_WRONLY: unlike a duplicate, it does not share its mode with others (open(2), "open
/// file descriptions"; proc(5), /proc/self/fd). None if that is impossible, as for a socket, or for
/// another user's terminal that is not ours.
FileDescriptor reopen_non_blocking(int descriptor, int access);

}  // namespace async
