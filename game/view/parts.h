/// The parts of the screen, one file each. They are called by layout.cpp.
#pragma once

#include "game/view/abilities.h"
#include "game/view/look.h"
#include "game/view/model.h"
#include "game/view/screen.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace game::view {

/// How many columns a player's letter on its ground takes.
inline constexpr std::size_t tag_width = 3;

/// A rectangle of the screen.
struct Area {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t height = 0;
    std::size_t width = 0;

    std::size_t bottom() const { return row + height; }
    std::size_t right() const { return column + width; }
};

/// A screen, and what can be shown on it. Text from outside may be put: it is made visible, and
/// ASCII if the terminal has no more.
class Sheet {
  public:
    static constexpr std::size_t no_limit = 10'000;

    Sheet(Screen& screen, const Abilities& abilities)
        : screen_(screen), abilities_(abilities), glyphs_(glyphs_for(abilities)) {}

    const Abilities& abilities() const { return abilities_; }
    const Glyphs& glyphs() const { return glyphs_; }
    Size size() const { return screen_.size(); }
    Screen& screen() const { return screen_; }

    /// As Screen::put.
    std::size_t put(std::size_t row, std::size_t column, std::string_view text,
                    Style style = plain_look, std::size_t width = no_limit) const;

    /// Text that may be too long for `width`: its end is left out, or its middle.
    std::size_t put_cut(std::size_t row, std::size_t column, std::string_view text, Style style,
                        std::size_t width) const;
    std::size_t put_name(std::size_t row, std::size_t column, std::string_view name, Style style,
                         std::size_t width) const;

    /// The last character stands in the column before `end`.
    void put_right(std::size_t row, std::size_t end, std::string_view text,
                   Style style = plain_look) const;

    /// A player's letter on its ground; in brackets, where there may be no colours.
    std::size_t put_tag(std::size_t row, std::size_t column, const PlayerMark& mark) const;

    /// The same without anything around the letter: one column.
    void put_letter(std::size_t row, std::size_t column, const PlayerMark& mark) const {
        put(row, column, std::string_view(&mark.letter, 1), mark.tag);
    }

    /// How many columns the text takes when it is put.
    std::size_t width_of(std::string_view text) const;

    /// ` separator `, between two facts.
    std::string between() const;

  private:
    std::string shown(std::string_view text) const;

    Screen& screen_;
    const Abilities& abilities_;
    const Glyphs& glyphs_;
};

/// Row 0: the scenario, its facts, how far it is.
void draw_header(const Sheet& sheet, const Model& model);

/// The last row.
void draw_prompt(const Sheet& sheet, const Model& model);

/// How far a replay is.
void draw_time_bar(const Sheet& sheet, const Model& model, std::size_t row);

/// A line across, with a title in it, and facts at its end.
void draw_rule(const Sheet& sheet, const Area& area, std::string_view title,
               std::string_view facts);

/// How many rows the table of all workers has, with its title.
std::size_t workers_table_height(const Model& model);

/// The workers that have a row in it.
std::vector<std::uint64_t> workers_in_table(const Model& model, const Area& area);

void draw_workers_table(const Sheet& sheet, const Model& model, const Area& area);

/// The time of one worker, in a row of the table: how many lines it wrote, and how it ended; none
/// if it waits. `most` lines in a column are the highest mark.
void draw_lane(const Sheet& sheet, const Model& model, const Area& area, const WorkerRow* worker,
               double most);
void draw_lane_axis(const Sheet& sheet, const Model& model, const Area& area);
double most_lines_in_lanes(const Model& model, std::size_t width);

/// How many lines came from all workers in the whole run, below a rule. It needs blocks.
void draw_rates_chart(const Sheet& sheet, const Model& model, const Area& area);

/// The lines of all workers, below a rule.
void draw_output(const Sheet& sheet, const Model& model, const Area& area);

/// The selected worker and its lines.
void draw_worker_lines(const Sheet& sheet, const Model& model, const Area& area);

