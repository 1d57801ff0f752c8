/// Writing to a descriptor without a buffer.
#pragma once

#include <string_view>

namespace common {

/// Writes all of `bytes` to `descriptor`, in one write(2) as far as the descriptor takes it.
///
/// Blocks until it is done, also on a non-blocking descriptor: other processes may share it, so its
/// flags are left as they are. Throws std::system_error; the code is EPIPE if the reader is gone
/// and SIGPIPE is ignored.
void write_all(int descriptor, std::string_view bytes);

}  // namespace common
