/// TimelineLayout: where everything is in the picture of a run. Pure numbers, in the picture's
/// units, which are a browser's pixels.
#pragma once

#include "game/timeline/axis.h"
#include "game/timeline/timeline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// What is left free on each side of the picture.
inline constexpr double picture_margin = 20;

/// How a move is drawn; the less room a lane has, the simpler.
enum class MarkForm {
    arrow,  ///< the player's shape, and a hand that points to where they go
    shape,  ///< the player's shape
    tick    ///< a line across the lane
};

/// One player's place in the legend; or, without one, the words about those it has no room for.
struct LegendItem {
    std::optional<std::size_t> player;
    std::string text;
    double x;
    double y;
};

struct TimelineLayout {
    double width = 0;
    double height = 0;
    double plot_left = 0;  ///< where time is 0
    double plot_right = 0;
    double plot_top = 0;
    double plot_bottom = 0;
    double pitch = 0;             ///< from lane to lane
    double bar = 0;               ///< the height of a worker's bar
    double mark_size = 0;         ///< half the size of a mark
    double label_size = 0;        ///< of the lanes' font
    double label_width = 0;       ///< how much room a lane's label has
    std::size_t label_every = 1;  ///< lanes there are for one label
    MarkForm form = MarkForm::arrow;
    async::Duration span{0};  ///< the time from left to right, above 0
    TimelineAxis axis;
    std::vector<LegendItem> legend;
    double legend_bottom = 0;

    double x(async::Duration t) const;
    double y(std::size_t lane) const;  ///< its middle

    /// Where the middle of a mark is: the players of a worker often move at the same time, so they
    /// have tracks of their own, one above and one below.
    double y(const TimelineMark& mark) const;

    bool has_label(std::size_t lane) const { return lane % label_every == 0; }

    /// There is room for a few words beside each lane.
    bool has_outcomes() const { return form != MarkForm::tick; }
};

/// True if how it ended is to be told in the picture, since it did not simply end well.
bool is_worth_a_word(const TimelineLane& lane);

/// Finds the place of everything in the picture of `timeline`.
TimelineLayout lay_out(const Timeline& timeline);

/// The moves as they are drawn: apart where there is room for each, else as cells.
struct DrawnMoves {
    std::vector<TimelineMark> marks;
    std::vector<TimelineCell> cells;
};
DrawnMoves moves_to_draw(const Timeline& timeline, const TimelineLayout& layout);

/// About how wide a text is in a font of that size. Fonts differ, so this is a wide one's.
double text_width(std::string_view text, double font_size);

/// How many columns from the start of `text`, visible text, fit into `width`.
std::size_t columns_in(std::string_view text, double width, double font_size);

}  // namespace game
