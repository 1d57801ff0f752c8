#include "game/rules/snake_json.h"

#include "common/json/json_writer.h"
#include "game/rules/json_parts.h"

#include <array>

#include <fmt/format.h>

namespace game::rules {

namespace {

constexpr std::array<std::string_view, 6> variants = {
    "standard", "solo", "wrapped", "constrictor", "wrapped_constrictor", "royale"};

constexpr std::array<std::string_view, 8> snake_settings_keys = {
    "variant",      "width",         "height",       "food_chance",
    "minimum_food", "hazard_damage", "shrink_every", "respawn"};

constexpr std::array<std::string_view, 6> snake_state_keys = {"turn", "width",   "height",
                                                              "food", "hazards", "snakes"};

constexpr std::array<std::string_view, 4> snake_keys = {"name", "health", "body", "out"};

constexpr std::array<std::string_view, 3> out_keys = {"cause", "by", "turn"};

constexpr Range snake_sizes = {1, 100};
constexpr Range turn_range = {0, max_turn};

void read_variant(const Members& members, SnakeSettings& settings, Values& values) {
    const Json* value = members.find("variant");
    if (value == nullptr) return;
    const auto index = values.one_of(variants, *value, members.place().member("variant"));
    if (index) settings.variant = static_cast<Variant>(*index);
}

void read_respawn(const Members& members, SnakeSettings& settings, Values& values) {
    const Json* value = members.find("respawn");
    if (value == nullptr) return;
    if (value->is_null()) {
        settings.respawn.reset();
        return;
    }
    int turns = 0;
    members.read("respawn", {0, 1'000'000}, turns, values);
    settings.respawn = turns;
}

/// Reads a start state, whose board has the size of `state`.
class SnakeStateReader {
  public:
    SnakeStateReader(const Setup& setup, SnakeState& state, Values& values)
        : state_(state), values_(values), names_(setup.players) {}

    void read(const Members& members) {
        members.read("turn", turn_range, state_.turn, values_);
        if (const Json* food = members.find("food")) {
            state_.food = squares(*food, members.place().member("food"), 1);
        }
        if (const Json* hazards = members.find("hazards")) {
            state_.hazards = squares(*hazards, members.place().member("hazards"), 1);
        }
        if (const Json* snakes = members.find("snakes")) {
            read_snakes(*snakes, members.place().member("snakes"));
        }
    }

  private:
    std::vector<Square> squares(const Json& list, const JsonPlace& place, int reach) {
        std::vector<Square> read;
        if (!values_.is_list(list, place)) return read;
        read.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto square =
                values_.square(list[i], place.element(i), state_.width, state_.height, reach);
            if (square) read.push_back(*square);
        }
        return read;
    }

    void read_snakes(const Json& list, const JsonPlace& place) {
        if (!values_.is_list(list, place)) return;
        state_.snakes.reserve(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            const JsonPlace here = place.element(i);
            if (values_.is_object(list[i], here)) read_snake(list[i], here);
        }
    }

    void read_snake(const Json& object, const JsonPlace& place) {
        const Members members(object, place, snake_keys, values_.problems());
        Snake snake;
        if (const Json* out = members.find("out")) read_out(*out, place.member("out"), snake);
        snake.name = names_.read(members, "name", snake.lives(), values_);
        // A head goes one square off the board before its snake is out, and health down by one.
        const int reach = snake.lives() ? 1 : 2;
        members.read("health", {snake.lives() ? 0 : -1, full_health}, snake.health, values_);
        if (const Json* body = members.find("body")) {
            const JsonPlace here = place.member("body");
            snake.body = squares(*body, here, reach);
            if (body->is_array() && body->empty()) {
                values_.problems().add(here, [] { return "must not be empty"; });
            }
        } else {
            values_.problems().add(place, [] { return "needs \"body\""; });
        }
        state_.snakes.push_back(std::move(snake));
    }

    void read_out(const Json& object, const JsonPlace& place, Snake& snake) {
        Elimination& out = snake.out.emplace();
        if (!values_.is_object(object, place)) return;
        const Members members(object, place, out_keys, values_.problems());
        out.cause = short_text(members, "cause");
        out.by = short_text(members, "by");
        if (out.cause.empty()) {
            values_.problems().add(place, [] { return "needs a \"cause\""; });
        }
        if (members.find("turn") == nullptr) {
            values_.problems().add(place, [] { return "needs \"turn\""; });
        }
        members.read("turn", turn_range, out.turn, values_);
        if (out.turn > state_.turn) {
            values_.problems().add(place.member("turn"), [&] {
                return fmt::format("{} is after the state's turn, {}", out.turn, state_.turn);
            });
        }
    }

    std::string short_text(const Members& members, std::string_view key) {
        const Json* value = members.find(key);
        if (value == nullptr) return {};
        const JsonPlace here = members.place().member(key);
        std::string text = values_.text(*value, here).value_or("");
        if (!is_reason(text)) values_.problems().add(here, [] { return reason_rule; });
        return text;
    }

