/// Standard input, output and error as a program finds them.
#pragma once

namespace common {

/// Keeps the numbers 0, 1 and 2 for what they stand for. A program can be started with any of them
/// closed; the next file or event queue it opens would get that number, and what is meant for
/// standard output would go there. To be called first in `main`.
///
/// One found closed reads as empty from then on, and writing to it fails with EBADF as it would
/// have before. Throws std::system_error if that cannot be had.
void reserve_standard_descriptors();

}  // namespace common
