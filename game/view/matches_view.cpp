#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Where the columns are, from the left edge.
struct MatchColumns {
    std::size_t number_end = 6;
    std::size_t players = 8;
    std::size_t name_width = 0;
    std::size_t players_width = 0;
    std::size_t end = 0;  ///< how it ended begins here
};

constexpr std::size_t match_sign = 1;
constexpr std::size_t letter_width = 2;  ///< with the blank behind it
constexpr std::size_t score_width = 7;   ///< with the blanks around it
constexpr std::size_t widest_contestant = 24;

std::size_t longest_contestant(const Sheet& sheet, const TournamentStory& tournament) {
    std::size_t longest = 4;
    for (const std::string& name : tournament.players())
        longest = std::max(longest, sheet.width_of(name));
    return std::min(longest, widest_contestant);
}

/// The most players of a match.
std::size_t group_of(const TournamentStory& tournament) {
    std::size_t group = 2;
    for (const RunningMatch& match : tournament.running())
        group = std::max(group, match.players.size());
    for (const EndedMatch& match : tournament.recent())
        group = std::max(group, match.players.size());
    return group;
}

MatchColumns match_columns(const Sheet& sheet, const Model& model, std::size_t width) {
    const TournamentStory& tournament = model.tournament();
    MatchColumns columns;
    columns.number_end = 3 + std::max<std::size_t>(std::to_string(tournament.planned()).size(), 3);
    columns.players = columns.number_end + 2;
    const std::size_t longest = longest_contestant(sheet, tournament);
    const std::size_t room = left_of(width, columns.players);
    const std::size_t group = group_of(tournament);
    if (group == 2) {
        const std::size_t others = 2 * letter_width + score_width;
        const std::size_t most = room * 11 / 20;
        const std::size_t names = left_of(most, others);
        columns.name_width = std::clamp<std::size_t>(names / 2, 1, longest);
        columns.players_width = others + 2 * columns.name_width;
    } else {
        constexpr std::size_t rank_and_gap = 5;  // `1. ` and two blanks
        const std::size_t each = longest + letter_width + rank_and_gap;
        columns.name_width = longest;
        columns.players_width = std::min(group * each, room * 2 / 3);
    }
    columns.end = columns.players + columns.players_width + 2;
    return columns;
}

/// A player of a match, and its place, which nobody knows as long as the match runs.
struct Contestant {
    std::size_t player = 0;
    std::uint64_t rank = 0;
};

std::string score_in_words(const Sheet& sheet, const Contestant& first, const Contestant& second) {
    if (first.rank == 0 || second.rank == 0) return std::string(sheet.glyphs().none);
    if (first.rank < second.rank) return "1 : 0";
    if (first.rank > second.rank) return "0 : 1";
    return sheet.abilities().charset == Charset::ascii ? "draw" : "½ : ½";
}

void draw_two(const Sheet& sheet, const TournamentStory& tournament, const Area& area,
              const MatchColumns& columns, const std::vector<Contestant>& players) {
    const auto draw = [&](std::size_t column, const Contestant& one, const Contestant& other) {
        const bool has_won = one.rank > 0 && one.rank < other.rank;
        sheet.put_letter(area.row, column, mark_of(one.player, sheet.abilities()));
        sheet.put_name(area.row, column + letter_width, tournament.players()[one.player],
                       has_won ? bold_look : plain_look, columns.name_width);
    };
    draw(area.column, players[0], players[1]);
    const std::size_t middle = area.column + letter_width + columns.name_width;
    const std::string score = score_in_words(sheet, players[0], players[1]);
    const std::size_t width = sheet.width_of(score);
    sheet.put(area.row, middle + left_of(score_width, width) / 2, score);
    draw(middle + score_width, players[1], players[0]);
}

/// `1. c cy  2. a ann`, the best first; without places, if there are none.
void draw_more(const Sheet& sheet, const TournamentStory& tournament, const Area& area,
               const MatchColumns& columns, std::vector<Contestant> players) {
    std::sort(players.begin(), players.end(), [](const auto& left, const auto& right) {
        return std::pair(left.rank, left.player) < std::pair(right.rank, right.player);
    });
    std::size_t column = area.column;
    const auto room = [&] { return left_of(area.right(), column); };
    for (const Contestant& one : players) {
        if (room() < letter_width + 2) return;
        if (one.rank > 0) {
            column = sheet.put(area.row, column, fmt::format("{}. ", one.rank), dim_look, room());
        }
        sheet.put_letter(area.row, column, mark_of(one.player, sheet.abilities()));
        column += letter_width;
        const std::size_t width = std::min(columns.name_width, room());
        column = sheet.put_name(area.row, column, tournament.players()[one.player],
                                one.rank == 1 ? bold_look : plain_look, width) +
                 2;
    }
}

void draw_contestants(const Sheet& sheet, const Model& model, const Area& area, std::size_t row,
                      const MatchColumns& columns, std::vector<Contestant> players) {
    const Area place{row, area.column + columns.players, 1, columns.players_width};
    if (players.size() == 2) {
        draw_two(sheet, model.tournament(), place, columns, players);
    } else {
        draw_more(sheet, model.tournament(), place, columns, std::move(players));
    }
}