/// What the lines above and below theirs take of their areas.
inline constexpr std::size_t output_frame = 1;
inline constexpr std::size_t worker_lines_frame = 3;

/// How large a board is with its frame; nothing if there is none. A board of snakes can be drawn
/// twice as large.
std::optional<Size> framed_size(const Board& board);
std::optional<Size> large_framed_size(const Board& board, const Abilities& abilities);

/// The board in its frame. Of a board that is larger than the area, a part around the selected
/// player is shown.
void draw_board(const Sheet& sheet, const Model& model, const Area& area);

/// The part of a board that is shown, in squares from the north-west.
struct BoardPart {
    int left = 0;
    int top = 0;
    int columns = 0;
    int rows = 0;
};

/// Inside of a frame. A square is two columns wide and a row high; in a large board, twice that.
void draw_snake_board(const Sheet& sheet, const Model& model, const SnakeBoard& board,
                      const BoardPart& part, const Area& area);
void draw_large_snake_board(const Sheet& sheet, const Model& model, const SnakeBoard& board,
                            const BoardPart& part, const Area& area);
void draw_paint_board(const Sheet& sheet, const Model& model, const PaintBoard& board,
                      const BoardPart& part, const Area& area);
void draw_rows_board(const Sheet& sheet, const RowsBoard& board, const BoardPart& part,
                     const Area& area);

/// How many rows the table of players has, with its title.
std::size_t players_table_height(const Model& model);

/// The table, and below it what else is known of the selected player.
void draw_players_table(const Sheet& sheet, const Model& model, const Area& area);
void draw_player_details(const Sheet& sheet, const Model& model, const Area& area);

/// What the person who plays has to know.
void draw_play(const Sheet& sheet, const Model& model, const Area& area);

/// How much of a tournament is played.
void draw_progress(const Sheet& sheet, const Model& model, std::size_t row);

/// `match 14 of 36`, and how long the rest will take: from the longest to the shortest.
std::vector<std::string> tournament_progress(const Sheet& sheet, const Model& model);

/// What is played in it: from the longest to the shortest.
std::vector<std::string> tournament_facts(const Sheet& sheet, const Model& model);

/// How many rows the standings have, with their titles; with a rule above, one more.
std::size_t standings_height(const Model& model);

/// How many players so many rows have room for, with the titles but without a rule.
std::size_t standings_page(const Model& model, std::size_t height);

/// The standings. Without room for all players, the best are shown; or, with Mode::standings, those
/// from the chosen one on.
void draw_standings(const Sheet& sheet, const Model& model, const Area& area, bool has_rule);

/// From which rating to which the standings are drawn, and where.
struct RatingAxis {
    double low = 0;
    double high = 0;
    double step = 0;  ///< between two numbers
    Area area;        ///< a row
};

/// The ratings and intervals of all rows fit in it; nothing if nobody has a rating.
std::optional<RatingAxis> rating_axis(std::span<const StandingsRow> rows, const Area& area);

/// The numbers on it.
void draw_rating_axis(const Sheet& sheet, const RatingAxis& axis);

/// A player's mark at its rating, its interval as a line on both sides.
void draw_rating(const Sheet& sheet, const RatingAxis& axis, std::size_t row,
                 const StandingsRow& player, const PlayerMark& mark);

/// How large the table is that says who did what against whom; nothing if that is not known.
std::optional<Size> cross_table_size(const Sheet& sheet, const Model& model);
void draw_cross_table(const Sheet& sheet, const Model& model, const Area& area);

/// The matches that run, then the newest of those that have ended, below a rule.
void draw_matches(const Sheet& sheet, const Model& model, const Area& area);

/// The keys, over the rest. Without room for all of them, those from the chosen one on.
void draw_help(const Sheet& sheet, const Model& model);

/// How many entries the help has, and how many a screen shows at least.
std::size_t help_entries();
std::size_t help_page(Size size);

/// Of `count` rows, the first of `height` that show row `chosen`; those at the end, if none is.
std::size_t first_shown(std::size_t count, std::size_t height, std::optional<std::size_t> chosen);

}  // namespace game::view
