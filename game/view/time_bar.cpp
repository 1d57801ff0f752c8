#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

/// `1x`, `1/4x`, `16x`.
std::string speed_in_words(double speed) {
    if (speed > 0 && speed < 1) return fmt::format("1/{:g}x", 1 / speed);
    return fmt::format("{:g}x", speed);
}

}  // namespace

/// ` ‖ 0:19.8 ━━━━━c━━━●────────── 1x`, with the letters of those who went out where they did.
void draw_time_bar(const Sheet& sheet, const Model& model, std::size_t row) {
    const ReplayState& replay = *model.replay();
    const Glyphs& glyphs = sheet.glyphs();
    const std::size_t width = sheet.size().columns;
    std::size_t column = 1;
    sheet.put(row, column, replay.is_paused ? glyphs.pause : glyphs.heads[1], bold_look);
    column = sheet.put(row, 3, as_clock(replay.t)) + 1;
    const std::string speed = speed_in_words(replay.speed);
    sheet.put_right(row, left_of(width, 2), speed);
    const std::size_t end = left_of(width, speed.size() + 4);
    if (column + 4 > end || replay.turns == 0) return;
    const std::size_t length = end - column;
    const auto place = [&](std::uint64_t turn) {
        const double part =
            static_cast<double>(std::min(turn, replay.turns)) / static_cast<double>(replay.turns);
        return column +
               static_cast<std::size_t>(std::lround(part * static_cast<double>(length - 1)));
    };
    const std::size_t head = place(replay.turn);
    for (std::size_t i = column; i < end; ++i) {
        const bool is_past = i < head;
        sheet.put(row, i, is_past ? glyphs.bar : glyphs.bar_rest, is_past ? plain_look : dim_look);
    }
    for (const ReplayOut& out : replay.outs) {
        const auto player = model.match().find(out.player);
        if (!player) continue;
        const PlayerMark mark = mark_of(*player, sheet.abilities());
        sheet.put(row, place(out.turn), std::string_view(&mark.letter, 1), bold_look);
    }
    sheet.put(row, head, glyphs.playhead, bold_look);
}

}  // namespace game::view
