#include "game/timeline/shapes.h"

#include "game/timeline/svg_text.h"

#include <array>
#include <span>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::array<std::string_view, 8> colors = {"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                                    "#56b4e9", "#000000", "#808080", "#f0e442"};

struct Point {
    double x;
    double y;
};

constexpr std::array square = {Point{-.85, -.85}, Point{.85, -.85}, Point{.85, .85},
                               Point{-.85, .85}};
constexpr std::array triangle = {Point{0, -1.1}, Point{1.05, .8}, Point{-1.05, .8}};
constexpr std::array diamond = {Point{0, -1.25}, Point{1.25, 0}, Point{0, 1.25}, Point{-1.25, 0}};

/// A circle comes before them.
constexpr std::array<std::span<const Point>, 3> polygons = {square, triangle, diamond};

}  // namespace

static_assert(colors.size() * (1 + polygons.size()) == player_looks);

std::string_view player_color(std::size_t player) {
    return colors.at(player % colors.size());
}

std::string player_shape(std::size_t player, double size) {
    const std::string_view color = player_color(player);
    // After each round of the colours, each colour gets the next shape.
    const std::size_t shape = (player + player / colors.size()) % (1 + polygons.size());
    if (shape == 0) return fmt::format(R"(<circle r="{}" fill="{}"/>)", in_tenths(size), color);
    std::string points;
    for (const Point& point : polygons.at(shape - 1)) {
        if (!points.empty()) points += ' ';
        points += in_tenths(point.x * size) + ',' + in_tenths(point.y * size);
    }
    return fmt::format(R"(<polygon points="{}" fill="{}"/>)", points, color);
}

std::string direction_hand(common::Direction direction, double length) {
    const std::string reach = in_tenths(length);
    switch (direction) {
        case common::Direction::north:
            return fmt::format(R"(<path class="hand" d="M0 0V-{}"/>)", reach);
        case common::Direction::east:
            return fmt::format(R"(<path class="hand" d="M0 0H{}"/>)", reach);
        case common::Direction::south:
            return fmt::format(R"(<path class="hand" d="M0 0V{}"/>)", reach);
        case common::Direction::west:
            return fmt::format(R"(<path class="hand" d="M0 0H-{}"/>)", reach);
    }
    return {};
}

}  // namespace game
