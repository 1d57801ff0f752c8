#include "game/output/byte_queue.h"

#include <string>

#include <doctest/doctest.h>

namespace {

using game::ByteQueue;

}  // namespace

TEST_SUITE("ByteQueue") {
    TEST_CASE("what is appended comes out at the front, in order") {
        ByteQueue queue;
        CHECK(queue.empty());
        CHECK(queue.bytes().empty());
        queue.append("one ", std::string("two "), std::string_view("three"));
        CHECK(queue.bytes() == "one two three");
        queue.drop(4);
        CHECK(queue.bytes() == "two three");
        queue.append("!");
        CHECK(queue.bytes() == "two three!");
        CHECK(queue.size() == 10);
        queue.drop(queue.size());
        CHECK(queue.empty());
    }

    TEST_CASE("empty parts, any bytes") {
        ByteQueue queue;
        queue.append("", std::string_view());
        CHECK(queue.empty());
        queue.append(std::string_view("\0\xff\n", 3), "");
        CHECK(queue.bytes() == std::string_view("\0\xff\n", 3));
        queue.clear();
        CHECK(queue.bytes().empty());
    }

    TEST_CASE("however it trickles in and out, nothing is lost") {
        ByteQueue queue;
        std::string expected;
        for (std::size_t i = 0; i < 20'000; ++i) {
            const std::string piece = std::to_string(i) + '\n';
            queue.append(piece, "x");
            expected += piece + 'x';
            const std::size_t taken = (i * 7) % (queue.size() + 1);
            if (i % 3 == 0) {
                CHECK_FALSE(queue.bytes().substr(0, taken) != expected.substr(0, taken));
                queue.drop(taken);
                expected.erase(0, taken);
            }
        }
        CHECK((queue.bytes() == expected));
    }
}
