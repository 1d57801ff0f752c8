#include "common/part.h"

#include <cstdint>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using common::Part;

namespace {

std::vector<std::uint64_t> numbers_of(const Part& part, std::uint64_t last) {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t number = 1; number <= last; ++number) {
        if (part.owns(number)) numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

TEST_CASE("a part has every N-th number from its own on") {
    CHECK(numbers_of({1, 3}, 8) == std::vector<std::uint64_t>{1, 4, 7});
    CHECK(numbers_of({2, 3}, 8) == std::vector<std::uint64_t>{2, 5, 8});
    CHECK(numbers_of({3, 3}, 8) == std::vector<std::uint64_t>{3, 6});
    CHECK(numbers_of({1, 1}, 3) == std::vector<std::uint64_t>{1, 2, 3});
    CHECK(numbers_of({9, 9}, 8).empty());
}

TEST_CASE("first_from and share agree with owns") {
    for (std::uint64_t count = 1; count <= 7; ++count) {
        for (std::uint64_t index = 1; index <= count; ++index) {
            const Part part{index, count};
            for (std::uint64_t first = 1; first <= 20; ++first) {
                std::uint64_t next = first;
                while (!part.owns(next))
                    ++next;
                CHECK(part.first_from(first) == next);
                std::uint64_t owned = 0;
                for (std::uint64_t size = 0; size <= 20; ++size) {
                    CHECK(part.share(first, size) == owned);
                    if (part.owns(first + size)) ++owned;
                }
            }
        }
    }
}

TEST_CASE("a part is read as it is written") {
    CHECK(common::read_part("2/3") == Part{2, 3});
    CHECK(common::read_part("1000000/1000000") == Part{1'000'000, 1'000'000});
    CHECK(Part{2, 3}.text() == "2/3");
    for (const char* const bad :
         {"", "x", "3", "/", "1/", "/3", "0/3", "4/3", "1/0", "1/99999999999", "1/1000001", "-1/3",
          "+1/3", " 1/3", "1/3 ", "1/3/3", "1.0/3"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(static_cast<void>(common::read_part(bad)), std::invalid_argument);
    }
}
