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
    constexpr double hand = 2.6;  // of the mark's size
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
    const MarkPlace place = layout.place(mark);
    const std::string title = mark_title(timeline, mark);
    const std::size_t look = mark.player % player_looks;
    if (layout.form == MarkForm::tick) {
        svg += fmt::format(
            "<path class=\"tick\" d=\"M{} {}v{}\" stroke=\"{}\"><title>{}</title></path>\n",
            in_tenths(place.x), in_tenths(layout.y(mark.lane) - layout.bar / 2),
            in_tenths(layout.bar), player_color(look), title);
        return;
    }
    std::string_view letter;
    const char direction = static_cast<char>(mark.direction);
    if (layout.form == MarkForm::arrow) letter = {&direction, 1};
    std::string scale;
    if (place.scale < 1) scale = fmt::format(" scale({:.2f})", place.scale);
    svg += fmt::format(
        "<use href=\"#p{}{}\" transform=\"translate({} {}){}\"><title>{}</title></use>\n", look,
        letter, in_tenths(place.x), in_tenths(place.y), scale, title);
}

/// A part of a bar's height, from its middle.
struct Strip {
    double top;
    double height;
};

/// Where other lines are drawn: below the moves or, in a narrow lane, in the whole bar.
Strip strip_of_lines(const TimelineLayout& layout) {
    constexpr double share = 0.3;
    if (layout.form == MarkForm::tick) return {-layout.bar / 2, layout.bar};
    return {(0.5 - share) * layout.bar, share * layout.bar};
}

/// All in one path, since there are many, and a line has no tooltip.
void append_other_lines(std::string& svg, const TimelineLayout& layout,
                        const std::vector<Timeline::Mark>& marks) {
    if (marks.empty()) return;
    const Strip strip = strip_of_lines(layout);
    std::string path;
    for (const Timeline::Mark& mark : marks) {
        path += fmt::format("M{} {}v{}", in_tenths(layout.x(mark.t)),
                            in_tenths(layout.y(mark.lane) + strip.top), in_tenths(strip.height));
    }
    svg += fmt::format("<path class=\"line\" d=\"{}\"/>\n", path);
}

/// How dark a cell is, 1 to `shades`: logarithmic, since some workers write a thousand times more
/// than others.
int shade_of(std::uint64_t marks, std::uint64_t most, int shades) {
    if (most <= 1) return shades;
    const double share = std::log(static_cast<double>(marks)) / std::log(static_cast<double>(most));
    return std::clamp(1 + static_cast<int>(share * shades), 1, shades);
}

constexpr int shades = 4;

/// Half the size of the cross of an elimination, of a bar's height.
constexpr double elimination_arm = 0.4;

std::string opacity_of(int shade) {
    return in_tenths(static_cast<double>(shade + 1) / (shades + 1));
}

/// Paths of the cells of each look and shade. All cells of one look and shade are one path, since
/// there are many and they have no tooltips.
using CellPaths = std::map<std::pair<std::size_t, int>, std::string>;

CellPaths paths_of(const TimelineLayout& layout, const std::vector<Timeline::Cell>& cells,
                   Strip strip) {
    constexpr double narrowest = 0.8;
    std::uint64_t most = 0;
    for (const Timeline::Cell& cell : cells)
        most = std::max(most, cell.marks);
    CellPaths paths;
    for (const Timeline::Cell& cell : cells) {
        const double left = layout.x(cell.start);
        const double width = std::max(layout.x(cell.start + cell.length) - left, narrowest);
        std::string& path = paths[{cell.player % player_looks, shade_of(cell.marks, most, shades)}];
        path += fmt::format("M{} {}h{}v{}h-{}z", in_tenths(left),
                            in_tenths(layout.y(cell.lane) + strip.top), in_tenths(width),
                            in_tenths(strip.height), in_tenths(width));
    }
    return paths;
}

void append_move_cells(std::string& svg, const TimelineLayout& layout,
                       const std::vector<Timeline::Cell>& cells) {
    for (const auto& [look, path] : paths_of(layout, cells, {-layout.bar / 2, layout.bar})) {
        svg += fmt::format(
            "<path fill=\"{}\" fill-opacity=\"{}\" pointer-events=\"none\" d=\"{}\"/>\n",
            player_color(look.first), opacity_of(look.second), path);
    }
}

void append_line_cells(std::string& svg, const TimelineLayout& layout,
                       const std::vector<Timeline::Cell>& cells) {
    for (const auto& [look, path] : paths_of(layout, cells, strip_of_lines(layout))) {
        svg += fmt::format(
            "<path class=\"lines\" fill-opacity=\"{}\" pointer-events=\"none\" d=\"{}\"/>\n",
            opacity_of(look.second), path);
    }
}

/// A cross, which says in its title who is out, and why.
void append_elimination(std::string& svg, const TimelineLayout& layout,
                        const Timeline::Elimination& one) {
    constexpr double least = 2;
    const double arm = std::max(elimination_arm * layout.bar, least);
    const double seconds = std::chrono::duration<double>(one.t).count();
    svg += fmt::format(
        R"(<path class="out" d="M{0} {1}l{2} {2}m0 -{2}l-{2} {2}"><title>{3}</title></path>)"
        "\n",
        in_tenths(layout.x(one.t) - arm), in_tenths(layout.y(one.lane) - arm), in_tenths(2 * arm),
        in_xml(fmt::format("{} is out in turn {} - {}, at {:.3f} s", one.player, one.turn,
                           one.cause, seconds)));
}

}  // namespace

void append_definitions(std::string& svg, const Timeline& timeline, const TimelineLayout& layout) {
    svg += "<defs>\n";
    for (std::size_t i = 0; i < std::min(timeline.players.size(), player_looks); ++i)
        append_definition(svg, layout, i);
    svg += "</defs>\n";
}

DrawnMarks marks_to_draw(const Timeline& timeline, const TimelineLayout& layout) {
    constexpr double line_width = 1.5;
    return {marks_to_draw(timeline, layout, timeline.moves, layout.mark_size),
            marks_to_draw(timeline, layout, timeline.other_lines, line_width)};
}

void append_marks(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                  const DrawnMarks& marks) {
    append_line_cells(svg, layout, marks.other_lines.cells);
    append_other_lines(svg, layout, marks.other_lines.single);
    append_move_cells(svg, layout, marks.moves.cells);
    for (const Timeline::Mark& mark : marks.moves.single)
        append_mark(svg, timeline, layout, mark);
    for (const Timeline::Elimination& elimination : timeline.eliminations)
        append_elimination(svg, layout, elimination);
}

}  // namespace game
