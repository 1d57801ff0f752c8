/// What a fuzz target demands of the code under test.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

/// Ends the program if `holds` is false, which is how libFuzzer learns of a finding, and says which
/// demand it was.
inline void require(bool holds,
                    const std::source_location& where = std::source_location::current()) {
    if (holds) return;
    static_cast<void>(
        std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), where.line()));
    std::abort();
}
