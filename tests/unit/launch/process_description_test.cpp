#include "game/launch/process_description.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace game;

namespace {

ProcessDescription example() {
    ProcessDescription process;
    process.words = {"sh", "-c", "", "a b\n'\"\\$\xff"};
    process.folder = "/a/b";
    process.given_folder = "b";
    process.variables = {{"A", ""}, {"B", "x=y\nz"}};
    process.players_word = 2;
    process.game_word = 0;
    return process;
}

}  // namespace

TEST_CASE("a description is read as it was written") {
    const ProcessDescription process = example();
    const std::optional<ProcessDescription> read = decode_process_description(encode(process));
    REQUIRE(read.has_value());
    CHECK(read->words == process.words);
    CHECK(read->folder == process.folder);
    CHECK(read->given_folder == process.given_folder);
    CHECK(read->variables == process.variables);
    CHECK(read->players_word == process.players_word);
    CHECK(read->game_word == process.game_word);
}

TEST_CASE("what is cut short, or longer, or has no program, is none") {
    const std::string bytes = encode(example());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const std::string_view part = std::string_view(bytes).substr(0, size);
        CHECK_FALSE(decode_process_description(part).has_value());
    }
    CHECK_FALSE(decode_process_description(bytes + "x").has_value());
    CHECK_FALSE(decode_process_description(encode(ProcessDescription())).has_value());
    std::string damaged = bytes;
    damaged.back() = '\x7f';
    CHECK_FALSE(decode_process_description(damaged).has_value());
}
