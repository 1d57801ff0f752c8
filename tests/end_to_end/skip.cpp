#include "tests/end_to_end/skip.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <utility>

namespace tests {

void skip(std::string why) {
    skip_reason() = std::move(why);
}

bool skip_without(const std::string& program) {
    const char* const path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
    std::string folder;
    while (std::getline(folders, folder, ':')) {
        std::error_code unreadable;
        if (std::filesystem::exists(std::filesystem::path(folder) / program, unreadable)) {
            return false;
        }
    }
    skip(program + " is not installed");
    return true;
}

std::string& skip_reason() {
    static std::string reason;
    return reason;
}

}  // namespace tests
