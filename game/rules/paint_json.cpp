#include "game/rules/paint_json.h"

#include "common/json/json_writer.h"
#include "game/rules/json_parts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

namespace game::rules {

namespace {

constexpr std::array<std::string_view, 2> edges = {"wrap", "wall"};
constexpr std::array<std::string_view, 3> paint_settings_keys = {"width", "height", "edges"};
constexpr std::array<std::string_view, 5> paint_state_keys = {"turn", "width", "height", "cells",
                                                              "players"};
constexpr std::array<std::string_view, 5> player_keys = {"name", "letter", "at", "cells", "left"};

constexpr Range paint_sizes = {1, 200};

/// Reads a start state onto an empty board of its size.
class PaintStateReader {
  public:
    PaintStateReader(const Setup& setup, PaintState& state, Values& values)
        : state_(state), values_(values), names_(setup.players) {}

    void read(const Members& members) {
        members.read("turn", {0, max_turn}, state_.turn, values_);
        if (const Json* cells = members.find("cells")) {
            read_cells(*cells, members.place().member("cells"));
        }
        if (const Json* players = members.find("players")) {
            const JsonPlace here = members.place().member("players");
            if (values_.is_list(*players, here)) read_players(*players, here);
        }
        if (values_.problems().none()) check_owners(members.place().member("cells"));
    }

  private:
    void read_cells(const Json& list, const JsonPlace& place) {
        if (!values_.is_list(list, place)) return;
        const auto width = static_cast<std::size_t>(state_.width);
        const auto height = static_cast<std::size_t>(state_.height);
        if (list.size() != height) {
            values_.problems().add(
                place, [&] { return fmt::format("must be {} rows, not {}", height, list.size()); });
            return;
        }
        for (std::size_t i = 0; i < height; ++i) {
            const JsonPlace here = place.element(i);
            const std::optional<std::string> row = values_.text(list[i], here);
            if (!row) continue;
            if (row->size() == width) {
                state_.cells.replace(i * width, width, *row);
            } else {
                values_.problems().add(here, [&] {
                    return fmt::format("must have {} letters, not {}", width, row->size());
                });
            }
        }
    }

    void read_players(const Json& list, const JsonPlace& place) {
        for (const char letter : state_.cells)
            ++owned_[letter];
        for (std::size_t i = 0; i < list.size(); ++i) {
            const JsonPlace here = place.element(i);
            if (values_.is_object(list[i], here)) read_player(list[i], here);
        }
    }

    void read_player(const Json& object, const JsonPlace& place) {
        const Members members(object, place, player_keys, values_.problems());
        Painter painter;
        if (const Json* left = members.find("left")) {
            painter.has_left = left->is_boolean() && left->get<bool>();
            if (!left->is_boolean()) {
                values_.problems().add(place.member("left"),
                                       [] { return "must be true or false"; });
            }
        }
        painter.name = names_.read(members, "name", !painter.has_left, values_);
        read_letter(members, painter);
        read_at(members, painter);
        painter.cells = owned_[painter.letter];
        read_count(members, painter);
        state_.players.push_back(std::move(painter));
    }

    void read_letter(const Members& members, Painter& painter) {
        const Json* value = members.find("letter");
        const JsonPlace here = members.place().member("letter");
        if (value == nullptr) {
            values_.problems().add(members.place(), [] { return "needs \"letter\""; });
            return;
        }
        const std::optional<std::string> text = values_.text(*value, here);
        if (!text) return;
        if (text->size() != 1 || paint_letters.find((*text)[0]) == std::string_view::npos) {
            values_.problems().add(here, [] { return "must be one of a to z, A to Z, 0 to 9"; });
        } else if (!letters_.insert((*text)[0]).second) {
            values_.problems().add(here, [] { return "this letter is there already"; });
        } else {
            painter.letter = (*text)[0];
        }
    }

