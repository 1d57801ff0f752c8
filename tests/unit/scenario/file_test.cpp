// Scenario files that are no ordinary files.

#include "game/scenario/reader.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <doctest/doctest.h>
#include <unistd.h>

using game::ProblemLines;
using game::Scenario;

namespace {

/// A file of its own, gone at the end.
class TemporaryFile {
  public:
    TemporaryFile() {
        std::string name = (std::filesystem::temp_directory_path() / "scenario-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        REQUIRE(descriptor >= 0);
        ::close(descriptor);
        path_ = name;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

ProblemLines problems_of(const std::filesystem::path& file) {
    return std::get<ProblemLines>(game::read_scenario(file));
}

}  // namespace

TEST_CASE("a file that is not there, or not a file, says so") {
    CHECK(problems_of("no/such.json") == ProblemLines{"no/such.json: No such file or directory"});
    CHECK(problems_of("") == ProblemLines{": No such file or directory"});
    CHECK(problems_of("/") == ProblemLines{"/: Is a directory"});
    CHECK(problems_of("/dev/null") == ProblemLines{"/dev/null:1:1: expected a list or an object, "
                                                   "found the end of the text"});
}

TEST_CASE("a file that we may not read says so") {
    const TemporaryFile file;
    std::filesystem::permissions(file.path(), std::filesystem::perms::none);
    if (::access(file.path().c_str(), R_OK) == 0) return;  // root may read all
    CHECK(problems_of(file.path()) == ProblemLines{file.path().string() + ": Permission denied"});
}

TEST_CASE("an endless file is not read to its end") {
    CHECK(problems_of("/dev/zero") == ProblemLines{"/dev/zero: larger than 64 MiB"});
}

TEST_CASE("a file of 64 MiB is read, and one byte more is not") {
    const TemporaryFile file;
    std::filesystem::resize_file(file.path(), game::max_scenario_size);
    CHECK(
        problems_of(file.path()) ==
        ProblemLines{file.path().string() + ":1:1: expected a list or an object, found byte 0x00"});
    std::filesystem::resize_file(file.path(), game::max_scenario_size + 1);
    CHECK(problems_of(file.path()) == ProblemLines{file.path().string() + ": larger than 64 MiB"});
}

TEST_CASE("a pipe is read to its end, whatever pieces come") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const std::string text = "[[0.5, 1]]";
    REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(ends[1]);
    const auto result = game::read_scenario("/dev/fd/" + std::to_string(ends[0]));
    ::close(ends[0]);
    CHECK(std::get<Scenario>(result).script.size() == 1);
    CHECK(std::get<Scenario>(result).script[0].cwd == ".");
}
