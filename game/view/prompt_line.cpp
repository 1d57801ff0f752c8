#include "common/text/display_width.h"
#include "game/view/parts.h"

#include <fmt/format.h>

namespace game::view {

namespace {

std::string hint(const Sheet& sheet, const Model& model) {
    const std::string between = sheet.between();
    std::string keys = "? keys";
    const bool is_wide = sheet.size().columns >= 120;
    if (model.play()) {
        return model.choice.opens_prompt
                   ? "Esc closes the prompt" + between + keys
                   : "arrows or w a s d move" + between + ": commands" + between + keys;
    }
    if (model.replay()) {
        std::string hints = model.replay()->is_paused ? "space goes on" : "space stops";
        if (is_wide) {
            const std::string_view outs =
                model.tournament().has_begun() ? "late, crashed, void" : "who went out";
            hints += fmt::format("{}{} step{}[ ] {}{}< > speed", between, sheet.glyphs().to_west,
                                 between, outs, between);
        }
        return hints + between + keys;
    }
    const std::string tab = !model.tournament().has_begun()        ? ""
                            : model.choice.mode == Mode::standings ? "Tab closes" + between
                                                                   : "Tab standings" + between;
    if (is_wide) {
        return fmt::format("{} choose{}Enter only its lines{}{}/ search{}{}",
                           sheet.glyphs().up_and_down, between, between, tab, between, keys);
    }
    if (model.match().mode() == "ticks") return "1 to 4 add players" + between + keys;
    return tab + keys;
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
