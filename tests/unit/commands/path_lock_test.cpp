#include "game/commands/path_lock.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using game::PathLock;

namespace {

std::filesystem::path somewhere() {
    return std::filesystem::temp_directory_path() / ("path-lock-" + std::to_string(::getpid()));
}

/// True if the file is there and another could lock it now.
bool is_free(const std::filesystem::path& file) {
    const async::FileDescriptor other(::open(file.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(other.is_open());
    return ::flock(other.get(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

TEST_CASE("a path is locked by a file beside it, which is gone afterwards") {
    const std::string file = somewhere().string() + ".lock";
    {
        const PathLock lock(somewhere());
        CHECK_FALSE(is_free(file));
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("what a killed process left of its lock is in nobody's way") {
    const std::string file = somewhere().string() + ".lock";
    std::ofstream left(file);
    left.close();
    REQUIRE(is_free(file));
    {
        const PathLock lock(somewhere());
        CHECK_FALSE(is_free(file));
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("there is no lock where there is no folder") {
    CHECK_THROWS_AS(PathLock(somewhere() / "missing"), std::system_error);
}
