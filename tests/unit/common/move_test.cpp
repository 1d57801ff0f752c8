#include "common/move.h"

#include <string>

#include <doctest/doctest.h>

using common::Direction;
using common::format_move;
using common::is_player_name;
using common::Move;
using common::parse_move;

TEST_CASE("a move is a direction and a name") {
    CHECK(format_move(Direction::north, "john") == "N john");
    CHECK(format_move(Direction::east, "mary") == "E mary");
    CHECK(format_move(Direction::south, "bill") == "S bill");
    CHECK(format_move(Direction::west, "zo\xc3\xa9") == "W zo\xc3\xa9");
}

TEST_CASE("what was formatted can be parsed") {
    for (const Direction direction :
         {Direction::north, Direction::east, Direction::south, Direction::west}) {
        for (const std::string name : {"j", "john", "a:b", "5x0.3s", "\xff\xfe", "N"}) {
            const std::string line = format_move(direction, name);
            CAPTURE(line);
            CHECK(parse_move(line) == Move{direction, name});
        }
    }
}

TEST_CASE("the name of a parsed move lies in the line") {
    const std::string line = "S randalphe";
    const std::optional<Move> move = parse_move(line);
    REQUIRE(move);
    CHECK(move->player.data() == line.data() + 2);
}

TEST_CASE("what is not exactly a move is none") {
    const std::string nul_in_name("N jo\0hn", 7);
    for (const std::string& line :
         {std::string(), std::string("N"), std::string("N "), std::string("Njohn"),
          std::string("n john"), std::string("X john"), std::string(" N john"),
          std::string("N  john"), std::string("N john "), std::string("N john doe"),
          std::string("N\tjohn"), std::string("N john\n"), std::string("N john\r"),
          std::string("N jo\x1bhn"), std::string("N jo\x7fhn"), std::string("oops"), nul_in_name}) {
        CAPTURE(line);
        CHECK_FALSE(parse_move(line));
    }
}

TEST_CASE("a name has 1 to 64 bytes") {
    CHECK_FALSE(is_player_name(""));
    CHECK(is_player_name("j"));
    CHECK(is_player_name(std::string(64, 'j')));
    CHECK_FALSE(is_player_name(std::string(65, 'j')));
    CHECK(parse_move("N " + std::string(64, 'j')));
    CHECK_FALSE(parse_move("N " + std::string(65, 'j')));
}

TEST_CASE("a name holds any byte but white space and control characters") {
    for (int byte = 0; byte < 256; ++byte) {
        CAPTURE(byte);
        const std::string name = {'a', static_cast<char>(byte), 'b'};
        CHECK(is_player_name(name) == (byte > ' ' && byte != 0x7f));
    }
}
