#include "common/text/table.h"

#include "common/text/units.h"

#include <array>

#include <doctest/doctest.h>

using common::counted;
using common::in_byte_units;
using common::in_time_units;
using namespace std::chrono_literals;

TEST_CASE("columns line up by display width, without blanks at the end of lines") {
    using Row = std::array<std::string, 3>;
    common::Table table({{"NAME"}, {"N", common::Align::right}, {"END"}});
    const std::array rows = {Row{"\u65e5\u672c", "7", "ok"}, Row{"zo\u00e9", "1234", ""},
                             Row{"x", "", "late"}};
    for (const Row& row : rows)
        table.measure(row);
    std::string text;
    table.append_titles(text);
    for (const Row& row : rows)
        table.append_row(text, row);
    CHECK(text ==
          "NAME     N  END\n"
          "\u65e5\u672c     7  ok\n"
          "zo\u00e9   1234\n"
          "x           late\n");
}

TEST_CASE("where the lines are too wide, the widest columns are cut") {
    using Row = std::array<std::string, 3>;
    common::Table table({{"NAME"}, {"N", common::Align::right}, {"END"}});
    const std::array rows = {Row{"a name that is very long", "1", "cannot start: no such file"},
                             Row{"short", "1234", "exit code 0"}};
    for (const Row& row : rows)
        table.measure(row);
    const auto text = [&] {
        std::string lines;
        for (const Row& row : rows)
            table.append_row(lines, row);
        return lines;
    };
    table.fit(40);
    CHECK(text() ==
          "a name that is \u2026     1  cannot start: n\u2026\n"
          "short             1234  exit code 0\n");
    table.fit(10);
    CHECK(text() ==
          "a name that\u2026     1  cannot star\u2026\n"
          "short         1234  exit code 0\n");
}

TEST_CASE("times are told in units to be read at a glance") {
    CHECK(in_time_units(0ns) == "0 s");
    CHECK(in_time_units(999us) == "<1 ms");
    CHECK(in_time_units(12ms) == "12 ms");
    CHECK(in_time_units(537ms) == "0.537 s");
    CHECK(in_time_units(1234567us) == "1.234 s");
    CHECK(in_time_units(59999ms) == "59.9 s");
    CHECK(in_time_units(125s) == "2 min 05 s");
    CHECK(in_time_units(62min) == "1 h 02 min");
    CHECK(in_time_units(100h) == "100 h 00 min");
}

TEST_CASE("bytes are told in powers of 1024") {
    CHECK(in_byte_units(0) == "0 B");
    CHECK(in_byte_units(1023) == "1023 B");
    CHECK(in_byte_units(1024) == "1.0 KiB");
    CHECK(in_byte_units(524288) == "512 KiB");
    CHECK(in_byte_units(3565158) == "3.4 MiB");
    CHECK(in_byte_units(5ULL << 30U) == "5.0 GiB");
    CHECK(in_byte_units(~std::uint64_t(0)) == "16384 PiB");
}

TEST_CASE("one is not many") {
    CHECK(counted(0, "worker", "workers") == "0 workers");
    CHECK(counted(1, "worker", "workers") == "1 worker");
    CHECK(counted(2, "entry", "entries") == "2 entries");
}
