#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Which columns a line has before its text. Widths of 0: left out.
struct LineForm {
    std::size_t turn = 0;
    std::size_t time = 0;  ///< in seconds
    bool has_unit = false;
    std::size_t number = 0;  ///< `ps#9`
    bool has_mark = false;   ///< of the player
    std::size_t name = 0;
};

constexpr std::size_t wide_lines = 120;
constexpr std::size_t narrow_lines = 60;

/// `ps#` and the largest number, with a blank behind it.
std::size_t number_width(const Model& model) {
    const auto& rows = model.workers().rows();
    const std::size_t digits = rows.empty() ? 1 : std::to_string(rows.back().worker).size();
    return std::max<std::size_t>(digits + 3, 5);
}

LineForm form_of(const Model& model, std::size_t width) {
    LineForm form;
    const bool is_wide = width >= wide_lines;
    const bool is_narrow = width < narrow_lines;
    if (model.match().has_begun()) {
        form.turn = is_narrow ? 4 : 5;
        form.time = is_wide ? 7 : 0;
        form.has_unit = true;
        form.has_mark = true;
        form.name = is_wide ? 30 : is_narrow ? 0 : 9;
    } else {
        form.time = 7;
        form.has_unit = is_wide;
        form.number = is_narrow ? 0 : std::max<std::size_t>(number_width(model), is_wide ? 6 : 0);
        form.name = is_wide ? 30 : is_narrow ? 8 : 14;
    }
    return form;
}

std::string seconds_of(async::Duration t) {
    return fmt::format("{:.2f}", std::chrono::duration<double>(t).count());
}

std::string name_of_writer(const Model& model, const ShownLine& line) {
    const auto match = model.tournament().match_of(line.worker);
    if (match) return fmt::format("match {}", *match);
    const auto player = model.match().player_of(line.worker);
    if (player) return model.match().players()[*player].name;
    const WorkerRow* const worker = model.workers().find(line.worker);
    return worker != nullptr ? worker->name : std::string();
}

void draw_line(const Sheet& sheet, const Model& model, const Area& area, std::size_t row,
               const LineForm& form, const ShownLine& line) {
    std::size_t column = area.column;
    if (form.turn > 0) {
        column += form.turn;
        if (line.turn) sheet.put_right(row, column, std::to_string(*line.turn), dim_look);
    }
    if (form.time > 0) {
        column += form.time;
        sheet.put_right(row, column, seconds_of(line.t), dim_look);
        if (form.has_unit) column = sheet.put(row, column, " s", dim_look);
        if (form.has_mark && line.worker != 0) ++column;
    }
    ++column;
    const std::size_t end = area.right() - 1;
    const auto room = [&] { return left_of(end, column); };
    if (line.worker == 0) {
        sheet.put_cut(row, column, line.text, bold_look, room());
        return;
    }
    const bool is_dim = line.is_move;
    if (form.number > 0) {
        sheet.put(row, column, fmt::format("ps#{}", line.worker), dim_look, form.number);
        column += form.number + 1;
    }
    if (form.has_mark) {
        const auto player = model.match().player_of(line.worker);
        if (player) {
            const PlayerMark mark = mark_of(*player, sheet.abilities());
            sheet.put(row, column, std::string_view(&mark.letter, 1), mark.tag, room());
        }
        column += 2;
    }
    if (form.name > 0) {
        sheet.put_name(row, column, name_of_writer(model, line), dim_look,
                       std::min(form.name, room()));
        column += form.name + 1;
    }
    if (line.stream == Stream::standard_error) sheet.put(row, column, "e", bold_look, room());
    column += 2;
    sheet.put_cut(row, column, line.text, is_dim ? dim_look : plain_look, room());
}

/// The lines that are shown, in order.
std::vector<std::uint64_t> shown_lines(const Model& model, std::size_t count) {
    const BackScroll& lines = model.lines();
    return lines.before(model.choice.lines_end.value_or(lines.end()), count, model.line_filter());
}

std::string facts_of_output(const Sheet& sheet, const Model& model, std::size_t width) {
    const std::string between = sheet.between();
    if (model.choice.lines_end) {
        return fmt::format("{} newer{}End: newest", model.lines().end() - *model.choice.lines_end,
                           between);
    }
    if (width < narrow_lines) return "all";
    if (!model.match().has_begun()) return "all" + between + "both streams";
    std::string facts = "all";
    if (width >= wide_lines) facts += between + "both streams";
    if (model.line_filter().hides_moves) facts += between + "moves hidden";
    return facts;
}

/// Between the lines and the right edge: which part of all of them is shown.
void draw_scroll_bar(const Sheet& sheet, const Area& area, std::size_t before, std::size_t shown,
                     std::size_t all) {
    if (area.height == 0 || all <= shown) return;
    const std::size_t thumb = std::max<std::size_t>(area.height * shown / all, 1);
    const std::size_t top = (area.height - thumb) * before / (all - shown);
    for (std::size_t i = 0; i < area.height; ++i) {
        const bool is_thumb = i >= top && i < top + thumb;
        sheet.put(area.row + i, area.right() - 1,
                  is_thumb ? sheet.glyphs().thumb : sheet.glyphs().vertical, dim_look);
    }
}

