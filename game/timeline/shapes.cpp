#include "game/timeline/shapes.h"

#include "game/timeline/svg_text.h"

#include <array>
#include <span>

#include <fmt/format.h>

namespace game {

namespace {

constexpr std::array<std::string_view, 8> colors = {"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                                    "#56b4e9", "#7d4fb3", "#808080", "#f0e442"};

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
    constexpr double half_width = 0.36;  // at its root, of its length
    const auto hand = [root = half_width * length](double x, double y) {
        const double side = x == 0 ? root : 0;  // the root is across the direction
        const double rise = x == 0 ? 0 : root;
        return fmt::format(R"(<path class="hand" d="M{} {}L{} {}L{} {}z"/>)", in_tenths(-side),
                           in_tenths(-rise), in_tenths(x), in_tenths(y), in_tenths(side),
                           in_tenths(rise));
    };
    switch (direction) {
        case common::Direction::north:
            return hand(0, -length);
        case common::Direction::east:
            return hand(length, 0);
        case common::Direction::south:
            return hand(0, length);
        case common::Direction::west:
            return hand(-length, 0);
    }
    return {};
}

}  // namespace game
