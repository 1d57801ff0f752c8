#include "game/timeline/layout.h"

#include "common/text/display_width.h"
#include "common/text/units.h"
#include "common/text/visible_text.h"
#include "game/timeline/density.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace game {

namespace {

/// Readable in a page that shows it 830 pixels wide.
constexpr double picture_width = 900;
constexpr double header_height = 62;
constexpr double axis_height = 44;
constexpr double outcome_width = 96;  ///< to the right of the lanes, for how workers ended
constexpr double legend_row = 22;
constexpr double legend_font = 12;
constexpr std::size_t legend_rows = 3;

/// The measures of lanes, if there are at most `lanes`.
struct Size {
    std::size_t lanes;
    double pitch;
    double bar;
    double mark;
    double label_size;
    MarkForm form;
};

constexpr std::array sizes = {
    Size{14, 34, 24, 5, 12, MarkForm::arrow},
    Size{32, 22, 16, 3.6, 11, MarkForm::arrow},
    Size{110, 12, 9, 2.8, 9, MarkForm::shape},
    Size{260, 5, 4, 2, 9, MarkForm::tick},
    Size{420, 3, 2.4, 1.2, 9, MarkForm::tick},
    Size{~std::size_t(0), 2, 1.7, 0.9, 9, MarkForm::tick},
};

const Size& size_for(std::size_t lanes) {
    return *std::find_if(sizes.begin(), sizes.end(),
                         [lanes](const Size& size) { return lanes <= size.lanes; });
}

/// The width of a terminal's column in a font of size 1. On average, in DejaVu Sans, a wide font.
constexpr double column_width = 0.62;

void lay_out_lanes(TimelineLayout& layout, const std::vector<Timeline::Lane>& lanes) {
    const Size& size = size_for(lanes.size());
    layout.pitch = size.pitch;
    layout.bar = size.bar;
    layout.mark_size = size.mark;
    layout.label_size = size.label_size;
    layout.form = size.form;
    for (const std::size_t every : {1UL, 5UL, 10UL, 25UL}) {
        layout.label_every = every;
        if (static_cast<double>(every) * size.pitch >= size.label_size + 2) break;
    }
}

/// Makes room at the left for the lanes' labels, up to a limit.
void lay_out_labels(TimelineLayout& layout, const std::vector<Timeline::Lane>& lanes) {
    constexpr double narrowest = 50;
    constexpr double most_columns = 26;
    constexpr double gap = 18;  // a hand that points west from time 0 needs it
    layout.label_width = narrowest;
    for (std::size_t i = 0; i < lanes.size(); i += layout.label_every) {
        const double width = text_width(common::visible(lanes[i].label), layout.label_size);
        layout.label_width = std::max(layout.label_width, width);
    }
    const double widest = most_columns * column_width * layout.label_size;
    layout.label_width = std::min(layout.label_width, widest);
    layout.plot_left = picture_margin + layout.label_width + gap;
    const bool has_outcomes = std::any_of(lanes.begin(), lanes.end(), has_notable_end);
    layout.plot_right = picture_width - picture_margin - (has_outcomes ? outcome_width : 0);
}

std::string legend_text(const Timeline::Player& player) {
    constexpr std::size_t most = 24;
    const std::string name = common::visible(player.name);
    const std::string_view start = common::start_of_width(name, most);
    return fmt::format("{}{} ({})", start, start.size() < name.size() ? "…" : "", player.moves);
}

/// Places the legend's items from left to right and row by row, until the rows are full.
class LegendSetter {
  public:
    explicit LegendSetter(std::vector<LegendItem>& items) : items_(items) {}

    /// False if it does not fit.
    bool set(std::size_t player, std::string text) {
        const double width = text_width(text, legend_font) + mark_room;
        const double right_end = picture_width - picture_margin - (is_last_row() ? rest_room : 0);
        if (x_ + width > right_end && x_ > picture_margin) {
            if (is_last_row()) return false;
            ++row_;
            x_ = picture_margin;
        }
        items_.push_back({player, std::move(text), x_, y()});
        x_ += width + gap;
        return true;
    }

    void set_rest(std::size_t players) {
        items_.push_back({std::nullopt, fmt::format("and {} more", players), x_, y()});
    }

    double bottom() const { return items_.empty() ? header_height : y() + legend_row / 2; }

  private:
    static constexpr double mark_room = 18;
    static constexpr double gap = 22;
    static constexpr double rest_room = 130;

    bool is_last_row() const { return row_ + 1 == legend_rows; }
    double y() const { return header_height + (static_cast<double>(row_) + 0.5) * legend_row; }

