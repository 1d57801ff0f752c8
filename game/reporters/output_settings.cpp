#include "game/reporters/output_settings.h"

#include "common/report.h"

#include <array>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace fs = std::filesystem;

namespace {

/// A file that does not exist yet is compared by its path. If a path cannot be looked up, opening
/// the file fails later, with a better message.
bool is_same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    const bool both_exist = fs::exists(a, error) && fs::exists(b, error);
    if (!both_exist) {
        const fs::path path = fs::weakly_canonical(a, error);
        return !path.empty() && path == fs::weakly_canonical(b, error);
    }
    return fs::is_regular_file(a, error) && fs::equivalent(a, b, error);
}

constexpr std::array standard_streams = {std::pair(STDOUT_FILENO, "standard output"),
                                         std::pair(STDERR_FILENO, "standard error")};

/// True if what is written to `file` would be mixed with what is written to `descriptor`.
bool is_where(const fs::path& file, int descriptor) {
    struct stat a{};
    struct stat b{};
    if (::stat(file.c_str(), &a) != 0 || ::fstat(descriptor, &b) != 0) return false;
    const bool is_kept = !S_ISCHR(b.st_mode) || ::isatty(descriptor) == 1;
    return is_kept && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

}  // namespace

void check_output_files(const std::vector<fs::path>& inputs, const OutputSettings& settings) {
    const auto check = [&inputs](const std::optional<fs::path>& file, const char* option) {
        if (!file) return;
        for (const fs::path& input : inputs) {
            if (!is_same_file(*file, input)) continue;
            throw common::UsageError(option, input.string() + " is read; take another file");
        }
        for (const auto& [descriptor, name] : standard_streams) {
            if (is_where(*file, descriptor)) {
                throw common::UsageError(
                    option,
                    fmt::format("{} is where {} goes; take another file", file->string(), name));
            }
        }
    };
    check(settings.log, "--log");
    check(settings.timeline, "--timeline");
    for (const fs::path& file : settings.standings) {
        check(file, "--standings");
        for (const std::optional<fs::path>& other : {settings.log, settings.timeline}) {
            if (!other || !is_same_file(file, *other)) continue;
            throw common::UsageError("--standings",
                                     file.string() + " is written already; take another file");
        }
    }
    const bool are_two = settings.log && settings.timeline;
    if (are_two && is_same_file(*settings.log, *settings.timeline)) {
        throw common::UsageError(
            "--timeline", settings.timeline->string() + " is what --log writes; take another file");
    }
}

}  // namespace game
