#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <vector>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Where the columns of the table are, from its left edge. Widths of 0: left out.
struct PlayerColumns {
    std::size_t mark_width = 3;
    std::size_t name = 8;
    std::size_t name_width = 0;
    std::size_t score_end = 0;
    std::size_t bar = 0;
    std::size_t bar_width = 0;
    std::size_t health_end = 0;
    std::size_t spark = 0;
    std::size_t spark_width = 0;
    std::size_t time_end = 0;
    std::size_t answer = 0;
    std::size_t rest = 0;  ///< of those who are out: the cause
};

constexpr std::size_t wide_table = 53;
constexpr std::size_t very_wide_table = 100;

std::size_t longest_name(const Sheet& sheet, const Model& model) {
    std::size_t longest = 6;  // the title
    for (const PlayerRow& player : model.match().players())
        longest = std::max(longest, sheet.width_of(player.name));
    return longest;
}

PlayerColumns player_columns(const Sheet& sheet, const Model& model, std::size_t width) {
    PlayerColumns columns;
    const std::size_t longest = longest_name(sheet, model);
    const bool is_very_wide = width >= very_wide_table;
    if (width >= wide_table) {
        columns.bar_width = is_very_wide ? 16 : 8;
        columns.spark_width = is_very_wide ? 24 : 0;
        const std::size_t others = is_very_wide ? 80 : 47;
        columns.name_width = std::min(std::min(longest, width - others), std::size_t{30});
    } else {
        columns.mark_width = 2;
        columns.name = 7;
        columns.name_width = width > 34 ? width - 28 : left_of(width, 16);
    }
    columns.score_end = columns.name + columns.name_width + 4;
    if (width >= wide_table) {
        columns.bar = columns.score_end + 1;
        columns.health_end = columns.bar + columns.bar_width + 4;
        columns.rest = columns.bar;
    } else {
        columns.health_end = columns.score_end + 4;
        columns.rest = columns.score_end + 2;
    }
    std::size_t end = columns.health_end;
    if (columns.spark_width > 0) {
        columns.spark = end + 1;
        end = columns.spark + columns.spark_width;
    }
    if (end + 8 > width) return columns;
    columns.time_end = end + 8;
    columns.answer = columns.time_end + 1;
    return columns;
}

/// `filled` of `width` columns.
void draw_bar(const Sheet& sheet, std::size_t row, std::size_t column, std::size_t width,
              double part) {
    const auto filled = static_cast<std::size_t>(
        std::lround(std::clamp(part, 0.0, 1.0) * static_cast<double>(width)));
    for (std::size_t i = 0; i < width; ++i) {
        const bool is_filled = i < filled;
        sheet.put(row, column + i, is_filled ? sheet.glyphs().bar : sheet.glyphs().bar_rest,
                  is_filled ? plain_look : dim_look);
    }
}

void draw_spark(const Sheet& sheet, std::size_t row, std::size_t column, double part) {
    const auto& sparks = sheet.glyphs().sparks;
    const double place = std::clamp(part, 0.0, 1.0) * static_cast<double>(sparks.size());
    sheet.put(row, column, sparks.at(std::min(static_cast<std::size_t>(place), sparks.size() - 1)));
}

/// How long an answer took, on a scale of logarithms from limit / 2000 to the limit.
double part_of_limit(async::Duration time, const std::optional<async::Duration>& limit) {
    constexpr double span = 2000;
    const std::chrono::duration<double> usual = std::chrono::seconds(1);
    const double longest = std::chrono::duration<double>(limit ? *limit : usual).count();
    const double shortest = longest / span;
    const double taken = std::chrono::duration<double>(time).count();
    if (taken <= shortest || longest <= 0) return 0;
    return std::log(taken / shortest) / std::log(span);
}

/// The newest values that fit, one a column; where there is none, a blank.
void draw_times(const Sheet& sheet, const Area& area, const PlayerRow& player,
                const std::optional<async::Duration>& limit) {
    const std::size_t count = std::min(player.times.size(), area.width);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& time = player.times[player.times.size() - count + i];
        if (time) draw_spark(sheet, area.row, area.column + i, part_of_limit(*time, limit));
    }
}

