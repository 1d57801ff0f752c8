#include "game/timeline/layout.h"

#include "common/text/display_width.h"
#include "common/text/units.h"
#include "common/text/utf8.h"
#include "common/text/visible_text.h"
#include "game/timeline/density.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace game {

namespace {

constexpr double picture_width = 1200;
constexpr double header_height = 62;
constexpr double axis_height = 44;
constexpr double outcome_width = 96;  ///< to the right of the lanes, for how workers ended
constexpr double legend_row = 22;
constexpr double legend_font = 12;
constexpr std::size_t legend_rows = 3;

/// A size of lanes, for as many as `lanes`.
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

/// Of a column, in parts of the font's size, as for all widths here: in DejaVu Sans, one of the
/// widest fonts of its kind.
constexpr double column_width = 0.62;

/// Of an ASCII character, roughly.
double letter_width(char c) {
    constexpr double wide = 1;
    constexpr double upper = 0.75;
    constexpr double narrow = 0.4;
    if (std::string_view("MWm@%w").find(c) != std::string_view::npos) return wide;
    if (c >= 'A' && c <= 'Z') return upper;
    if (std::string_view(" !\"'(),-./:;I[\\]`fijlrt|").find(c) != std::string_view::npos)
        return narrow;
    return column_width;
}

void lay_out_lanes(TimelineLayout& layout, const std::vector<TimelineLane>& lanes) {
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

/// Room at the left for the lanes' labels, within reason.
void lay_out_labels(TimelineLayout& layout, const std::vector<TimelineLane>& lanes) {
    constexpr double narrowest = 50;
    constexpr double most_columns = 32;
    constexpr double gap = 10;
    layout.label_width = narrowest;
    for (std::size_t i = 0; i < lanes.size(); i += layout.label_every) {
        const double width = text_width(common::visible(lanes[i].label), layout.label_size);
        layout.label_width = std::max(layout.label_width, width);
    }
    const double widest = most_columns * column_width * layout.label_size;
    layout.label_width = std::min(layout.label_width, widest);
    layout.plot_left = picture_margin + layout.label_width + gap;
    const bool has_outcomes = std::any_of(lanes.begin(), lanes.end(), is_worth_a_word);
    layout.plot_right = picture_width - picture_margin - (has_outcomes ? outcome_width : 0);
}

std::string legend_text(const TimelinePlayer& player) {
    constexpr std::size_t most = 24;
    const std::string name = common::visible(player.name);
    const std::string_view start = common::start_of_width(name, most);
    return fmt::format("{}{} ({})", start, start.size() < name.size() ? "…" : "", player.moves);
}

/// Sets the legend's items from left to right and row by row, as far as the rows go.
class LegendSetter {
  public:
    explicit LegendSetter(std::vector<LegendItem>& items) : items_(items) {}

    /// False if there is no room for it.
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

void lay_out_legend(TimelineLayout& layout, const std::vector<TimelinePlayer>& players) {
    LegendSetter setter(layout.legend);
    for (std::size_t i = 0; i < players.size(); ++i) {
        if (setter.set(i, legend_text(players[i]))) continue;
        setter.set_rest(players.size() - i);
        break;
    }
    layout.legend_bottom = setter.bottom();
}

/// True for each lane whose moves would hide one another if each had a mark.
std::vector<bool> crowded_lanes(const Timeline& timeline, const TimelineLayout& layout) {
    std::vector<std::size_t> moves(timeline.lanes.size());
    for (const TimelineMark& mark : timeline.marks)
        ++moves[mark.lane];
    std::vector<bool> crowded(timeline.lanes.size());
    for (std::size_t i = 0; i < crowded.size(); ++i) {
        const TimelineLane& lane = timeline.lanes[i];
        const async::Duration end = lane.running > 0 ? timeline.end : lane.end;
        const double room = layout.x(end) - layout.x(lane.start) + 2 * layout.mark_size;
        crowded[i] = static_cast<double>(moves[i]) * layout.mark_size > room;
    }
    return crowded;
}

}  // namespace

bool is_worth_a_word(const TimelineLane& lane) {
    return lane.running == 0 && (lane.failed > 0 || lane.outcome != "exit code 0");
}

double text_width(std::string_view text, double font_size) {
    double width = 0;
    for (const char c : text) {
        if (common::is_ascii({&c, 1})) width += letter_width(c);
    }
    std::string others(text);
    std::erase_if(others, [](char c) { return common::is_ascii({&c, 1}); });
    width += column_width * static_cast<double>(common::display_width(others));
    return width * font_size;
}

std::size_t columns_in(std::string_view text, double width, double font_size) {
    std::size_t columns = 0;
    double used = 0;
    while (!text.empty()) {
        const common::Utf8Character character = common::first_character(text);
        const auto bytes = text.substr(0, character.size + character.broken);
        used += text_width(bytes, font_size);
        if (used > width) break;
        columns += common::display_width(bytes);
        text.remove_prefix(bytes.size());
    }
    return columns;
}

double TimelineLayout::x(async::Duration t) const {
    const double share = static_cast<double>(t.count()) / static_cast<double>(span.count());
    return plot_left + std::clamp(share, 0.0, 1.0) * (plot_right - plot_left);
}

double TimelineLayout::y(std::size_t lane) const {
    return plot_top + (static_cast<double>(lane) + 0.5) * pitch;
}

double TimelineLayout::y(const TimelineMark& mark) const {
    if (form == MarkForm::tick) return y(mark.lane);
    constexpr double share = 0.7;  // of the room that a mark has in its bar
    const double shift = share * (bar / 2 - mark_size);
    return y(mark.lane) + (mark.player % 2 == 0 ? -shift : shift);
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
    layout.plot_top = layout.legend_bottom + legend_row + gap;
    const std::size_t lanes = std::max<std::size_t>(timeline.lanes.size(), 1);
    layout.plot_bottom = layout.plot_top + static_cast<double>(lanes) * layout.pitch + gap / 2;
    layout.height = layout.plot_bottom + axis_height;
    return layout;
}

DrawnMoves moves_to_draw(const Timeline& timeline, const TimelineLayout& layout) {
    constexpr double cell_width = 2;
    const double cells = (layout.plot_right - layout.plot_left) / cell_width;
    const async::Duration grain = layout.span / std::llround(cells);
    TimelineDensity density(grain, std::max(timeline.marks.size(), timeline.cells.size()) + 1);
    const std::vector<bool> crowded = crowded_lanes(timeline, layout);
    DrawnMoves drawn;
    for (const TimelineCell& cell : timeline.cells)
        density.add(cell);
    for (const TimelineMark& mark : timeline.marks) {
        if (crowded[mark.lane]) {
            density.add(mark);
        } else {
            drawn.marks.push_back(mark);
        }
    }
    drawn.cells = density.cells();
    return drawn;
}

}  // namespace game