/// ` b  ben ps#2  ./ben  pid 48213  22.2 s  cpu 3 %  4 MiB  1904 lines`.
void draw_worker_facts(const Sheet& sheet, const Model& model, const Area& area,
                       std::uint64_t number) {
    std::size_t column = area.column + 1;
    const auto player = model.match().player_of(number);
    const WorkerRow* const worker = model.workers().find(number);
    if (player) {
        column = sheet.put_tag(area.row, column, mark_of(*player, sheet.abilities())) + 1;
    }
    const auto match = model.tournament().match_of(number);
    const std::string name = player              ? model.match().players()[*player].name
                             : match             ? fmt::format("match {}", *match)
                             : worker != nullptr ? worker->name
                                                 : std::string();
    column = sheet.put_name(area.row, column, name, bold_look, area.width / 3);
    if (worker == nullptr) {
        sheet.put(area.row, column, fmt::format(" ps#{}  waiting", number), dim_look,
                  left_of(area.right(), column));
        return;
    }
    std::string facts = fmt::format(" ps#{}  {}", number, worker->command);
    if (worker->pid) facts += fmt::format("  pid {}", *worker->pid);
    facts += fmt::format(
        "  {:.1f} s",
        std::chrono::duration<double>(worker->ran.value_or(model.time() - worker->start)).count());
    if (!worker->is_running()) facts += fmt::format("  {}", worker->end);
    if (worker->usage) {
        facts += fmt::format("  cpu {:.0f} %  {} MiB", worker->usage->processor_percent,
                             worker->usage->memory_bytes >> 20U);
    }
    facts += fmt::format("  {} line{}", worker->lines, worker->lines == 1 ? "" : "s");
    sheet.put_cut(area.row, column, facts, dim_look, left_of(area.right(), column));
}

std::string status_of_lines(const Sheet& sheet, const Model& model, const LineFilter& filter,
                            std::uint64_t before, std::size_t all) {
    std::string status = fmt::format("{} of {} lines{}End: newest", before, all, sheet.between());
    const Choice& choice = model.choice;
    if (choice.search.empty()) return status;
    const std::vector<std::uint64_t> hits = model.lines().find(choice.search, filter);
    if (hits.empty()) {
        return fmt::format("{}{}no line has \"{}\"", status, sheet.between(), choice.search);
    }
    const auto place =
        std::lower_bound(hits.begin(), hits.end(), choice.hit.value_or(hits.front()));
    return fmt::format("{}{}{} of {} \"{}\", n N: next, back", status, sheet.between(),
                       std::min<std::ptrdiff_t>(place - hits.begin() + 1,
                                                static_cast<std::ptrdiff_t>(hits.size())),
                       hits.size(), choice.search);
}

}  // namespace

void draw_output(const Sheet& sheet, const Model& model, const Area& area) {
    // A blank parts the rule from a board beside it.
    const std::size_t inset = area.column == 0 ? 0 : 1;
    draw_rule(sheet, {area.row, area.column + inset, 1, area.width - inset}, "lines",
              facts_of_output(sheet, model, area.width));
    const LineForm form = form_of(model, area.width);
    std::size_t row = area.row + 1;
    for (const std::uint64_t number : shown_lines(model, area.height - 1)) {
        draw_line(sheet, model, area, row, form, model.lines().at(number));
        if (model.choice.hit == number) {
            sheet.screen().highlight(row, area.column, area.width,
                                     selected_look(sheet.abilities()));
        }
        ++row;
    }
}

void draw_worker_lines(const Sheet& sheet, const Model& model, const Area& area) {
    const std::optional<std::uint64_t> worker = model.selected();
    if (!worker || area.height <= worker_lines_frame) return;
    draw_worker_facts(sheet, model, area, *worker);
    const WorkerRow* const row_of_worker = model.workers().find(*worker);
    // There is no name before it is launched.
    const std::string name =
        row_of_worker != nullptr ? fmt::format(" ({})", row_of_worker->name) : std::string();
    draw_rule(sheet, {area.row + 1, area.column, 1, area.width},
              fmt::format("lines of ps#{}{}", *worker, name),
              "Enter: all" + sheet.between() + "/: search");
    const LineForm form = {
        .turn = model.match().has_begun() ? std::size_t{5} : 0, .time = 7, .has_unit = true};
    const LineFilter filter = model.line_filter();
    const Area inside{area.row + 2, area.column, area.height - worker_lines_frame, area.width};
    const std::vector<std::uint64_t> shown = shown_lines(model, inside.height);
    std::size_t row = inside.row;
    for (const std::uint64_t number : shown) {
        draw_line(sheet, model, {row, inside.column, 1, inside.width - 1}, row, form,
                  model.lines().at(number));
        if (model.choice.hit == number) {
            sheet.screen().highlight(row, inside.column, inside.width - 1,
                                     selected_look(sheet.abilities()));
        }
        ++row;
    }
    const std::size_t all = model.lines().count(filter);
    const std::uint64_t end = shown.empty() ? model.lines().begin() : shown.back() + 1;
    const std::size_t up_to_end = model.lines().before(end, all, filter).size();
    draw_scroll_bar(sheet, inside, up_to_end - shown.size(), shown.size(), all);
    sheet.put_cut(area.bottom() - 1, area.column + 1,
                  status_of_lines(sheet, model, filter, up_to_end, all), dim_look, area.width - 2);
}

}  // namespace game::view