void draw_scores(const Sheet& sheet, const Area& area, const std::deque<std::int64_t>& scores) {
    const std::size_t count = std::min(scores.size(), area.width);
    if (count == 0) return;
    const std::int64_t most =
        std::max<std::int64_t>(*std::max_element(scores.begin(), scores.end()), 1);
    const double highest_spark = static_cast<double>(sheet.glyphs().sparks.size() - 1) /
                                 static_cast<double>(sheet.glyphs().sparks.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t score = scores[scores.size() - count + i];
        // Only the highest score reaches the highest spark.
        const double part = static_cast<double>(score) / static_cast<double>(most) * highest_spark;
        draw_spark(sheet, area.row, area.column + i, part + 1e-9);
    }
}

/// An arrow for a move, or as much of its text as fits.
std::string move_text(const Glyphs& glyphs, std::string_view move) {
    constexpr std::string_view directions = "NESW";
    if (move.size() == 1) {
        const std::size_t index = directions.find(move.front());
        if (index != std::string_view::npos) return std::string(glyphs.arrows.at(index));
    }
    return std::string(move);
}

void draw_answer(const Sheet& sheet, std::size_t row, std::size_t column, std::size_t end,
                 const PlayerRow& player) {
    if (!player.has_played || column >= end) return;
    const std::string move = move_text(sheet.glyphs(), player.move);
    const bool is_ok = player.status == AnswerStatus::ok;
    const bool is_narrow = end - column < 8;
    if (is_narrow && !is_ok) {
        const std::string word =
            player.status == AnswerStatus::late ? "LATE" : std::string(name_of(player.status));
        sheet.put_cut(row, column, word,
                      player.status == AnswerStatus::late ? warning_look(sheet.abilities())
                                                          : failure_look(sheet.abilities()),
                      end - column);
        return;
    }
    if (!move.empty()) {
        const std::size_t room = end - column - std::min<std::size_t>(end - column, 3);
        column = sheet.put_cut(row, column, move, plain_look, std::max<std::size_t>(room, 1)) + 1;
    }
    if (column >= end) return;
    if (is_ok) {
        sheet.put(row, column, "ok", dim_look, end - column);
    } else if (player.status == AnswerStatus::late) {
        sheet.put(row, column, " LATE ", warning_look(sheet.abilities()), end - column);
    } else {
        sheet.put(row, column, name_of(player.status), failure_look(sheet.abilities()),
                  end - column);
    }
}

/// Of one who is out, the letter is behind a cross.
void draw_mark(const Sheet& sheet, std::size_t row, std::size_t column, std::size_t width,
               const PlayerMark& mark, bool is_out) {
    const bool is_tag = width >= tag_width;
    if (is_out && !(is_tag && sheet.abilities().charset == Charset::ascii)) {
        sheet.put(row, column, fmt::format("{}{}", sheet.glyphs().out, mark.letter), dim_look);
    } else if (is_tag) {
        sheet.put_tag(row, column, mark);
    } else {
        sheet.put(row, column, std::string_view(&mark.letter, 1), mark.tag);
    }
}

/// `head-collision, ben in turn 109`, or as much of it as fits.
std::string cause_of(const Sheet& sheet, const PlayerOut& out, std::size_t width) {
    const std::string by = out.by.empty() ? "" : fmt::format(", {}", out.by);
    for (const std::string& text :
         {fmt::format("{}{} in turn {}", out.cause, by, out.turn), out.cause + by}) {
        if (sheet.width_of(text) <= width) return text;
    }
    return out.cause;
}

void draw_titles_of_players(const Sheet& sheet, const Model& model, const Area& area,
                            const PlayerColumns& columns) {
    const std::size_t left = area.column;
    const bool is_paint = std::holds_alternative<PaintBoard>(model.match().board());
    const bool has_health = std::holds_alternative<SnakeBoard>(model.match().board());
    sheet.put(area.row, left + 2, "#", dim_look);
    sheet.put(area.row, left + columns.name, "player", dim_look, columns.name_width);
    sheet.put_right(area.row, left + columns.score_end,
                    has_health ? "len"
                    : is_paint ? "sq"
                               : "",
                    dim_look);
    if (has_health && columns.bar > 0) {
        sheet.put(area.row, left + columns.bar, "health", dim_look);
    } else if (has_health) {
        sheet.put_right(area.row, left + columns.health_end, "hp", dim_look);
    }
    if (columns.time_end == 0) return;
    sheet.put_right(area.row, left + columns.time_end, "time", dim_look);
    const std::size_t room = left_of(area.width, columns.answer);
    sheet.put(area.row, left + columns.answer, room < 6 ? "ans" : "answer", dim_look, room);
}

