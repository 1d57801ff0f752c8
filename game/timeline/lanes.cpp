#include "common/text/units.h"
#include "game/timeline/parts.h"
#include "game/timeline/svg_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace game {

namespace {

/// The place of a lane's bar.
struct Bar {
    double left;
    double right;
    double middle;
};

Bar bar_of(const Timeline& timeline, const TimelineLayout& layout, std::size_t index) {
    constexpr double narrowest = 1.5;  // so that a very short life can be seen
    const Timeline::Lane& lane = timeline.lanes[index];
    const double left = layout.x(lane.start);
    const double right = layout.x(lane.running > 0 ? timeline.end : lane.end);
    return {left, std::max(right, left + narrowest), layout.y(index)};
}

std::string lane_title(const Timeline::Lane& lane) {
    std::string title = lane.label;
    if (lane.workers > 1) {
        title += fmt::format(" and the next {}: {} failed", lane.workers - 1, lane.failed);
    }
    title += fmt::format(", from {}", common::in_time_units(lane.start));
    if (lane.running > 0) return title + ", still running";
    return title + fmt::format(" to {}, {}", common::in_time_units(lane.end), lane.outcome);
}

void append_label(std::string& svg, const TimelineLayout& layout, const Timeline::Lane& lane,
                  double middle) {
    constexpr double gap = 16;
    constexpr double to_baseline = 0.36;  // of a font's size, from the middle of its letters
    const std::size_t columns = columns_in(layout.label_width, layout.label_size);
    svg += fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="end">{}</text>)"
                       "\n",
                       in_tenths(layout.plot_left - gap),
                       in_tenths(middle + to_baseline * layout.label_size),
                       in_tenths(layout.label_size), in_xml(lane.label, columns));
}

void append_bar(std::string& svg, const TimelineLayout& layout, const Timeline::Lane& lane,
                const Bar& bar) {
    constexpr double round = 3;
    svg += fmt::format(
        R"(<rect class="bar{}{}{}" x="{}" y="{}" width="{}" height="{}" rx="{}"><title>{}</title></rect>)"
        "\n",
        layout.has_outcomes() ? "" : " thin", lane.failed > 0 ? " failed" : "",
        lane.running > 0 ? " open" : "", in_tenths(bar.left),
        in_tenths(bar.middle - layout.bar / 2), in_tenths(bar.right - bar.left),
        in_tenths(layout.bar), layout.has_outcomes() ? round : 0, in_xml(lane_title(lane)));
}

/// Says beside a bar how it ended, unless with exit code 0. A failure has a cross as well.
void append_outcome(std::string& svg, const TimelineLayout& layout, const Timeline::Lane& lane,
                    const Bar& bar) {
    if (!has_notable_end(lane)) return;
    constexpr double arm = 3.5;
    constexpr double gap = 10;
    constexpr double to_baseline = 0.36;
    const bool failed = lane.failed > 0;
    if (failed) {
        svg += fmt::format(R"(<path class="end" d="M{0} {1}l{2} {2}m0 -{2}l-{2} {2}"/>)"
                           "\n",
                           in_tenths(bar.right + gap - 2 * arm + 1), in_tenths(bar.middle - arm),
                           in_tenths(2 * arm));
    }
    const double left = failed ? bar.right + gap + 2 * arm : bar.right + gap;
    constexpr double border = 6;
    constexpr double bold = 1.12;  // times as wide as other letters
    const double room = layout.width - left - border;
    const std::size_t columns = columns_in(room, bold * layout.label_size);
    svg += fmt::format(R"(<text class="{}" x="{}" y="{}" font-size="{}">{}</text>)"
                       "\n",
                       failed ? "red" : "note", in_tenths(left),
                       in_tenths(bar.middle + to_baseline * layout.label_size),
                       in_tenths(layout.label_size), in_xml(lane.outcome, columns));
}

/// In a narrow lane, a failure has a flag at the right border, to be found easily.
void append_flag(std::string& svg, const TimelineLayout& layout, const Bar& bar) {
    constexpr double gap = 6;
    constexpr double length = 14;
    svg += fmt::format(R"(<rect class="thin failed" x="{}" y="{}" width="{}" height="{}"/>)"
                       "\n",
                       in_tenths(layout.plot_right + gap), in_tenths(bar.middle - layout.bar / 2),
                       in_tenths(length), in_tenths(layout.bar));
}

void append_lane(std::string& svg, const Timeline& timeline, const TimelineLayout& layout,
                 std::size_t index) {
    const Timeline::Lane& lane = timeline.lanes[index];
    const Bar bar = bar_of(timeline, layout, index);
    if (layout.has_outcomes()) {
        svg += fmt::format(R"(<path class="dots" d="M{} {}H{}"/>)"
                           "\n",
                           in_tenths(layout.plot_left), in_tenths(bar.middle),
                           in_tenths(layout.plot_right));
    }
    if (layout.has_label(index)) append_label(svg, layout, lane, bar.middle);
    append_bar(svg, layout, lane, bar);
    if (layout.has_outcomes()) {
        append_outcome(svg, layout, lane, bar);
    } else if (lane.failed > 0) {
        append_flag(svg, layout, bar);
    }
}

}  // namespace

void append_lanes(std::string& svg, const Timeline& timeline, const TimelineLayout& layout) {
    for (std::size_t i = 0; i < timeline.lanes.size(); ++i)
        append_lane(svg, timeline, layout, i);
}

}  // namespace game
