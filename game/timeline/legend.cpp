#include "common/text/units.h"
#include "game/timeline/layout.h"
#include "game/timeline/parts.h"
#include "game/timeline/shapes.h"
#include "game/timeline/svg_text.h"

#include <filesystem>

#include <fmt/format.h>

namespace game {

namespace {

constexpr double font_size = 12;
constexpr double to_baseline = 4;  ///< from the middle of a line
constexpr double line_height = 22;

void append_text(std::string& svg, double x, double y, std::string_view xml,
                 std::string_view more = "") {
    svg +=
        fmt::format("<text x=\"{}\" y=\"{}\"{}>{}</text>\n", in_tenths(x), in_tenths(y), more, xml);
}

std::string facts(const Timeline& timeline) {
    const std::uint64_t lines = timeline.other_line_count;
    std::string text = fmt::format(
        "{}, {} failed · {}{} · {}", common::counted(timeline.workers, "worker", "workers"),
        timeline.failed, common::counted(timeline.move_count, "move", "moves"),
        lines == 0 ? "" : " · " + common::counted(lines, "other line", "other lines"),
        common::in_time_units(timeline.end));
    if (timeline.seed) text += fmt::format(" · seed {}", *timeline.seed);
    if (timeline.speed != 1) text += fmt::format(" · speed {}", timeline.speed);
    return text;
}

/// Writes a row of the key: signs and their meanings, from left to right.
class KeyWriter {
  public:
    KeyWriter(std::string& svg, double y) : svg_(svg), y_(y) {}

    void bar(std::string_view type, std::string_view meaning) {
        constexpr double width = 30;
        constexpr double height = 10;
        svg_ +=
            fmt::format("<rect class=\"bar{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                        type, in_tenths(x_), in_tenths(y_ - height / 2), width, height);
        say(width, meaning);
    }

    void hand(std::string_view meaning) {
        constexpr double length = 11;
        constexpr double room = 12;
        svg_ += fmt::format(
            "<g transform=\"translate({} {})\" class=\"mark\">{}"
            "<circle r=\"5\" fill=\"#999\"/></g>\n",
            in_tenths(x_ + length / 2), in_tenths(y_),
            direction_hand(common::Direction::east, length));
        say(room + length / 2, meaning);
    }

    void tick(std::string_view meaning) {
        constexpr double half = 5;
        svg_ += fmt::format("<path d=\"M{} {}v{}\" stroke=\"#999\" stroke-width=\"2\"/>\n",
                            in_tenths(x_ + 1), in_tenths(y_ - half), in_tenths(2 * half));
        say(2, meaning);
    }

    void cross(std::string_view meaning) {
        constexpr double arm = 4;
        svg_ += fmt::format("<path class=\"out\" d=\"M{0} {1}l{2} {2}m0 -{2}l-{2} {2}\"/>\n",
                            in_tenths(x_), in_tenths(y_ - arm), in_tenths(2 * arm));
        say(2 * arm, meaning);
    }

    void line(std::string_view meaning) {
        constexpr double half = 4;
        svg_ += fmt::format("<path class=\"line\" d=\"M{} {}v{}\"/>\n", in_tenths(x_ + 1),
                            in_tenths(y_ - half), in_tenths(2 * half));
        say(2, meaning);
    }

    void say(double sign_width, std::string_view meaning) {
        constexpr double gap = 6;
        constexpr double next = 26;
        x_ += sign_width + gap;
        append_text(svg_, x_, y_ + to_baseline, meaning, " class=\"note\"");
        x_ += text_width(meaning, font_size) + next;
    }

  private:
    std::string& svg_;
    double x_ = picture_margin;
    double y_;
};

std::string bar_meaning(const Timeline& timeline) {
    std::uint64_t most = 1;
    for (const Timeline::Lane& lane : timeline.lanes)
        most = std::max(most, lane.workers);
    if (most == 1) return "a worker, from its start to its end";
    return fmt::format("{} workers, from the first start to the last end", most);
}

}  // namespace

void append_header(std::string& svg, const Timeline& timeline, const TimelineLayout& layout) {
    constexpr double title_line = 32;
    constexpr double facts_line = 52;
    constexpr double title_size = 18;
    const std::string name = std::filesystem::path(timeline.file).filename().string();
    const double room = layout.width - 2 * picture_margin;
    const std::string title = in_xml(name, columns_in(room, title_size));
    const std::string note = in_xml(facts(timeline));
    svg += fmt::format("<title>{}: {}</title>\n", title, note);
    append_text(svg, picture_margin, title_line, title, " class=\"title\"");
    append_text(svg, picture_margin, facts_line, note, " class=\"note\"");
}

void append_legend(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                   const DrawnMarks& marks) {
    constexpr double mark = 5;
    constexpr double text_from = 14;
    for (const LegendItem& item : layout.legend) {
        if (item.player) {
            svg += fmt::format("<g transform=\"translate({} {})\" class=\"mark\">{}</g>\n",
                               in_tenths(item.x + mark), in_tenths(item.y),
                               player_shape(*item.player % player_looks, mark));
        }
        append_text(svg, item.x + text_from, item.y + to_baseline, in_xml(item.text),
                    " font-size=\"12\"");
    }
    const bool is_thin = layout.form == MarkForm::tick;
    KeyWriter bars(svg, layout.legend_bottom + line_height / 2);
    bars.bar(is_thin ? " thin" : "", bar_meaning(timeline));
    if (timeline.failed > 0) bars.bar(is_thin ? " thin failed" : " failed", "failed");
    KeyWriter key(svg, layout.legend_bottom + 3 * line_height / 2);
    if (!marks.moves.single.empty() && layout.form == MarkForm::arrow) {
        key.hand("a move to the north (up), east, south or west");
    }
    if (is_thin && timeline.move_count > 0) key.tick("a move, in the colour of its player");
    if (!marks.other_lines.single.empty()) key.line("another line");
    if (!timeline.eliminations.empty()) key.cross("a player is out");
    if (!marks.moves.cells.empty() || !marks.other_lines.cells.empty()) {
        key.say(0, "where they are dense: the darker, the more");
    }
}

void append_axis(std::string& svg, const Timeline&, const TimelineLayout& layout) {
    constexpr double small = 4;
    constexpr double large = 8;
    constexpr double label_line = 22;
    constexpr double unit_line = 38;
    std::string ticks;
    for (const TimeAxis::Tick& tick : layout.axis.ticks) {
        const double x = layout.x(tick.t);
        const bool is_large = !tick.label.empty();
        ticks += fmt::format("M{} {}v{}", in_tenths(x), in_tenths(layout.plot_bottom),
                             is_large ? large : small);
        if (!is_large) continue;
        svg += fmt::format("<path class=\"grid\" d=\"M{} {}V{}\"/>\n", in_tenths(x),
                           in_tenths(layout.plot_top), in_tenths(layout.plot_bottom));
        append_text(svg, x, layout.plot_bottom + label_line, tick.label,
                    " font-size=\"12\" text-anchor=\"middle\"");
    }
    svg += fmt::format("<path class=\"axis\" d=\"M{} {}H{}{}\"/>\n", in_tenths(layout.plot_left),
                       in_tenths(layout.plot_bottom), in_tenths(layout.plot_right), ticks);
    append_text(svg, layout.plot_left, layout.plot_bottom + unit_line,
                layout.axis.unit + " since the start", " class=\"note\"");
}

}  // namespace game
