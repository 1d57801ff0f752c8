/// Test cases that cannot run here: for want of a program, or of a user's rights.
#pragma once

#include <string>

namespace tests {

/// Marks the current test case as skipped, unless a check fails; says why in one line, and ctest
/// shows "Skipped". The caller returns, or goes on with what can be tested.
void skip(std::string why);

/// True, and skips, if `program` is not on PATH.
bool skip_without(const std::string& program);

/// Why the current test case is skipped; empty if it is not.
std::string& skip_reason();

}  // namespace tests
