#include "common/report.h"

#include "common/text/text.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <doctest/doctest.h>

using common::error_line;
using common::is_reader_gone;

namespace {

std::system_error system_error(int number) {
    return {number, std::generic_category(), "cannot write"};
}

}  // namespace

TEST_CASE("an error is one line") {
    CHECK(error_line("game", std::runtime_error("it broke")) == "game: it broke\n");
    CHECK(error_line("game", std::runtime_error("it\r\nbroke\x1b")) ==
          "game: it\\x0d\\x0abroke\\x1b\n");
    CHECK(error_line("players", common::UsageError("--seed", "no")) == "players: --seed: no\n");
    CHECK(error_line("players", system_error(ENOSPC)) ==
          "players: cannot write: No space left on device\n");
}

TEST_CASE("a reader who is gone is told from other errors") {
    CHECK(is_reader_gone(system_error(EPIPE)));
    CHECK(is_reader_gone(system_error(ECONNRESET)));
    CHECK_FALSE(is_reader_gone(system_error(ENOSPC)));
    CHECK_FALSE(is_reader_gone(std::runtime_error("Broken pipe")));
}

TEST_CASE("an error is one line, and nothing in it can hide or command") {
    const std::string what = "zo\u00e9 \xff\n\x1b\u009b\u202e ~";
    CHECK(common::error_line("game", std::runtime_error(what)) ==
          "game: zo\u00e9 \\xff\\x0a\\x1b\\xc2\\x9b\\xe2\\x80\\xae ~\n");
}
