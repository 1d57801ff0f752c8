/// Writing straight to a descriptor, with nothing left waiting in a buffer.
#pragma once

#include <string_view>

namespace common {

/// Writes all of `bytes` to `descriptor`, in one write(2) as far as the descriptor takes it.
///
/// Blocks until it is done, on a non-blocking descriptor too: those that we were given may be
/// shared with other processes, so their flags stay as they are. Throws std::system_error; its code
/// is EPIPE when the reader is gone and SIGPIPE is ignored.
void write_all(int descriptor, std::string_view bytes);

}  // namespace common
