#include "game/view/parts.h"
#include "game/view/words.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

namespace game::view {

namespace {

/// Of the matches, so many in a hundred. 100 only when all have ended.
std::uint64_t percentage(const TournamentStory& tournament) {
    const std::uint64_t ended = std::min(tournament.ended(), tournament.planned());
    return tournament.planned() == 0 ? 0 : ended * 100 / tournament.planned();
}

/// `, about 3 min left`. A test may end the tournament sooner, and other parts go their own way.
std::string left_in_words(const Sheet& sheet, const Model& model) {
    const TournamentStory& tournament = model.tournament();
    const auto left = tournament.left(model.time());
    const bool goes_on = !model.has_ended() && !model.is_stopping();
    if (!left || !goes_on || model.is_part() || model.speed() <= 0) return {};
    const std::chrono::duration<double> real = *left / model.speed();
    const bool may_end = tournament.test() && tournament.test()->verdict == "undecided";
    return fmt::format("{}{} {} left", sheet.between(), may_end ? "at most" : "about",
                       in_rough_words(std::chrono::duration_cast<async::Duration>(real)));
}

/// Others wait for their start, or have ended just now.
std::ptrdiff_t count_running(const Model& model) {
    const auto& matches = model.tournament().running();
    return std::count_if(matches.begin(), matches.end(), [&model](const RunningMatch& match) {
        const WorkerRow* const worker = model.workers().find(match.worker);
        return worker != nullptr && worker->is_running();
    });
}

/// `2 running`, and what differs from the rest: `1 void`, and standings that are older.
std::string progress_facts(const Sheet& sheet, const Model& model) {
    const TournamentStory& tournament = model.tournament();
    std::string facts;
    const auto add = [&](const std::string& fact) {
        if (!facts.empty()) facts += sheet.between();
        facts += fact;
    };
    if (const auto running = count_running(model)) add(fmt::format("{} running", running));
    if (tournament.voids() > 0) add(fmt::format("{} void", tournament.voids()));
    if (tournament.are_standings_old() && model.why_no_standings().empty()) {
        add(tournament.ranked() == 0 ? "no standings yet"
                                     : fmt::format("standings after {}", tournament.ranked()));
    }
    return facts;
}

}  // namespace

std::vector<std::string> tournament_progress(const Sheet& sheet, const Model& model) {
    const TournamentStory& tournament = model.tournament();
    const std::string matches =
        fmt::format("match {} of {}", tournament.ended(), tournament.planned());
    const std::string part =
        fmt::format("{}{}{} %", matches, sheet.between(), percentage(tournament));
    const std::string left = left_in_words(sheet, model);
    std::vector<std::string> all;
    if (sheet.size().columns >= 120) {
        all.push_back(part + left + sheet.between() + as_clock(model.time()));
    }
    all.push_back(part + left);
    all.push_back(part);
    all.push_back(matches);
    return all;
}

std::vector<std::string> tournament_facts(const Sheet& sheet, const Model& model) {
    const TournamentStory& tournament = model.tournament();
    const std::string between = sheet.between();
    const std::string& format = tournament.format();
    if (format.empty()) return {"tournament"};
    const std::string players =
        fmt::format("{}{}{} players", format, between, tournament.players().size());
    const std::string rounds = fmt::format("{}{}{} round{}", players, between, tournament.rounds(),
                                           tournament.rounds() == 1 ? "" : "s");
    return {fmt::format("tournament{}{}{}seed {}", between, rounds, between, tournament.seed()),
            rounds, players, format};
}

/// ` ━━━━━━━━━────────  2 running · 1 void`
void draw_progress(const Sheet& sheet, const Model& model, std::size_t row) {
    const TournamentStory& tournament = model.tournament();
    const std::size_t width = sheet.size().columns;
    const std::string facts = progress_facts(sheet, model);
    const std::size_t taken = facts.empty() ? 2 : sheet.width_of(facts) + 4;
    constexpr std::size_t shortest = 8;
    const bool has_facts = taken + shortest <= width;
    const std::size_t length = left_of(width, has_facts ? taken : 2);
    if (has_facts && !facts.empty()) sheet.put_right(row, width - 1, facts, dim_look);
    const double part = tournament.planned() == 0
                            ? 0
                            : std::min(static_cast<double>(tournament.ended()) /
                                           static_cast<double>(tournament.planned()),
                                       1.0);
    // The last column is filled by the last match.
    const auto filled = static_cast<std::size_t>(part * static_cast<double>(length));
    for (std::size_t i = 0; i < length; ++i) {
        const bool is_filled = i < filled;
        sheet.put(row, 1 + i, is_filled ? sheet.glyphs().bar : sheet.glyphs().bar_rest,
                  is_filled ? plain_look : dim_look);
    }
}

}  // namespace game::view
