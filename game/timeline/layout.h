/// TimelineLayout: where everything is in the picture of a run, in pixels.
#pragma once

#include "game/timeline/axis.h"
#include "game/timeline/timeline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// The free space at each side of the picture.
inline constexpr double picture_margin = 20;

/// How a move is drawn; the narrower the lanes, the simpler.
enum class MarkForm {
    arrow,  ///< the player's shape, and a hand that points in the move's direction
    shape,  ///< the player's shape
    tick    ///< a line across the lane
};

/// A player's place in the legend; or, without a player, the words for those that do not fit.
struct LegendItem {
    std::optional<std::size_t> player;
    std::string text;
    double x;
    double y;
};

/// The middle of a mark, and how many times as large as others it is.
struct MarkPlace {
    double x;
    double y;
    double scale;
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
    std::size_t label_every = 1;  ///< every so many lanes one has a label
    MarkForm form = MarkForm::arrow;
    async::Duration span{0};  ///< the time from left to right, above 0
    TimeAxis axis;
    std::vector<LegendItem> legend;
    double legend_bottom = 0;
    int key_rows = 1;  ///< below the legend: what bars mean and, if there are any, what marks mean

    /// For each lane the players who have moved in it, up to a limit. The players of a worker often
    /// move at the same time, so each has a track, one below the other.
    std::vector<std::vector<std::uint16_t>> tracks;

    double x(async::Duration t) const;
    double y(std::size_t lane) const;  ///< its middle

    /// Of a move.
    MarkPlace place(const Timeline::Mark& mark) const;

    bool has_label(std::size_t lane) const { return lane % label_every == 0; }

    /// True if a few words fit beside each lane.
    bool has_outcomes() const { return form != MarkForm::tick; }
};

/// True if the picture says how it ended, since that was not exit code 0.
bool has_notable_end(const Timeline::Lane& lane);

/// Computes the layout of the picture of `timeline`.
TimelineLayout lay_out(const Timeline& timeline);

/// `marks` as they are drawn: one by one where marks of `mark_width` do not hide each other, else
/// as cells.
Timeline::Marks marks_to_draw(const Timeline& timeline, const TimelineLayout& layout,
                              const Timeline::Marks& marks, double mark_width);

/// About how wide a text is in a font of that size: what it takes on a terminal, where all letters
/// have one width.
double text_width(std::string_view text, double font_size);

/// How many such columns fit into `width`.
std::size_t columns_in(double width, double font_size);

}  // namespace game