    SnakeState& state_;
    Values& values_;
    StartNames names_;
};

void append_snake(std::string& out, const Snake& snake) {
    out += R"({"name":)";
    common::append_json_string(out, snake.name);
    out += R"(,"health":)";
    append_number(out, snake.health);
    out += R"(,"body":)";
    append_squares(out, snake.body);
    if (snake.out) {
        out += R"(,"out":{"cause":)";
        common::append_json_string(out, snake.out->cause);
        if (!snake.out->by.empty()) {
            out += R"(,"by":)";
            common::append_json_string(out, snake.out->by);
        }
        out += R"(,"turn":)";
        append_number(out, snake.out->turn);
        out += '}';
    }
    out += '}';
}

}  // namespace

SnakeSettings read_snake_settings(const Setup& setup, Problems& problems) {
    SnakeSettings settings;
    Values values(problems);
    if (setup.settings == nullptr || !values.is_object(*setup.settings, setup.settings_place)) {
        return settings;
    }
    const Members members(*setup.settings, setup.settings_place, snake_settings_keys, problems);
    read_variant(members, settings, values);
    members.read("width", snake_sizes, settings.width, values);
    members.read("height", snake_sizes, settings.height, values);
    members.read("food_chance", {0, 100}, settings.food_chance, values);
    members.read("minimum_food", {0, 10'000}, settings.minimum_food, values);
    members.read("hazard_damage", {-full_health, full_health}, settings.hazard_damage, values);
    members.read("shrink_every", {1, 1'000'000}, settings.shrink_every, values);
    read_respawn(members, settings, values);
    return settings;
}

SnakeState read_snake_state(const Setup& setup, SnakeSettings& settings, Problems& problems) {
    Values values(problems);
    SnakeState state;
    if (!values.is_object(*setup.start, setup.start_place)) return state;
    const Members members(*setup.start, setup.start_place, snake_state_keys, problems);
    read_board_size(members, setup.settings, snake_sizes, settings.width, settings.height, values);
    state.width = settings.width;
    state.height = settings.height;
    SnakeStateReader(setup, state, values).read(members);
    return state;
}

void append_snake_settings(std::string& out, const SnakeSettings& settings) {
    const auto append = [&out](std::string_view key, int value) {
        out += ",\"";
        out += key;
        out += "\":";
        append_number(out, value);
    };
    out += R"({"variant":)";
    common::append_json_string(out, variants[static_cast<std::size_t>(settings.variant)]);
    append("width", settings.width);
    append("height", settings.height);
    append("food_chance", settings.food_chance);
    append("minimum_food", settings.minimum_food);
    append("hazard_damage", settings.hazard_damage);
    append("shrink_every", settings.shrink_every);
    if (settings.respawn) {
        append("respawn", *settings.respawn);
    } else {
        out += R"(,"respawn":null)";
    }
    out += '}';
}

void append_snake_state(std::string& out, const SnakeState& state) {
    out += R"({"turn":)";
    append_number(out, state.turn);
    out += R"(,"width":)";
    append_number(out, state.width);
    out += R"(,"height":)";
    append_number(out, state.height);
    out += R"(,"food":)";
    append_squares(out, state.food);
    out += R"(,"hazards":)";
    append_squares(out, state.hazards);
    out += R"(,"snakes":[)";
    for (const Snake& snake : state.snakes) {
        append_snake(out, snake);
        out += ',';
    }
    if (!state.snakes.empty()) out.pop_back();
    out += "]}";
}

void append_snake_rows(std::string& out, const SnakeState& state) {
    const auto width = static_cast<std::size_t>(state.width);
    const auto height = static_cast<std::size_t>(state.height);
    std::vector<std::string> rows(height, std::string(width, '.'));
    const auto put = [&](Square square, char letter) {
        if (!is_on_board(square, state.width, state.height)) return;
        rows[static_cast<std::size_t>(state.height - 1 - square.y)]
            [static_cast<std::size_t>(square.x)] = letter;
    };
    const auto letter = [](char first, std::size_t index) {
        return static_cast<char>(first + static_cast<char>(index % 26));
    };
    for (const Square& square : state.hazards)
        put(square, '#');
    for (const Square& square : state.food)
        put(square, '*');
    for (std::size_t i = 0; i < state.snakes.size(); ++i) {
        if (!state.snakes[i].lives()) continue;
        for (const Square& square : state.snakes[i].body)
            put(square, letter('a', i));
    }
    for (std::size_t i = 0; i < state.snakes.size(); ++i) {
        if (state.snakes[i].lives()) put(state.snakes[i].body.front(), letter('A', i));
    }
    append_rows_of(out, rows);
}

}  // namespace game::rules
