// Whatever a client of the control socket sends as JSON, it is a request that can be used, or one
// that says what is wrong with it; and its answer is one line of JSON with the same id.

#include "common/json/json_text.h"
#include "game/commands/command.h"
#include "game/commands/json_request.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace {

using common::Json;

/// The value of a text that is JSON.
Json value_of(const std::string& text) {
    std::variant<Json, common::JsonProblem> parsed = common::parse_json(text);
    require(std::holds_alternative<Json>(parsed));
    return std::get<Json>(std::move(parsed));
}

void check_answer(const game::JsonRequest& request, const game::CommandReply& reply,
                  const std::string& line) {
    const std::string text = game::format_json_reply(request, reply);
    require(std::count(text.begin(), text.end(), '\n') == 1 && text.ends_with('\n'));
    const Json answer = value_of(text);
    require(answer.at("ok") == !reply.refusal.has_value());
    require(answer.contains("id") == !request.id.empty());
    if (answer.contains("id")) require(answer.at("id") == value_of(line).at("id"));
    if (reply.refusal) require(answer.at("error").is_string());
}

void check(const std::string& line) {
    const game::JsonRequest request = game::read_json_request(line);
    require(request.problem || !game::trim(request.command).empty());
    game::CommandReply reply;
    reply.refusal = request.problem;
    check_answer(request, reply, line);
    check_answer(request, {line, std::nullopt, "\"worker\":1"}, line);
    check_answer(request, {"", line, ""}, line);
    check_answer(game::overlong_json_request(line), {"", line, ""}, line);
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > game::max_command_size) return 0;
    // As the control socket does: one line, which begins as an object does.
    std::string line(data, data + size);
    line.erase(std::min(line.find('\n'), line.size()));
    if (game::is_json_request(line)) check(line);
    return 0;
}
