#include "game/tournament/results_file.h"

#include "common/report.h"
#include "common/write.h"
#include "game/output/output_file.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game::tournament {

namespace {

[[noreturn]] void fail(int error, const char* what, const std::filesystem::path& path) {
    throw std::system_error(error, std::generic_category(), std::string(what) + path.string());
}

async::FileDescriptor open_results(const std::filesystem::path& path) {
    constexpr mode_t mode = 0666;  // less the umask
    const int flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    async::FileDescriptor file(::open(path.c_str(), flags, mode));
    if (!file.is_open()) fail(errno, "cannot write ", path);
    return file;
}

/// So that a new file is still there after a crash of the machine.
void sync_folder(const std::filesystem::path& file) {
    const std::filesystem::path folder = file.parent_path().empty() ? "." : file.parent_path();
    const async::FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.is_open()) ::fsync(opened.get());
}

common::UsageError unusable(const std::filesystem::path& path, std::string_view why) {
    return common::UsageError{fmt::format("{}: {}", path.string(), why)};
}

}  // namespace

ResultsFile::ResultsFile(std::filesystem::path path)
    : path_(std::move(path)), file_(open_results(path_)) {
    struct stat status{};
    if (::fstat(file_.get(), &status) == 0 && !S_ISREG(status.st_mode)) {
        throw unusable(path_, "is not a file, which the results of a tournament must be");
    }
    if (!lock_for_output(file_)) throw unusable(path_, "another game writes it");
}

std::string ResultsFile::read_all() const {
    std::string text;
    constexpr std::size_t piece = 1UL << 20U;
    for (;;) {
        const std::size_t used = text.size();
        text.resize(used + piece);
        const ssize_t got =
            ::pread(file_.get(), text.data() + used, piece, static_cast<off_t>(used));
        if (got < 0 && errno != EINTR) fail(errno, "cannot read ", path_);
        text.resize(used + static_cast<std::size_t>(got > 0 ? got : 0));
        if (got == 0) return text;
    }
}

FormerResults ResultsFile::begin(const TournamentSettings& tournament, const MatchSettings& match,
                                 std::uint64_t seed) {
    const std::string text = read_all();
    FormerResults former;
    std::string_view rest = text;
    size_ = text.rfind('\n') + 1;  // 0 if there is none
    if (size_ < text.size()) {
        if (size_ == 0 && !text.starts_with("{\"tournament\":")) {
            throw unusable(path_, "has no results of a tournament");
        }
        former.dropped = fmt::format("{}: dropped an incomplete last line, of {} bytes",
                                     path_.string(), text.size() - size_);
        if (::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) {
            fail(errno, "cannot write ", path_);
        }
        rest = rest.substr(0, size_);
    }
    former.seed = tournament.seed.value_or(seed);
    if (rest.empty()) {
        append(describe_tournament(tournament, match, former.seed) + '\n');
        sync_folder(path_);
        return former;
    }
    const std::string_view first = rest.substr(0, rest.find('\n'));
    const std::optional<std::uint64_t> there = seed_of(first);
    if (!there) throw unusable(path_, "has no results of a tournament");
    former.seed = tournament.seed.value_or(*there);
    if (const auto difference =
            find_difference(first, describe_tournament(tournament, match, former.seed))) {
        throw unusable(path_,
                       fmt::format("has the results of another tournament: {}", *difference));
    }
    rest.remove_prefix(first.size() + 1);
    try {
        former.matches = parse_results(rest, tournament.players);
    } catch (const std::invalid_argument& problem) {
        throw unusable(path_, problem.what());
    }
    return former;
}

void ResultsFile::append(std::string_view lines) {
    int error = 0;
    try {
        common::write_all(file_.get(), lines);
    } catch (const std::system_error& failure) {
        error = failure.code().value();
    }
    if (error == 0 && ::fdatasync(file_.get()) != 0) error = errno;
    if (error == 0) {
        size_ += lines.size();
        return;
    }
    static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(size_)));
    fail(error, "cannot write ", path_);
}

}  // namespace game::tournament
