#include "game/seats/seat_socket.h"

#include "common/write.h"

#include <array>
#include <string>
#include <system_error>

#include <doctest/doctest.h>
#include <unistd.h>

TEST_CASE("a seat's process finds who listens under the name, and they can talk") {
    const std::string name = game::make_seat_socket_name();
    CHECK(name != game::make_seat_socket_name());
    const async::FileDescriptor listening = game::listen_for_seats(name);
    CHECK_FALSE(game::accept_seat(listening.get()).is_open());
    const async::FileDescriptor process = game::connect_to_seats(name);
    const async::FileDescriptor seat = game::accept_seat(listening.get());
    REQUIRE(seat.is_open());
    common::write_all(process.get(), "7\n");
    std::array<char, 8> bytes{};
    CHECK(::read(seat.get(), bytes.data(), bytes.size()) == 2);
    CHECK(std::string(bytes.data()) == "7\n");
}

TEST_CASE("nothing is left of a seat's socket that is closed") {
    const std::string name = game::make_seat_socket_name();
    game::listen_for_seats(name);
    CHECK_THROWS_AS(game::connect_to_seats(name), std::system_error);
    CHECK(game::listen_for_seats(name).is_open());
}

TEST_CASE("a name of a seat's socket begins with @") {
    CHECK_THROWS_AS(game::listen_for_seats("seats"), std::system_error);
    CHECK_THROWS_AS(game::listen_for_seats("@"), std::system_error);
    CHECK_THROWS_AS(game::listen_for_seats("@" + std::string(200, 'x')), std::system_error);
}
