#include "game/commands/json_request.h"

#include "game/commands/command.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace game;

namespace {

/// The problem of a request; empty if it has none.
std::string problem_of(std::string_view line) {
    return read_json_request(line).problem.value_or("");
}

std::string id_of(std::string_view line) {
    return read_json_request(line).id;
}

}  // namespace

TEST_CASE("a line that begins with a brace is a request in JSON") {
    CHECK(is_json_request("{}"));
    CHECK(is_json_request(" \t{\"command\":\"list\"}"));
    CHECK(is_json_request("{"));
    for (const char* const line : {"", "list", "[1]", "\"{\"", "\xEF\xBB\xBF{}"})
        CHECK_FALSE(is_json_request(line));
}

TEST_CASE("a request in JSON has a command, and may have an id") {
    const JsonRequest plain = read_json_request(R"({"command":"kill web"})");
    CHECK(plain.command == "kill web");
    CHECK(plain.id.empty());
    CHECK_FALSE(plain.wants_text);
    CHECK_FALSE(plain.problem);
    const JsonRequest full = read_json_request(R"( { "id" : 7 , "text":true, "command":"list"} )");
    CHECK(full.command == "list");
    CHECK(full.id == "7");
    CHECK(full.wants_text);
    CHECK_FALSE(full.problem);
    CHECK(read_json_request(R"({"command":"\u006cist"})").command == "list");
}

TEST_CASE("an id is sent back as it came") {
    for (const std::string id : {"0", "-1.50", "123456789012345678901234567890", "1e5", "null",
                                 "true", "\"\"", "\"a,}]:\"", R"("\"\\\u00e9")", "[]", "{}",
                                 R"([1,{"a":[2,"},{"]}, 3])", R"({"id":{"command":1}})"}) {
        CAPTURE(id);
        CHECK(id_of(R"({"command":"list","id":)" + id + "}") == id);
        CHECK(id_of(R"({"id": )" + id + R"( ,"command":"a,\"}:{"})") == id);
        CHECK(id_of(R"({"\u0069d":)" + id + R"(,"text":false})") == id);
    }
}

TEST_CASE("a request that cannot be used says why, and keeps its id") {
    CHECK(problem_of("{") ==
          "column 2: expected a key in double quotes or \"}\", found the end of the text");
    CHECK(problem_of("{}") == "the key \"command\" is missing");
    CHECK(problem_of(R"({"command":3})") == "\"command\" takes a string, found a number");
    CHECK(problem_of(R"({"command":" "})") == "\"command\" is empty");
    CHECK(problem_of(R"({"command":"list","comand":1})") == "unknown key \"comand\"");
    CHECK(problem_of(R"({"command":"list","text":1})") ==
          "\"text\" takes true or false, found a number");
    CHECK(problem_of(R"({"command":"list","command":"quit"})") ==
          "the key \"command\" is given twice");
    CHECK(problem_of(R"({"id":1,"id":2})") == "the key \"id\" is given twice");
    CHECK(id_of(R"({"id":1,"id":2})") == "1");
    CHECK_FALSE(problem_of(R"({"command":"list"}x)").empty());
    CHECK_FALSE(problem_of("{\"command\":\"\xff\"}").empty());
    CHECK_FALSE(problem_of(std::string_view("{\"command\":\"list\"}\0", 19)).empty());
    CHECK_FALSE(problem_of(R"({"command":)" + std::string(1000, '[')).empty());
    CHECK_FALSE(problem_of(R"({"command":"list","id":1e999})").empty());
    const JsonRequest request = read_json_request(R"({"id":[7],"command":false})");
    CHECK(request.id == "[7]");
    CHECK(request.command == R"({"id":[7],"command":false})");
}

TEST_CASE("a request that is too long is refused without being read") {
    const JsonRequest request =
        overlong_json_request(R"({"command":")" + std::string(max_command_size, 'x'));
    CHECK(request.problem == "the line is longer than 4096 bytes");
    CHECK(request.command.size() < 100);
}

TEST_CASE("the answer to a request in JSON") {
    JsonRequest request = read_json_request(R"({"command":"1"})");
    CHECK(format_json_reply(request, {}) == "{\"ok\":true}\n");
    CHECK(format_json_reply(request, {"", std::nullopt, R"("worker":5)"}) ==
          "{\"ok\":true,\"worker\":5}\n");
    CHECK(format_json_reply(request, {"two\nlines\n", std::nullopt, R"("a":1)"}) ==
          "{\"ok\":true,\"a\":1}\n");
    CHECK(format_json_reply(request, {"two\nlines\n", std::nullopt, ""}) ==
          "{\"ok\":true,\"text\":\"two\\nlines\\n\"}\n");
    CHECK(format_json_reply(request, {"", "no \"such\" worker", ""}) ==
          "{\"ok\":false,\"error\":\"no \\\"such\\\" worker\"}\n");
    request = read_json_request(R"({"command":"1","text":true,"id":"x"})");
    CHECK(format_json_reply(request, {"text\n", std::nullopt, R"("a":1)"}) ==
          "{\"ok\":true,\"id\":\"x\",\"text\":\"text\\n\"}\n");
    CHECK(format_json_reply(request, {"", std::nullopt, R"("worker":5)"}) ==
          "{\"ok\":true,\"id\":\"x\",\"worker\":5}\n");
    CHECK(format_json_reply(request, {"", "no", ""}) ==
          "{\"ok\":false,\"id\":\"x\",\"error\":\"no\"}\n");
}
