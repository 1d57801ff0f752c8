/// Standard input, output and error as a program finds them.
#pragma once

namespace common {

/// Opens /dev/null for each of 0, 1 and 2 that is closed. Otherwise the next file that the program
/// opens would get that number, and what is meant for standard output would go there. To be called
/// first in `main`.
///
/// Such a descriptor reads as empty, and writing to it fails with EBADF as before. Throws
/// std::system_error.
void reserve_standard_descriptors();

}  // namespace common
