#include "game/reporters/distinct_files.h"

#include "common/report.h"

#include <system_error>

namespace game {

namespace fs = std::filesystem;

namespace {

/// A file that is not there yet is known by its path. One that we cannot look for is refused when
/// it is opened, for a better reason.
bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    const bool are_there = fs::exists(a, error) && fs::exists(b, error);
    if (!are_there) {
        const fs::path path = fs::weakly_canonical(a, error);
        return !path.empty() && path == fs::weakly_canonical(b, error);
    }
    return fs::is_regular_file(a, error) && fs::equivalent(a, b, error);
}

}  // namespace

void check_distinct_files(const fs::path& read, const OutputSettings& written) {
    const auto refuse_if_taken = [&read](const std::optional<fs::path>& file, const char* option) {
        if (!file) return;
        if (is_same_file(*file, read)) {
            throw common::UsageError(option, read.string() + " is read; take another file");
        }
        if (is_same_file(*file, "/dev/stdout")) {
            throw common::UsageError(
                option, file->string() + " is where standard output goes; take another file");
        }
    };
    refuse_if_taken(written.log, "--log");
    refuse_if_taken(written.timeline, "--timeline");
    if (written.log && written.timeline && is_same_file(*written.log, *written.timeline)) {
        throw common::UsageError(
            "--timeline", written.timeline->string() + " is what --log writes; take another file");
    }
}

}  // namespace game
