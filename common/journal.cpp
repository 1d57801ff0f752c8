#include "common/journal.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/stat.h>

namespace common {

bool is_journal(int descriptor) {
    const char* const stream = std::getenv("JOURNAL_STREAM");  // safe: nothing sets variables
    if (stream == nullptr) return false;
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return false;
    return fmt::format("{}:{}", status.st_dev, status.st_ino) == stream;
}

std::string_view journal_prefix(Priority priority) {
    switch (priority) {
        case Priority::error:
            return "<3>";
        case Priority::warning:
            return "<4>";
        case Priority::info:
            return "<6>";
    }
    return {};
}

std::string with_priority(std::string_view lines, Priority priority) {
    std::string result;
    while (!lines.empty()) {
        const std::size_t size = std::min(lines.find('\n'), lines.size() - 1) + 1;
        result += journal_prefix(priority);
        result += lines.substr(0, size);
        lines.remove_prefix(size);
    }
    return result;
}

}  // namespace common