void draw_running(const Sheet& sheet, const Model& model, const Area& area, std::size_t row,
                  const MatchColumns& columns, const RunningMatch& match) {
    const Glyphs& glyphs = sheet.glyphs();
    const WorkerRow* const worker = model.workers().find(match.worker);
    const bool is_running = worker != nullptr && worker->is_running();
    sheet.put(row, area.column + match_sign, is_running ? glyphs.running : glyphs.waiting);
    sheet.put_right(row, area.column + columns.number_end, std::to_string(match.match));
    std::vector<Contestant> players;
    players.reserve(match.players.size());
    for (const std::size_t player : match.players)
        players.push_back({player});
    draw_contestants(sheet, model, area, row, columns, std::move(players));
    std::string state = worker == nullptr ? "waiting" : is_running ? "running" : "ended";
    if (is_running) state += " " + as_clock(model.time() - worker->start);
    if (is_running && match.turn > 0) state += fmt::format(", turn {}", match.turn);
    if (match.attempt > 1) state += fmt::format(", attempt {}", match.attempt);
    sheet.put_cut(row, area.column + columns.end, state, is_running ? plain_look : dim_look,
                  left_of(area.width, columns.end));
}

std::string trouble_of(const EndedPlayer& player) {
    if (player.crashed) return "crashed";
    return player.late > 0 ? fmt::format("late {}", player.late) : "";
}

std::size_t width_of_troubles(const EndedMatch& match) {
    std::size_t width = 0;
    for (const EndedPlayer& player : match.players) {
        const std::string trouble = trouble_of(player);
        if (!trouble.empty()) width += 2 + letter_width + trouble.size();
    }
    return width;
}

/// `  b late 3  c crashed`, as far as there is room.
void draw_troubles(const Sheet& sheet, const Area& area, std::size_t row, std::size_t column,
                   const EndedMatch& match) {
    for (const EndedPlayer& player : match.players) {
        const std::string trouble = trouble_of(player);
        if (trouble.empty()) continue;
        column += 2;
        if (column + letter_width + trouble.size() > area.right()) return;
        sheet.put_letter(row, column, mark_of(player.player, sheet.abilities()));
        column = sheet.put(row, column + letter_width, trouble,
                           player.crashed ? failure_look(sheet.abilities()) : bold_look);
    }
}

void draw_ended(const Sheet& sheet, const Model& model, const Area& area, std::size_t row,
                const MatchColumns& columns, const EndedMatch& match) {
    if (match.is_void) {
        sheet.put(row, area.column + match_sign, sheet.glyphs().failed,
                  failure_look(sheet.abilities()));
    }
    sheet.put_right(row, area.column + columns.number_end, std::to_string(match.match), dim_look);
    std::vector<Contestant> players;
    players.reserve(match.players.size());
    for (const EndedPlayer& player : match.players)
        players.push_back({player.player, player.rank});
    draw_contestants(sheet, model, area, row, columns, std::move(players));
    const std::size_t room = left_of(area.width, columns.end + 1);
    const std::size_t begin = area.column + columns.end;
    if (match.is_void) {
        sheet.put_cut(row, begin, "void - " + match.reason, failure_look(sheet.abilities()), room);
        return;
    }
    const std::string reason =
        fmt::format("{}, {} turn{}", match.reason, match.turns, match.turns == 1 ? "" : "s");
    // Of both, trouble is of more interest.
    const std::size_t troubles = std::min(width_of_troubles(match), room / 2);
    const std::size_t column = sheet.put_cut(row, begin, reason, dim_look, room - troubles);
    draw_troubles(sheet, area, row, column, match);
}

/// The place of the selected match in the list of those that run and those that have ended.
std::optional<std::size_t> chosen_place(const Model& model) {
    const auto selected = model.selected();
    if (!selected) return std::nullopt;
    const auto& running = model.tournament().running();
    for (std::size_t i = 0; i < running.size(); ++i) {
        if (running[i].worker == *selected) return i;
    }
    const auto& recent = model.tournament().recent();
    for (std::size_t i = 0; i < recent.size(); ++i) {
        if (recent[i].worker == *selected) return running.size() + i;
    }
    return std::nullopt;
}

}  // namespace

void draw_matches(const Sheet& sheet, const Model& model, const Area& area) {
    if (area.height == 0) return;
    const auto& running = model.tournament().running();
    const auto& recent = model.tournament().recent();
    const std::size_t inset = area.column == 0 ? 0 : 1;
    draw_rule(sheet, {area.row, area.column + inset, 1, area.width - inset}, "matches",
              "newest first");
    const MatchColumns columns = match_columns(sheet, model, area.width);
    const std::size_t height = area.height - 1;
    const std::size_t count = running.size() + recent.size();
    const std::optional<std::size_t> chosen = chosen_place(model);
    const std::size_t first = first_shown(count, height, chosen.value_or(0));
    for (std::size_t i = first; i < count && i < first + height; ++i) {
        const std::size_t row = area.row + 1 + i - first;
        if (i < running.size()) {
            draw_running(sheet, model, area, row, columns, running[i]);
        } else {
            draw_ended(sheet, model, area, row, columns, recent[i - running.size()]);
        }
        if (chosen == i) {
            sheet.screen().highlight(row, area.column, area.width,
                                     selected_look(sheet.abilities()));
        }
    }
}

}  // namespace game::view
