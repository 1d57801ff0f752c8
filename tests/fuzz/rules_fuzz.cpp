// Whatever messages a referee gets, it answers or refuses them in one short line. A state that it
// writes can be begun with, and is consistent; the same messages give the same answers.

#include "common/json/json_text.h"
#include "game/rules/referee_session.h"
#include "game/rules/square.h"
#include "tests/fuzz/require.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using common::Json;
using namespace game::rules;

/// Numbers from the input; zeros when it is used up.
class Source {
  public:
    Source(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    bool is_empty() const { return size_ == 0; }

    int below(int limit) {
        if (size_ == 0) return 0;
        --size_;
        return *data_++ % limit;
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
};

std::optional<std::string> answer(RefereeSession& session, const std::string& message) {
    try {
        std::string text = session.answer(message);
        require(text.ends_with('\n') && text.find('\n') == text.size() - 1);
        return text;
    } catch (const InvalidMessage& invalid) {
        const std::string_view what = invalid.what();
        require(!what.empty() && what.size() < 10'000);
        require(what.find('\n') == std::string_view::npos);
        return std::nullopt;
    }
}

/// The state of an answer is one to begin with, and is the same then.
void check_state(const RuleSet& rules, const Json& message) {
    const Json& state = message["state"];
    Json start = {{"type", "start"}, {"protocol", 1}, {"seed", 1}, {"mode", "ticks"}};
    start["players"] = Json::array();
    if (state.contains("snakes")) {
        for (const Json& snake : state["snakes"]) {
            require(!snake["body"].empty());
            require(snake["health"] <= 100);
            require(snake.contains("out") || snake["health"] >= 0);
            start["players"].push_back(snake["name"]);
        }
    } else {
        std::size_t owned = 0;
        for (const Json& player : state["players"]) {
            owned += player["cells"].get<std::size_t>();
            start["players"].push_back(player["name"]);
            if (player.contains("left")) return;  // it would join again
        }
        for (const Json& row : state["cells"]) {
            for (const char letter : row.get_ref<const std::string&>())
                owned -= letter == '.' ? 0 : 1;
        }
        require(owned == 0);
    }
    if (state["turn"] > max_turn) return;
    start["start"] = state;
    RefereeSession session(rules);
    const auto text = answer(session, start.dump());
    require(text.has_value());
    require(Json::parse(*text)["state"] == state);
}

/// Gives both sessions a message; false if it was refused.
bool feed(const RuleSet& rules, RefereeSession& first, RefereeSession& second,
          const std::string& message) {
    const auto text = answer(first, message);
    require(text == answer(second, message));
    if (text) check_state(rules, Json::parse(*text));
    return text.has_value();
}

/// The input's lines are the messages.
void run_lines(const RuleSet& rules, std::string_view bytes) {
    RefereeSession first(rules);
    RefereeSession second(rules);
    for (int count = 0; !bytes.empty() && count < 20; ++count) {
        const std::string line(bytes.substr(0, bytes.find('\n')));
        if (!feed(rules, first, second, line)) return;
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    }
}

Json random_square(Source& source, int width, int height) {
    return {source.below(width + 2) - 1, source.below(height + 2) - 1};
}

Json random_squares(Source& source, int width, int height, int most) {
    Json squares = Json::array();
    for (int left = source.below(most + 1); left > 0; --left)
        squares.push_back(random_square(source, width, height));
    return squares;
}

Json random_snakes(Source& source, int width, int height) {
    Json snakes = Json::array();
    for (int count = source.below(7); count > 0; --count) {
        Json snake = {{"name", "s" + std::to_string(count)}, {"health", source.below(101)}};
        Json body = random_squares(source, width, height, 12);
        body.push_back(random_square(source, width, height));
        snake["body"] = body;
        if (source.below(5) == 4) snake["out"] = {{"cause", "hazard"}, {"turn", source.below(3)}};
        snakes.push_back(snake);
    }
    return snakes;
}

Json random_start(Source& source, bool is_snake) {
    constexpr std::array variants = {"standard",    "solo",   "wrapped",
                                     "constrictor", "royale", "wrapped_constrictor"};
    const int width = 1 + source.below(9);
    const int height = 1 + source.below(9);
    Json settings = {{"width", width}, {"height", height}};
    Json start = {{"type", "start"}, {"protocol", 1}, {"seed", source.below(256)}};
    start["mode"] = source.below(3) == 0 ? "ticks" : "lockstep";
    start["players"] = Json::array();
    for (int count = 6; count > 0; --count)
        start["players"].push_back("s" + std::to_string(count));
    if (is_snake) {
        settings["variant"] = variants[static_cast<std::size_t>(source.below(6))];
        settings["food_chance"] = source.below(101);
        settings["minimum_food"] = source.below(20);
        settings["hazard_damage"] = source.below(201) - 100;
        settings["shrink_every"] = 1 + source.below(10);
        settings["respawn"] = source.below(6);
        if (source.below(4) > 0) {
            start["start"] = {{"turn", 2 + source.below(100)},
                              {"food", random_squares(source, width, height, 20)},
                              {"hazards", random_squares(source, width, height, 20)},
                              {"snakes", random_snakes(source, width, height)}};
        }
    } else {
        settings["edges"] = source.below(2) == 0 ? "wrap" : "wall";
    }
    start["settings"] = settings;
    return start;
}

/// A match that is likely to be allowed, its moves drawn from the input.
void run_match(const RuleSet& rules, Source source) {
    constexpr std::array moves = {"N", "E", "S", "W", "", "UP"};
    RefereeSession first(rules);
    RefereeSession second(rules);
    const Json start = random_start(source, rules.name == "snake");
    if (!feed(rules, first, second, start.dump())) return;
    std::uint64_t turn = start.contains("start") ? start["start"]["turn"].get<std::uint64_t>() : 0;
    for (int count = 0; !source.is_empty() && count < 60; ++count) {
        Json message = {{"type", "moves"}, {"turn", ++turn}, {"moves", Json::object()}};
        for (int player = 6; player > 0; --player) {
            const int draw = source.below(64);
            Json entry = {{"status", draw == 63 ? "out" : "ok"}};
            entry["move"] = moves[static_cast<std::size_t>(draw % 6)];
            message["moves"]["s" + std::to_string(player)] = entry;
        }
        if (start["mode"] == "ticks" && source.below(8) == 7) {
            message[source.below(2) == 0 ? "joined" : "left"] = {"s" +
                                                                 std::to_string(source.below(9))};
        }
        if (!feed(rules, first, second, message.dump())) return;
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const RuleSet& rules = rule_sets()[data[0] % 2];
    if (data[0] % 4 < 2) {
        run_lines(rules, std::string(data + 1, data + size));
    } else {
        run_match(rules, Source(data + 1, size - 1));
    }
    return 0;
}
