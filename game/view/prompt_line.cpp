#include "common/text/display_width.h"
#include "game/view/parts.h"

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t wide_prompt = 120;
constexpr std::size_t fewest_for_hints = 60;

/// What the keys of a replay do, which are those of a match of a tournament, too.
std::string replay_hints(const Sheet& sheet, const Model& model) {
    const std::string between = sheet.between();
    std::string hints = model.replay()->is_paused ? "space goes on" : "space stops";
    if (!model.title().empty()) {
        if (sheet.size().columns < fewest_for_hints) return "Esc: back";
        hints = "Esc: tournament" + between + hints;
    }
    if (sheet.size().columns < wide_prompt) return hints;
    const std::string_view outs =
        model.tournament().has_begun() ? "late, crashed, void" : "who went out";
    return hints + fmt::format("{}{} step{}[ ] {}{}< > speed", between, sheet.glyphs().to_west,
                               between, outs, between);
}

std::string hint(const Sheet& sheet, const Model& model) {
    const std::string between = sheet.between();
    std::string keys = "? keys";
    if (model.play()) {
        return model.choice.opens_prompt
                   ? "Esc closes the prompt" + between + keys
                   : "arrows or w a s d move" + between + ": commands" + between + keys;
    }
    const bool is_overview = model.choice.mode == Mode::overview;
    if (model.tournament().has_begun() && is_overview && sheet.size().columns >= fewest_for_hints) {
        const auto selected = model.selected();
        const bool is_there = selected && model.tournament().match_of(*selected);
        keys = (is_there ? "Enter shows it"
                         : fmt::format("{} choose a match", sheet.glyphs().up_and_down)) +
               between + keys;
    }
    if (model.replay()) return replay_hints(sheet, model) + between + keys;
    const bool is_wide = sheet.size().columns >= wide_prompt;
    if (model.tournament().has_begun()) {
        const std::string_view tab =
            model.choice.mode == Mode::standings ? "Tab closes" : "Tab standings";
        return (is_wide ? "/ search" + between : "") + std::string(tab) + between + keys;
    }
    if (is_wide) {
        return fmt::format("{} choose{}Enter only its lines{}/ search{}{}",
                           sheet.glyphs().up_and_down, between, between, between, keys);
    }
    if (model.match().mode() == "ticks") return "1 to 4 add players" + between + keys;
    return keys;
}

}  // namespace

void draw_prompt(const Sheet& sheet, const Model& model) {
    const auto [rows, columns] = sheet.size();
    if (rows == 0 || columns < 8) return;
    const std::size_t row = rows - 1;
    const std::string_view answer = model.shown_answer();
    const std::string help = answer.empty() ? hint(sheet, model) : std::string(answer);
    const std::string_view typed = model.prompt.text();
    std::string_view before = typed.substr(0, model.prompt.cursor());
    // Of a long line, the part around the cursor is shown.
    const std::size_t room = columns - 4;
    std::size_t skipped = 0;
    if (sheet.width_of(before) > room) {
        skipped = common::start_of_width(before, sheet.width_of(before) - room + 1).size();
        before.remove_prefix(skipped);
    }
    sheet.put(row, 0, sheet.glyphs().prompt, bold_look);
    const std::size_t end = sheet.put(row, 2, typed.substr(skipped), plain_look, columns - 3);
    sheet.screen().put_cursor(row, 2 + sheet.width_of(before));
    const std::size_t width = sheet.width_of(help);
    if (end + 2 + width < columns) {
        sheet.put_right(row, columns - 1, help, answer.empty() ? dim_look : bold_look);
    } else if (!answer.empty() && end + 12 < columns) {
        sheet.put_cut(row, end + 2, help, bold_look, columns - end - 3);
    }
}

}  // namespace game::view
