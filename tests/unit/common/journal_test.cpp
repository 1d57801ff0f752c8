#include "common/journal.h"

#include <cstdlib>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

using common::is_journal;
using common::Priority;
using common::with_priority;

TEST_CASE("a stream is the journal's if the service manager says so") {
    struct stat status{};
    REQUIRE(::fstat(STDERR_FILENO, &status) == 0);
    ::unsetenv("JOURNAL_STREAM");
    CHECK_FALSE(is_journal(STDERR_FILENO));
    ::setenv("JOURNAL_STREAM", fmt::format("{}:{}", status.st_dev, status.st_ino).c_str(), 1);
    CHECK(is_journal(STDERR_FILENO));
    ::setenv("JOURNAL_STREAM", fmt::format("{}:{}", status.st_dev, status.st_ino + 1).c_str(), 1);
    CHECK_FALSE(is_journal(STDERR_FILENO));
    ::setenv("JOURNAL_STREAM", "", 1);
    CHECK_FALSE(is_journal(STDERR_FILENO));
    ::unsetenv("JOURNAL_STREAM");
    CHECK_FALSE(is_journal(-1));
}

TEST_CASE("each line gets its priority once") {
    CHECK(with_priority("", Priority::error).empty());
    CHECK(with_priority("a\nb\n", Priority::error) == "<3>a\n<3>b\n");
    CHECK(with_priority("a\n\nb", Priority::warning) == "<4>a\n<4>\n<4>b");
    CHECK(with_priority("x", Priority::info) == "<6>x");
}