    void read_at(const Members& members, Painter& painter) {
        const Json* value = members.find("at");
        if (value == nullptr) {
            values_.problems().add(members.place(), [] { return "needs \"at\""; });
            return;
        }
        const auto at =
            values_.square(*value, members.place().member("at"), state_.width, state_.height, 0);
        if (at) painter.at = *at;
    }

    void read_count(const Members& members, const Painter& painter) {
        std::uint64_t count = painter.cells;
        members.read("cells", {0, max_turn}, count, values_);
        if (count == painter.cells) return;
        values_.problems().add(members.place().member("cells"), [&] {
            return fmt::format("{} is not the number of its cells, {}", count, painter.cells);
        });
    }

    /// Every letter on the board must be a player's.
    void check_owners(const JsonPlace& place) {
        for (std::size_t i = 0; i < state_.cells.size(); ++i) {
            const char letter = state_.cells[i];
            if (letter == nobody || letters_.contains(letter)) continue;
            values_.problems().add(place.element(i / static_cast<std::size_t>(state_.width)),
                                   [] { return "has a letter that is neither . nor a player's"; });
        }
    }

    PaintState& state_;
    Values& values_;
    StartNames names_;
    std::map<char, std::uint64_t> owned_;
    std::set<char> letters_;
};

std::vector<std::string> rows_of(const PaintState& state) {
    const auto width = static_cast<std::size_t>(state.width);
    std::vector<std::string> rows;
    for (std::size_t at = 0; at < state.cells.size(); at += width)
        rows.push_back(state.cells.substr(at, width));
    return rows;
}

}  // namespace

PaintSettings read_paint_settings(const Setup& setup, Problems& problems) {
    PaintSettings settings;
    Values values(problems);
    if (setup.settings == nullptr || !values.is_object(*setup.settings, setup.settings_place)) {
        return settings;
    }
    const Members members(*setup.settings, setup.settings_place, paint_settings_keys, problems);
    members.read("width", paint_sizes, settings.width, values);
    members.read("height", paint_sizes, settings.height, values);
    if (const Json* value = members.find("edges")) {
        const auto index = values.one_of(edges, *value, members.place().member("edges"));
        settings.wraps = index.value_or(0) == 0;
    }
    return settings;
}

PaintState read_paint_state(const Setup& setup, PaintSettings& settings, Problems& problems) {
    Values values(problems);
    if (!values.is_object(*setup.start, setup.start_place)) return {};
    const Members members(*setup.start, setup.start_place, paint_state_keys, problems);
    read_board_size(members, setup.settings, paint_sizes, settings.width, settings.height, values);
    PaintState state = empty_canvas(settings);
    PaintStateReader(setup, state, values).read(members);
    return state;
}

void append_paint_settings(std::string& out, const PaintSettings& settings) {
    out += R"({"width":)";
    append_number(out, settings.width);
    out += R"(,"height":)";
    append_number(out, settings.height);
    out += R"(,"edges":)";
    common::append_json_string(out, settings.wraps ? edges[0] : edges[1]);
    out += '}';
}

void append_paint_state(std::string& out, const PaintState& state) {
    out += R"({"turn":)";
    append_number(out, state.turn);
    out += R"(,"width":)";
    append_number(out, state.width);
    out += R"(,"height":)";
    append_number(out, state.height);
    out += R"(,"cells":)";
    append_rows_of(out, rows_of(state));
    out += R"(,"players":[)";
    for (const Painter& painter : state.players) {
        out += R"({"name":)";
        common::append_json_string(out, painter.name);
        out += R"(,"letter":")";
        out += painter.letter;
        out += R"(","at":)";
        append_square(out, painter.at);
        out += R"(,"cells":)";
        append_number(out, painter.cells);
        if (painter.has_left) out += R"(,"left":true)";
        out += "},";
    }
    if (!state.players.empty()) out.pop_back();
    out += "]}";
}

void append_paint_rows(std::string& out, const PaintState& state) {
    PaintState shown = state;
    for (const Painter& painter : state.players) {
        if (!painter.has_left) shown.cell(painter.at) = '@';
    }
    append_rows_of(out, rows_of(shown));
}

}  // namespace game::rules
