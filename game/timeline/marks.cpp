#include "common/text/units.h"
#include "game/timeline/parts.h"
#include "game/timeline/shapes.h"
#include "game/timeline/svg_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace game {

namespace {

using common::Direction;

constexpr std::array directions = {Direction::north, Direction::east, Direction::south,
                                   Direction::west};

void append_definition(std::string& svg, const TimelineLayout& layout, std::size_t look) {
    constexpr double hand = 2.2;  // of the mark's size
    const std::string shape = player_shape(look, layout.mark_size);
    svg += fmt::format("<g id=\"p{}\" class=\"mark\">{}</g>\n", look, shape);
    if (layout.form != MarkForm::arrow) return;
    for (const Direction direction : directions) {
        svg += fmt::format("<g id=\"p{}{}\" class=\"mark\">{}{}</g>\n", look,
                           static_cast<char>(direction),
                           direction_hand(direction, hand * layout.mark_size), shape);
    }
}

std::string mark_title(const Timeline& timeline, const Timeline::Mark& mark) {
    const double seconds = std::chrono::duration<double>(mark.t).count();
    return fmt::format("{} {} at {:.3f} s", static_cast<char>(mark.direction),
                       in_xml(timeline.players[mark.player].name), seconds);
}

void append_mark(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                 const Timeline::Mark& mark) {
    const std::string x = in_tenths(layout.x(mark.t));
    const std::string y = in_tenths(layout.y(mark));
    const std::string title = mark_title(timeline, mark);
    const std::size_t look = mark.player % player_looks;
    if (layout.form == MarkForm::tick) {
        svg += fmt::format(
            "<path class=\"tick\" d=\"M{} {}v{}\" stroke=\"{}\"><title>{}</title></path>\n", x,
            in_tenths(layout.y(mark.lane) - layout.bar / 2), in_tenths(layout.bar),
            player_color(look), title);
        return;
    }
    std::string_view letter;
    const char direction = static_cast<char>(mark.direction);
    if (layout.form == MarkForm::arrow) letter = {&direction, 1};
    svg += fmt::format("<use href=\"#p{}{}\" x=\"{}\" y=\"{}\"><title>{}</title></use>\n", look,
                       letter, x, y, title);
}

/// How dark a cell is, 1 to `shades`: logarithmic, since some workers write a thousand times more
/// than others.
int shade_of(std::uint64_t moves, std::uint64_t most, int shades) {
    if (most <= 1) return shades;
    const double share = std::log(static_cast<double>(moves)) / std::log(static_cast<double>(most));
    return std::clamp(1 + static_cast<int>(share * shades), 1, shades);
}

/// All cells of one colour and shade are one path, since there are many and they have no tooltips.
void append_cells(std::string& svg, const TimelineLayout& layout,
                  const std::vector<Timeline::Cell>& cells) {
    constexpr int shades = 4;
    constexpr double narrowest = 0.8;
    std::uint64_t most = 0;
    for (const Timeline::Cell& cell : cells)
        most = std::max(most, cell.moves);
    std::map<std::pair<std::size_t, int>, std::string> paths;
    for (const Timeline::Cell& cell : cells) {
        const double left = layout.x(cell.start);
        const double width = std::max(layout.x(cell.start + cell.length) - left, narrowest);
        std::string& path = paths[{cell.player % player_looks, shade_of(cell.moves, most, shades)}];
        path += fmt::format("M{} {}h{}v{}h-{}z", in_tenths(left),
                            in_tenths(layout.y(cell.lane) - layout.bar / 2), in_tenths(width),
                            in_tenths(layout.bar), in_tenths(width));
    }
    for (const auto& [look, path] : paths) {
        svg += fmt::format(
            "<path fill=\"{}\" fill-opacity=\"{}\" pointer-events=\"none\" d=\"{}\"/>\n",
            player_color(look.first),
            in_tenths(static_cast<double>(look.second + 1) / (shades + 1)), path);
    }
}

}  // namespace

void append_definitions(std::string& svg, const Timeline& timeline, const TimelineLayout& layout) {
    svg += "<defs>\n";
    for (std::size_t i = 0; i < std::min(timeline.players.size(), player_looks); ++i)
        append_definition(svg, layout, i);
    svg += "</defs>\n";
}

void append_moves(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                  const DrawnMoves& moves) {
    append_cells(svg, layout, moves.cells);
    for (const Timeline::Mark& mark : moves.marks)
        append_mark(svg, timeline, layout, mark);
}

}  // namespace game