void draw_player(const Sheet& sheet, const Model& model, const Area& area,
                 const PlayerColumns& columns, std::size_t index, std::uint64_t rank) {
    const PlayerRow& player = model.match().players()[index];
    const std::size_t left = area.column;
    const bool is_out = player.out.has_value();
    const Style look = is_out ? dim_look : plain_look;
    const bool is_final = player.final_rank.has_value() || is_out;
    sheet.put_right(area.row, left + 3, std::to_string(rank), is_final ? bold_look : dim_look);
    const std::size_t mark_column = left + 4;
    draw_mark(sheet, area.row, mark_column, columns.mark_width, mark_of(index, sheet.abilities()),
              is_out);
    sheet.put_name(area.row, left + columns.name, player.name, is_out ? dim_look : bold_look,
                   columns.name_width);
    const std::string score = player.score ? std::to_string(*player.score) : player.final_score;
    if (!score.empty()) {
        sheet.put_right(area.row, left + columns.score_end, score, is_out ? dim_look : bold_look);
    }
    if (is_out) {
        const std::size_t room = left_of(area.width, columns.rest);
        sheet.put_cut(area.row, left + columns.rest, cause_of(sheet, *player.out, room), look,
                      room);
    } else {
        if (player.health) {
            constexpr double full = 100;
            constexpr int low = 15;
            if (columns.bar > 0) {
                draw_bar(sheet, area.row, left + columns.bar, columns.bar_width,
                         *player.health / full);
            }
            sheet.put_right(area.row, left + columns.health_end, std::to_string(*player.health),
                            *player.health <= low ? failure_look(sheet.abilities()) : plain_look);
        }
        if (columns.spark > 0) {
            draw_times(sheet, {area.row, left + columns.spark, 1, columns.spark_width}, player,
                       model.match().turn_limit());
        }
        if (columns.time_end > 0) {
            const std::string time = player.seconds ? in_three_figures(*player.seconds)
                                                    : std::string(sheet.glyphs().none);
            if (player.has_played) {
                sheet.put_right(area.row, left + columns.time_end, time);
            }
            draw_answer(sheet, area.row, left + columns.answer, area.right(), player);
        }
    }
    if (model.selected() == player.worker) {
        sheet.screen().highlight(area.row, left + 1, area.width - 1,
                                 selected_look(sheet.abilities()));
    }
}

/// A board of paint leaves less room, and needs fewer columns.
void draw_painter(const Sheet& sheet, const Model& model, const Area& area, std::size_t index,
                  std::uint64_t rank, std::int64_t most) {
    const PlayerRow& player = model.match().players()[index];
    const std::size_t left = area.column;
    const bool is_out = player.out.has_value();
    sheet.put_right(area.row, left + 2, std::to_string(rank),
                    player.final_rank ? bold_look : dim_look);
    draw_mark(sheet, area.row, left + 3, 3, mark_of(index, sheet.abilities()), is_out);
    const std::size_t bar_width = 7;
    const std::size_t others = 13 + bar_width;
    const std::size_t name_width = left_of(area.width, others);
    sheet.put_name(area.row, left + 7, player.name, is_out ? dim_look : bold_look, name_width);
    const std::size_t score_end = left + 7 + name_width + 4;
    const std::int64_t score = player.score.value_or(0);
    sheet.put_right(area.row, score_end, std::to_string(score), bold_look);
    draw_bar(sheet, area.row, score_end + 1, bar_width,
             static_cast<double>(score) / static_cast<double>(most));
    if (model.selected() == player.worker && model.choice.worker) {
        sheet.screen().highlight(area.row, left + 1, area.width - 1,
                                 selected_look(sheet.abilities()));
    }
}

}  // namespace

std::size_t players_table_height(const Model& model) {
    return 1 + model.match().players().size();
}

