/// What this machine has, for tests of what people may or may not have.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

namespace tests {

/// True if `program` is on PATH. If not, says that `what` is not tested for want of it.
inline bool is_installed(const std::string& program, const std::string& what) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
    std::string folder;
    while (std::getline(folders, folder, ':')) {
        std::error_code unreadable;
        if (std::filesystem::exists(std::filesystem::path(folder) / program, unreadable)) {
            return true;
        }
    }
    MESSAGE("there is no ", program, ", so this is not tested: ", what);
    return false;
}

}  // namespace tests
