#include "game/view/layout.h"

#include "game/view/parts.h"

#include <algorithm>
#include <variant>

namespace game::view {

namespace {

/// Where the parts are. A part without height is not there.
struct Regions {
    Area board;
    Area players;
    Area details;
    Area workers;
    Area rates;
    Area progress;
    Area standings;
    bool has_standings_rule = false;
    Area cross_table;
    Area matches;
    Area lines;
    Area worker_lines;
};

constexpr Size smallest_for_board = {16, 60};
constexpr std::size_t wide_players = 100;
constexpr std::size_t narrow_players = 39;
constexpr std::size_t narrow_painters = 29;
constexpr std::size_t fewest_lines = 6;
constexpr std::size_t details_height = 6;
constexpr std::size_t chart_height = 7;

/// `area` without its first `height` rows, which become another one.
Area take_top(Area& area, std::size_t height) {
    height = std::min(height, area.height);
    const Area top{area.row, area.column, height, area.width};
    area.row += height;
    area.height -= height;
    return top;
}

Regions split_match(const Model& model, Area body, Size size, const Abilities& abilities) {
    Regions regions;
    const std::size_t table = players_table_height(model);
    std::optional<Size> board = framed_size(model.match().board());
    if (size.rows < smallest_for_board.rows || size.columns < smallest_for_board.columns) {
        board.reset();
    }
    if (!board) {
        const std::size_t room = left_of(body.height, fewest_lines + 1);
        regions.players = take_top(body, std::min(table, std::max(room, body.height / 2)));
        regions.lines = body;
        return regions;
    }
    const std::optional<Size> large = large_framed_size(model.match().board(), abilities);
    if (large && large->columns + wide_players <= body.width &&
        large->rows + output_frame + fewest_lines <= body.height) {
        board = large;
    }
    const bool is_paint = std::holds_alternative<PaintBoard>(model.match().board());
    board->columns =
        std::min(board->columns, body.width - (is_paint ? narrow_painters : narrow_players));
    const bool has_lines_below = board->rows + output_frame + fewest_lines <= body.height;
    board->rows = std::min(board->rows, body.height);
    Area rest = body;
    const Area upper = take_top(rest, has_lines_below ? board->rows : body.height);
    regions.board = {upper.row, upper.column, board->rows, board->columns};
    Area side{upper.row, upper.column + board->columns, upper.height, upper.width - board->columns};
    const std::size_t longest =
        has_lines_below ? side.height : left_of(side.height, fewest_lines + 1);
    regions.players = take_top(side, std::min(table, longest));
    if (has_lines_below) {
        regions.details = side;
        regions.lines = rest;
    } else {
        if (side.height >= details_height + output_frame + 2 * fewest_lines) {
            regions.details = take_top(side, details_height);
        }
        regions.lines = side;
    }
    return regions;
}

Regions split_run(const Model& model, Area body, const Abilities& abilities) {
    Regions regions;
    const std::size_t table = workers_table_height(model);
    const std::size_t below = fewest_lines + output_frame;
    const std::size_t room = left_of(body.height, below);
    regions.workers = take_top(body, std::min(table, std::max(room, body.height / 2)));
    const bool has_chart = abilities.charset == Charset::unicode && body.width >= wide_players &&
                           body.height >= chart_height + 2 + 2 * below;
    if (has_chart) {
        take_top(body, 1);
        regions.rates = take_top(body, chart_height);
        take_top(body, 1);
    }
    regions.lines = body;
    return regions;
}

/// The matches of a tournament, and beside or below them who did what against whom.
void split_matches(Regions& regions, Area area, std::optional<Size> cross_table) {
    constexpr std::size_t fewest_columns = 70;
    constexpr std::size_t fewest_matches = 8;
    if (cross_table && cross_table->rows <= area.height &&
        cross_table->columns + fewest_columns <= area.width) {
        regions.cross_table = {area.row, area.column, area.height, cross_table->columns};
        area.column += cross_table->columns;
        area.width -= cross_table->columns;
    } else if (cross_table && cross_table->columns <= area.width &&
               cross_table->rows + 1 + fewest_matches <= area.height) {
        regions.cross_table = take_top(area, cross_table->rows);
        take_top(area, 1);
    }
    regions.matches = area;
}

/// Without much room, there are only the standings and the lines, which have the results.
Regions split_small_tournament(const Model& model, Area body) {
    constexpr std::size_t below = output_frame + 2;
    Regions regions;
    regions.progress = take_top(body, 1);
    const std::size_t room = left_of(body.height, below);
    regions.standings = take_top(body, std::min(standings_height(model), room));
    regions.lines = body;
    return regions;
}

Regions split_tournament(const Model& model, Area body, Size size, const Abilities& abilities) {
    if (size.rows < smallest_for_board.rows || size.columns < smallest_for_board.columns) {
        return split_small_tournament(model, body);
    }
    constexpr std::size_t fewest_matches = 3;
    constexpr std::size_t few_lines = 4;
    constexpr std::size_t many_rows = 30;
    Regions regions;
    regions.progress = take_top(body, 1);
    const bool has_gaps = size.rows >= many_rows;
    regions.has_standings_rule = has_gaps;
    const auto leave_gap = [&] {
        if (has_gaps) take_top(body, 1);
    };
    leave_gap();
    constexpr std::size_t rules = 2;
    const std::size_t below = rules + fewest_matches + few_lines + (has_gaps ? 2 : 0);
    const std::size_t room = left_of(body.height, below);
    regions.standings =
        take_top(body, std::min(standings_height(model) + (has_gaps ? 1 : 0), room));
    leave_gap();
    const std::size_t lines = std::max(body.height * 2 / 5, few_lines + output_frame);
    const std::size_t upper = left_of(body.height, lines);
    const Area matches = take_top(body, upper);
    leave_gap();
    regions.lines = body;
    Screen no_screen({0, 0});
    split_matches(regions, matches, cross_table_size(Sheet(no_screen, abilities), model));
    return regions;
}

/// The standings have the screen for themselves.
Regions split_standings(Area body) {
    constexpr std::size_t fewest_with_rule = 10;
    Regions regions;
    regions.progress = take_top(body, 1);
    regions.has_standings_rule = body.height >= fewest_with_rule;
    regions.standings = body;
    return regions;
}

Regions split(const Model& model, Size size, const Abilities& abilities) {
    const std::size_t around = model.replay() ? 3 : 2;  // header, time bar, prompt
    if (size.rows <= around) return {};
    const Area body{1, 0, size.rows - around, size.columns};
    if (model.choice.mode == Mode::worker) {
        Regions regions;
        regions.worker_lines = body;
        return regions;
    }
    if (model.choice.mode == Mode::standings) return split_standings(body);
    if (model.tournament().has_begun()) return split_tournament(model, body, size, abilities);
    return model.match().has_begun() ? split_match(model, body, size, abilities)
                                     : split_run(model, body, abilities);
}

}  // namespace

std::size_t page_of(const Model& model, Size size, const Abilities& abilities) {
    if (model.choice.shows_help) return std::max<std::size_t>(help_page(size), 1);
    const Regions regions = split(model, size, abilities);
    if (model.choice.mode == Mode::standings) {
        const std::size_t rule = regions.has_standings_rule ? 1 : 0;
        const std::size_t height = left_of(regions.standings.height, rule);
        return std::max<std::size_t>(standings_page(model, height), 1);
    }
    const std::size_t all =
        regions.worker_lines.height > 0 ? regions.worker_lines.height : regions.lines.height;
    const std::size_t frame = regions.worker_lines.height > 0 ? worker_lines_frame : output_frame;
    return all > frame ? all - frame : 1;
}

std::vector<std::uint64_t> shown_workers(const Model& model, Size size,
                                         const Abilities& abilities) {
    if (model.choice.mode == Mode::worker) {
        const auto selected = model.selected();
        return selected ? std::vector<std::uint64_t>{*selected} : std::vector<std::uint64_t>();
    }
    return workers_in_table(model, split(model, size, abilities).workers);
}

Screen lay_out(const Model& model, Size size, const Abilities& abilities) {
    Screen screen(size);
    if (size.rows == 0 || size.columns == 0) return screen;
    const Sheet sheet(screen, abilities);
    const Regions regions = split(model, size, abilities);
    draw_header(sheet, model);
    if (regions.board.height > 0) draw_board(sheet, model, regions.board);
    if (regions.players.height > 0) draw_players_table(sheet, model, regions.players);
    if (regions.details.height > 0) {
        if (model.play()) {
            draw_play(sheet, model, regions.details);
        } else {
            draw_player_details(sheet, model, regions.details);
        }
    }
    if (regions.workers.height > 0) draw_workers_table(sheet, model, regions.workers);
    if (regions.rates.height > 0) draw_rates_chart(sheet, model, regions.rates);
    if (regions.progress.height > 0) draw_progress(sheet, model, regions.progress.row);
    if (regions.standings.height > 0) {
        draw_standings(sheet, model, regions.standings, regions.has_standings_rule);
    }
    if (regions.cross_table.height > 0) draw_cross_table(sheet, model, regions.cross_table);
    if (regions.matches.height > 0) draw_matches(sheet, model, regions.matches);
    if (regions.lines.height > 0) draw_output(sheet, model, regions.lines);
    if (regions.worker_lines.height > 0) draw_worker_lines(sheet, model, regions.worker_lines);
    if (model.replay() && size.rows > 2) draw_time_bar(sheet, model, size.rows - 2);
    if (model.choice.shows_help) draw_help(sheet, model);
    draw_prompt(sheet, model);
    return screen;
}

}  // namespace game::view