void draw_players_table(const Sheet& sheet, const Model& model, const Area& area) {
    if (area.height == 0 || area.width < 16) return;
    const MatchStory& match = model.match();
    const std::vector<std::size_t> order = match.shown_order();
    const std::vector<std::uint64_t> ranks = match.ranks();
    const bool is_paint =
        std::holds_alternative<PaintBoard>(match.board()) && area.width < wide_table;
    const PlayerColumns columns = player_columns(sheet, model, area.width);
    std::int64_t most = 1;
    std::optional<std::size_t> chosen = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const PlayerRow& player = match.players()[order[i]];
        most = std::max(most, player.score.value_or(0));
        if (player.worker == model.selected()) chosen = i;
    }
    if (is_paint) {
        sheet.put(area.row, area.column + 1, "#", dim_look);
        sheet.put(area.row, area.column + 5, "player", dim_look);
        sheet.put_right(area.row, area.right() - 7, "squares", dim_look);
    } else {
        draw_titles_of_players(sheet, model, area, columns);
    }
    const std::size_t height = area.height - 1;
    const std::size_t first = first_shown(order.size(), height, chosen);
    for (std::size_t i = 0; i < height && first + i < order.size(); ++i) {
        const std::size_t index = order[first + i];
        const Area line{area.row + 1 + i, area.column, 1, area.width};
        if (is_paint) {
            draw_painter(sheet, model, line, index, ranks[index], most);
        } else {
            draw_player(sheet, model, line, columns, index, ranks[index]);
        }
    }
}

namespace {

/// How much of the board is painted.
void draw_paint_details(const Sheet& sheet, const MatchStory& match, const PaintBoard& board,
                        const Area& area) {
    std::ptrdiff_t painted = 0;
    for (const std::string& cells : board.cells)
        painted += std::count_if(cells.begin(), cells.end(), [](char cell) { return cell != '.'; });
    const std::size_t width = area.width - 1;
    sheet.put_cut(area.row + 2, area.column + 1,
                  fmt::format("{} of {} painted", painted, board.width * board.height), dim_look,
                  width);
    if (area.height < 4) return;
    const std::string end = match.turn_count()
                                ? fmt::format("ends after turn {}", *match.turn_count())
                            : match.mode() == "ticks" ? "ticks never end"
                                                      : "";
    sheet.put_cut(area.row + 3, area.column + 1, end, dim_look, width);
}

/// Who went out lately, as many as fit.
void draw_outs(const Sheet& sheet, const MatchStory& match, const Area& area) {
    const auto& outs = match.outs();
    const std::size_t count = std::min(outs.size(), area.height);
    for (std::size_t i = 0; i < count; ++i) {
        const OutNotice& notice = outs[outs.size() - count + i];
        const std::size_t row = area.row + i;
        const std::size_t column =
            sheet.put(row, area.column + 1, std::to_string(notice.turn), dim_look) + 2;
        sheet.put_cut(row, column, notice.text, bold_look, area.right() - column - 1);
    }
}

}  // namespace

void draw_player_details(const Sheet& sheet, const Model& model, const Area& area) {
    const MatchStory& match = model.match();
    if (area.height < 3) return;
    if (const auto* const paint = std::get_if<PaintBoard>(&match.board())) {
        draw_paint_details(sheet, match, *paint, area);
        return;
    }
    const auto worker = model.selected();
    const auto index = worker ? match.player_of(*worker) : std::nullopt;
    if (!index) return;
    const PlayerRow& player = match.players()[*index];
    const PlayerMark mark = mark_of(*index, sheet.abilities());
    std::size_t row = area.row + 1;
    draw_mark(sheet, row, area.column + 1, 3, mark, player.out.has_value());
    const std::size_t column =
        sheet.put_name(row, area.column + 5, player.name, bold_look, area.width / 2);
    const WorkerRow* const row_of_worker = model.workers().find(*worker);
    if (row_of_worker != nullptr) {
        sheet.put_cut(row, column, fmt::format(" ps#{} {}", *worker, row_of_worker->command),
                      dim_look, left_of(area.right(), column + 1));
    }
    const auto draw_history = [&](std::string_view title, const auto& draw) {
        if (++row >= area.bottom()) return;
        sheet.put(row, area.column + 1, title, dim_look);
        if (area.width > 11) draw(Area{row, area.column + 9, 1, area.width - 11});
    };
    draw_history("time",
                 [&](const Area& line) { draw_times(sheet, line, player, match.turn_limit()); });
    if (!player.scores.empty()) {
        const bool is_snake = std::holds_alternative<SnakeBoard>(match.board());
        draw_history(is_snake ? "length" : "score",
                     [&](const Area& line) { draw_scores(sheet, line, player.scores); });
    }
    row += 2;
    if (row < area.bottom()) {
        draw_outs(sheet, match, {row, area.column, area.bottom() - row - 1, area.width});
    }
}

}  // namespace game::view
