#include "game/view/parts.h"
#include "game/view/words.h"

#include <chrono>
#include <initializer_list>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace game::view {

namespace {

constexpr std::size_t wide_header = 120;

/// With fewer columns, the title of a match is of more interest than how many live.
constexpr std::size_t least_for_title = 60;

std::string size_in_words(const Board& board) {
    if (const auto* const snakes = std::get_if<SnakeBoard>(&board)) {
        return fmt::format("{}x{}", snakes->width, snakes->height);
    }
    if (const auto* const paint = std::get_if<PaintBoard>(&board)) {
        return fmt::format("{}x{}", paint->width, paint->height);
    }
    return {};
}

/// ` 200 ms`, or nothing.
std::string pace_in_words(const MatchStory& match) {
    const std::optional<async::Duration> pace =
        match.mode() == "ticks" ? std::optional(match.tick()) : match.turn_limit();
    if (!pace) return {};
    const auto milliseconds = std::chrono::duration<double, std::milli>(*pace).count();
    return fmt::format(" {:g} ms", milliseconds);
}

/// From the longest to the shortest.
std::vector<std::string> match_facts(const Sheet& sheet, const Model& model) {
    const MatchStory& match = model.match();
    const std::string size = size_in_words(match.board());
    const std::string game =
        size.empty() ? match.rules() : fmt::format("{} {}", match.rules(), size);
    const std::string pace = pace_in_words(match);
    std::vector<std::string> facts;
    if (model.choice.mode == Mode::overview) {
        facts.push_back(fmt::format("{}{}{}{}", game, sheet.between(), match.mode(), pace));
        facts.push_back(fmt::format("{}{}", size.empty() ? game : size, pace));
    }
    facts.push_back(game);
    return facts;
}

std::string match_progress(const Sheet& sheet, const Model& model) {
    const MatchStory& match = model.match();
    if (match.is_void()) return "match void";
    std::string progress = fmt::format("turn {}", match.turn());
    if (match.is_over()) return "match over in " + progress;
    if (model.replay() && !model.replay()->is_live) {
        progress += fmt::format(" of {}", model.replay()->turns);
    }
    if (model.replay() && sheet.size().columns >= wide_header) {
        progress += sheet.between() + as_clock(model.replay()->t);
    }
    const bool is_tight = !model.title().empty() && sheet.size().columns < least_for_title;
    if (!std::holds_alternative<PaintBoard>(match.board()) && !is_tight) {
        progress += fmt::format("{}{} of {} alive", sheet.between(), match.living(),
                                match.players().size());
    }
    return progress;
}

/// The longest that leaves room for the scenario's name and what is played.
std::string fitting_progress(const Sheet& sheet, const Model& model) {
    constexpr std::size_t least_for_format = 60;
    std::size_t taken = sheet.width_of(model.file()) + 5;
    if (model.is_stopping()) taken += 11;
    if (sheet.size().columns >= least_for_format) {
        taken += sheet.width_of(model.tournament().format()) + 2;
    }
    std::string progress;
    for (std::string& words : tournament_progress(sheet, model)) {
        progress = std::move(words);
        if (taken + sheet.width_of(progress) <= sheet.size().columns) break;
    }
    return progress;
}

std::string workers_in_words(const WorkerCounts& counts, std::string_view separator, bool is_wide) {
    std::string words;
    const auto add = [&](std::uint64_t count, std::string_view word) {
        if (count == 0) return;
        if (!words.empty()) words += separator;
        words += fmt::format("{} {}", count, word);
    };
    add(counts.running, is_wide ? "running" : "run");
    add(counts.waiting, is_wide ? "waiting" : "wait");
    add(counts.done, "done");
    add(counts.failed, "failed");
    return words;
}

}  // namespace

void draw_header(const Sheet& sheet, const Model& model) {
    const Style look = title_look(sheet.abilities());
    const std::size_t width = sheet.size().columns;
    for (std::size_t column = 0; column < width; ++column)
        sheet.put(0, column, " ", look);
    const bool is_wide = width >= wide_header;
    const bool is_tournament = model.tournament().has_begun();
    const bool is_match = model.match().has_begun() && !is_tournament;
    std::string progress;
    std::vector<std::string> facts;
    if (is_tournament) {
        facts = tournament_facts(sheet, model);
        progress = fitting_progress(sheet, model);
    } else if (is_match) {
        progress = match_progress(sheet, model);
        facts = match_facts(sheet, model);
    } else {
        const WorkerCounts counts = model.workers().counts();
        const std::string all = fmt::format("{} worker{}", counts.all, counts.all == 1 ? "" : "s");
        progress = as_clock(model.time());
        if (is_wide) {
            progress = workers_in_words(counts, sheet.between(), true) + sheet.between() + progress;
        } else {
            facts.push_back(all + sheet.between() + workers_in_words(counts, ", ", false));
        }
        facts.push_back(all);
    }
    if (model.is_stopping()) progress = "stopping" + sheet.between() + progress;
    const bool is_newest = !model.replay() || model.replay()->is_live;
    const bool is_live = is_match && !model.match().is_over() && is_newest;
    constexpr std::string_view live = " LIVE ";
    const std::size_t progress_width = sheet.width_of(progress) + (is_live ? live.size() + 1 : 0);
    const std::size_t end = left_of(width, 2);
    const std::size_t begin = left_of(end, progress_width);
    if (is_live) sheet.put(0, begin, live, tag_look(sheet.abilities()));
    sheet.put(0, begin + (is_live ? live.size() + 1 : 0), progress, look);

    Style bold = look;
    bold.bold = true;
    const std::size_t room = left_of(begin, 2);
    std::size_t column = model.title().empty() ? sheet.put_name(0, 1, model.file(), bold, room)
                                               : sheet.put_cut(0, 1, model.title(), bold, room);
    column += 2;
    for (const std::string& text : facts) {
        if (column + sheet.width_of(text) + 2 > begin) continue;
        sheet.put(0, column, text, look);
        return;
    }
}

}  // namespace game::view
