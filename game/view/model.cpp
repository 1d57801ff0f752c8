#include "game/view/model.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace game::view {

namespace {

using namespace std::chrono_literals;

constexpr async::Duration answer_time = 4s;

}  // namespace

void Model::scenario(const ScenarioEvent& event) {
    file_ = event.file.substr(event.file.rfind('/') + 1);  // npos + 1 is 0: there is no folder
    speed_ = event.speed;
    is_part_ = event.part && event.part->count > 1;
    is_merged_ = event.is_merged;
    is_stopping_ = false;
    has_ended_ = false;
    tournament_.set_part(event.part.value_or(common::Part()));
    set_time(event.t);
}

void Model::set_time(async::Duration t) {
    time_ = std::max(time_, t);
}

void Model::measure(async::Duration t, std::span<const WorkerUsage> usages) {
    set_time(t);
    workers_.measure(t, usages);
}

void Model::started(const StartEvent& event) {
    set_time(event.t);
    workers_.start(event);
}

/// The board shows what became of a player's answer, so the line itself can be hidden.
bool Model::is_move(const LineEvent& event) const {
    if (event.move) return true;
    if (!match_.has_begun() || event.stream != Stream::standard_output) return false;
    if (event.text.size() == 1) return event.text.find_first_of("NESW") == 0;
    return event.text.starts_with('{') && event.text.find("\"move\"") != std::string_view::npos;
}

void Model::line(const LineEvent& event) {
    set_time(event.t);
    workers_.write(event);
    rates_.add(event.t);
    ShownLine line;
    line.t = event.t;
    line.turn = event.turn;
    line.worker = event.worker;
    line.stream = event.stream;
    line.is_move = is_move(event);
    lines_.add(line, event.text);
}

void Model::exited(const ExitEvent& event) {
    set_time(event.t);
    workers_.exit(event);
}

/// A client of the control socket gets its own answer.
void Model::command(const CommandEvent& event) {
    set_time(event.t);
    if (event.error && event.from == CommandSource::keyboard) answer(*event.error);
}

void Model::stopping(const StopEvent& event) {
    set_time(event.t);
    is_stopping_ = true;
}

void Model::match(const MatchEvent& event) {
    set_time(event.t);
    match_.begin(event);
}

void Model::turn(const TurnEvent& event) {
    set_time(event.t);
    match_.play(event);
    for (const PlayerEvent& what : event.events) {
        if (!what.cause.empty()) add_notice(event.t, event.turn, describe_out(what));
    }
}

void Model::result(const ResultEvent& event) {
    set_time(event.t);
    match_.finish(event);
    add_notice(event.t, event.turn,
               event.is_void ? fmt::format("match void - {}", event.reason)
                             : fmt::format("match over in turn {} - {}", event.turn, event.reason));
}

void Model::tournament(const TournamentEvent& event) {
    set_time(event.t);
    tournament_.begin(event);
}

void Model::match_started(const MatchStartEvent& event) {
    set_time(event.t);
    tournament_.start(event);
}

void Model::match_ended(const MatchEndEvent& event) {
    set_time(event.t);
    tournament_.end(event);
    ShownLine line;
    line.t = event.t;
    line.about = tournament_.worker_of(event.match).value_or(0);
    lines_.add(line, describe_match_end(event));
}

void Model::standings(const StandingsEvent& event) {
    set_time(event.t);
    tournament_.rank(event, is_part_);
}

void Model::ended(const EndEvent& event) {
    set_time(event.t);
    has_ended_ = true;
}

std::string_view Model::why_no_standings() const {
    if (tournament_.has_standings()) return tournament_.why_no_encounters();
    return is_merged_ || has_ended_ ? no_standings_in_log : std::string_view();
}

void Model::add_notice(async::Duration t, std::optional<std::uint64_t> turn,
                       std::string_view text) {
    ShownLine line;
    line.t = t;
    line.turn = turn;
    lines_.add(line, text);
}

void Model::notice(std::string_view text) {
    const bool is_match = match_.has_begun();
    add_notice(time_, is_match ? std::optional(match_.turn()) : std::nullopt, text);
}

void Model::start_over() {
    const async::Duration answer_left = answer_end_ - time_;
    file_.clear();
    time_ = async::Duration(0);
    workers_ = WorkerRows();
    lines_ = BackScroll(limits_);
    rates_ = rates_of_run();
    match_ = MatchStory();
    tournament_ = TournamentStory();
    is_stopping_ = false;
    is_merged_ = false;
    has_ended_ = false;
    answer_end_ = answer_left;
}

void Model::answer(std::string_view text) {
    answer_ = text.substr(0, text.find('\n'));
    answer_end_ = time_ + answer_time;
}

std::string_view Model::shown_answer() const {
    return time_ < answer_end_ ? std::string_view(answer_) : std::string_view();
}

/// Those that run, then the newest that have ended.
std::vector<std::uint64_t> Model::workers_of_matches() const {
    std::vector<std::uint64_t> workers;
    for (const RunningMatch& match : tournament_.running())
        workers.push_back(match.worker);
    for (const EndedMatch& match : tournament_.recent()) {
        if (match.worker) workers.push_back(*match.worker);
    }
    return workers;
}

std::vector<std::uint64_t> Model::selectable() const {
    if (tournament_.has_begun()) return workers_of_matches();
    std::vector<std::uint64_t> workers;
    if (match_.has_begun()) {
        const std::vector<std::size_t> order = match_.shown_order();
        workers.reserve(order.size());
        for (const std::size_t index : order)
            workers.push_back(match_.players()[index].worker);
    } else {
        workers.reserve(workers_.rows().size());
        for (const WorkerRow& row : workers_.rows())
            workers.push_back(row.worker);
    }
    return workers;
}

std::optional<std::uint64_t> Model::selected() const {
    if (choice.worker || !match_.has_begun() || match_.players().empty()) return choice.worker;
    return match_.players()[match_.shown_order().front()].worker;
}

/// The moves of paint are what its programs have always written; those of other rules are on the
/// board.
LineFilter Model::line_filter() const {
    if (choice.mode == Mode::worker) return {.worker = selected()};
    return {.hides_moves = match_.has_begun() && match_.rules() != "paint"};
}

}  // namespace game::view