    std::vector<LegendItem>& items_;
    std::size_t row_ = 0;
    double x_ = picture_margin;
};

void lay_out_legend(TimelineLayout& layout, const std::vector<Timeline::Player>& players) {
    LegendSetter setter(layout.legend);
    for (std::size_t i = 0; i < players.size(); ++i) {
        if (setter.set(i, legend_text(players[i]))) continue;
        setter.set_rest(players.size() - i);
        break;
    }
    layout.legend_bottom = setter.bottom();
}

/// More players of one worker share tracks.
constexpr std::size_t max_tracks = 6;

void lay_out_tracks(TimelineLayout& layout, const Timeline& timeline) {
    layout.tracks.resize(timeline.lanes.size());
    for (const Timeline::Mark& mark : timeline.moves.single) {
        std::vector<std::uint16_t>& players = layout.tracks[mark.lane];
        const bool is_known =
            std::find(players.begin(), players.end(), mark.player) != players.end();
        if (!is_known && players.size() < max_tracks) players.push_back(mark.player);
    }
}

/// True for each lane in which marks would hide each other.
std::vector<bool> crowded_lanes(const Timeline& timeline, const TimelineLayout& layout,
                                const std::vector<Timeline::Mark>& marks, double mark_width) {
    std::vector<std::size_t> counts(timeline.lanes.size());
    for (const Timeline::Mark& mark : marks)
        ++counts[mark.lane];
    std::vector<bool> crowded(timeline.lanes.size());
    for (std::size_t i = 0; i < crowded.size(); ++i) {
        const Timeline::Lane& lane = timeline.lanes[i];
        const async::Duration end = lane.running > 0 ? timeline.end : lane.end;
        const double room = layout.x(end) - layout.x(lane.start) + 2 * mark_width;
        crowded[i] = static_cast<double>(counts[i]) * mark_width > room;
    }
    return crowded;
}

}  // namespace

bool has_notable_end(const Timeline::Lane& lane) {
    return lane.running == 0 && (lane.failed > 0 || lane.outcome != "exit code 0");
}

double text_width(std::string_view text, double font_size) {
    return static_cast<double>(common::display_width(text)) * column_width * font_size;
}

std::size_t columns_in(double width, double font_size) {
    constexpr double rounding = 1e-6;  // the inverse of `text_width`, whose result may be less
    return static_cast<std::size_t>(std::max(width, 0.0) / (column_width * font_size) + rounding);
}

double TimelineLayout::x(async::Duration t) const {
    const double share = static_cast<double>(t.count()) / static_cast<double>(span.count());
    return plot_left + std::clamp(share, 0.0, 1.0) * (plot_right - plot_left);
}

double TimelineLayout::y(std::size_t lane) const {
    return plot_top + (static_cast<double>(lane) + 0.5) * pitch;
}

MarkPlace TimelineLayout::place(const Timeline::Mark& mark) const {
    const std::vector<std::uint16_t>& players = tracks[mark.lane];
    const auto found = std::find(players.begin(), players.end(), mark.player);
    const bool has_track = form != MarkForm::tick && found != players.end();
    if (!has_track) return {x(mark.t), y(mark.lane), 1};
    constexpr double use = 0.85;  // of the bar: neighbours may touch
    const auto count = static_cast<double>(players.size());
    const auto track = static_cast<double>(found - players.begin());
    const double track_height = use * bar / count;
    return {x(mark.t), y(mark.lane) + (track - (count - 1) / 2) * track_height,
            std::min(track_height / (2 * use * mark_size), 1.0)};
}

TimelineLayout lay_out(const Timeline& timeline) {
    constexpr double gap = 12;
    TimelineLayout layout;
    layout.width = picture_width;
    layout.span = std::max(timeline.end, async::Duration(std::chrono::milliseconds(1)));
    layout.axis = make_axis(layout.span);
    lay_out_lanes(layout, timeline.lanes);
    lay_out_labels(layout, timeline.lanes);
    lay_out_legend(layout, timeline.players);
    lay_out_tracks(layout, timeline);
    const bool has_marks =
        timeline.move_count > 0 || timeline.other_line_count > 0 || !timeline.eliminations.empty();
    layout.key_rows = has_marks ? 2 : 1;
    layout.plot_top = layout.legend_bottom + layout.key_rows * legend_row + gap;
    const std::size_t lanes = std::max<std::size_t>(timeline.lanes.size(), 1);
    layout.plot_bottom = layout.plot_top + static_cast<double>(lanes) * layout.pitch + gap / 2;
    layout.height = layout.plot_bottom + axis_height;
    return layout;
}

Timeline::Marks marks_to_draw(const Timeline& timeline, const TimelineLayout& layout,
                              const Timeline::Marks& marks, double mark_width) {
    constexpr double cell_width = 2;
    const double cells = (layout.plot_right - layout.plot_left) / cell_width;
    const async::Duration grain = layout.span / std::llround(cells);
    TimelineDensity density(grain, std::max(marks.single.size(), marks.cells.size()) + 1);
    const std::vector<bool> crowded = crowded_lanes(timeline, layout, marks.single, mark_width);
    Timeline::Marks drawn;
    for (const Timeline::Cell& cell : marks.cells)
        density.add(cell);
    for (const Timeline::Mark& mark : marks.single) {
        if (crowded[mark.lane]) {
            density.add(mark);
        } else {
            drawn.single.push_back(mark);
        }
    }
    drawn.cells = density.cells();
    return drawn;
}

}  // namespace game
