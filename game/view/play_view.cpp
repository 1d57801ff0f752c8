#include "game/view/parts.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

std::string in_whole_milliseconds(async::Duration time) {
    return fmt::format("{} ms",
                       std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

std::string next_move_text(const Glyphs& glyphs, const std::optional<char>& move) {
    constexpr std::string_view directions = "NESW";
    const std::size_t index = move ? directions.find(*move) : std::string_view::npos;
    if (index == std::string_view::npos) return std::string(glyphs.none);
    return fmt::format("{} {}", glyphs.arrows.at(index), directions[index]);
}

/// How much of the tick is left.
void draw_time_to_tick(const Sheet& sheet, const Model& model, std::size_t row, std::size_t column,
                       std::size_t end) {
    const PlayState& play = *model.play();
    const async::Duration tick = model.match().tick();
    if (!play.until_tick || tick.count() <= 0) return;
    constexpr std::size_t width = 14;
    column = sheet.put(row, column, "tick in ", dim_look);
    if (column + width + 8 > end) return;
    const double part = std::clamp(
        static_cast<double>(play.until_tick->count()) / static_cast<double>(tick.count()), 0.0,
        1.0);
    const auto filled = static_cast<std::size_t>(std::lround(part * static_cast<double>(width)));
    for (std::size_t i = 0; i < width; ++i) {
        sheet.put(row, column + i, i < filled ? sheet.glyphs().bar : sheet.glyphs().bar_rest,
                  i < filled ? plain_look : dim_look);
    }
    sheet.put(row, column + width + 1, in_whole_milliseconds(*play.until_tick));
}

/// What became of the last move, or how the player can come back.
std::string last_move_text(const Model& model, const PlayerRow* player) {
    const PlayState& play = *model.play();
    if (player != nullptr && player->out) return "out - any arrow brings you back, when it can be";
    if (!play.last_margin) return {};
    if (play.last_margin->count() < 0) {
        return fmt::format("last one came too late, {} after the tick",
                           in_whole_milliseconds(-*play.last_margin));
    }
    return fmt::format("last one counted, {} before the tick",
                       in_whole_milliseconds(*play.last_margin));
}

}  // namespace

void draw_play(const Sheet& sheet, const Model& model, const Area& area) {
    const PlayState& play = *model.play();
    if (area.height < 4 || area.width < 16) return;
    const auto index = model.match().find(play.player);
    const PlayerRow* const player = index ? &model.match().players()[*index] : nullptr;
    std::size_t column = area.column + 1;
    if (index) {
        sheet.put_tag(area.row + 1, column, mark_of(*index, sheet.abilities()));
    }
    column = sheet.put(area.row + 1, area.column + 5, "you are ", plain_look);
    sheet.put_name(area.row + 1, column, play.player, bold_look, area.right() - column - 1);
    std::size_t row = area.row + 3;
    column = sheet.put(row, area.column + 1, "next move ", dim_look) + 2;
    sheet.put(row, column, next_move_text(sheet.glyphs(), play.next_move), bold_look);
    draw_time_to_tick(sheet, model, row, column + 6, area.right());
    row += 2;
    if (row < area.bottom()) {
        sheet.put_cut(row, area.column + 1, last_move_text(model, player), dim_look,
                      area.width - 1);
    }
}

}  // namespace game::view
