#include "game/play/merged_logs.h"

#include "common/report.h"
#include "common/text/units.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

/// A heap has the greatest at its front.
constexpr auto is_later = [](const auto& a, const auto& b) {
    return a.t != b.t ? a.t > b.t : a.index > b.index;
};

std::string seed_text(const std::optional<std::uint64_t>& seed) {
    return seed ? fmt::format("seed {}", *seed) : "no seed";
}

}  // namespace

MergedLogs::MergedLogs(std::vector<Log> logs) : logs_(std::move(logs)) {
    std::vector<const LogEvent*> first(logs_.size());
    const ScenarioEvent* not_part = nullptr;
    for (std::size_t i = 0; i < logs_.size(); ++i) {
        first[i] = logs_[i].events->next();
        if (first[i] == nullptr) continue;  // its own problem says why
        const auto& scenario = std::get<ScenarioEvent>(*first[i]);
        if (!scenario.part) not_part = &scenario;
        if (whole_ || !scenario.part) continue;
        whole_ = {std::string(scenario.file), scenario.seed, scenario.speed, scenario.part->count,
                  logs_[i].name};
    }
    if (!whole_ && not_part != nullptr) {
        throw common::UsageError(
            "--replay",
            "several logs are shown as one only if they are of the parts of a run, "
            "which --part writes; these are not");
    }
    for (std::size_t i = 0; i < logs_.size(); ++i) {
        if (first[i] != nullptr) add_log(i, *first[i]);
    }
    if (whole_) note_missing_parts();
}

void MergedLogs::add_log(std::size_t index, const LogEvent& event) {
    const auto& scenario = std::get<ScenarioEvent>(event);
    const std::string& name = logs_[index].name;
    if (const std::optional<std::string> why = why_left_out(scenario)) {
        problems_.push_back(fmt::format("{}: left out: {}", name, *why));
        return;
    }
    parts_.emplace(scenario.part->index, name);
    planned_ += scenario.workers;
    if (scenario.started && (!started_ || *scenario.started < *started_)) {
        started_ = scenario.started;
    }
    streams_.push_back({index, scenario.t, &event});
}

std::optional<std::string> MergedLogs::why_left_out(const ScenarioEvent& event) const {
    const std::string& first = whole_->first_log;
    if (!event.part) return fmt::format("it is not of a part of a run, as {} is", first);
    if (event.file != whole_->file) {
        return fmt::format("it is of {}, and {} of {}", event.file, first, whole_->file);
    }
    if (event.part->count != whole_->parts) {
        return fmt::format("it is of {}, and {} of {}",
                           common::counted(event.part->count, "part", "parts"), first,
                           whole_->parts);
    }
    if (event.seed != whole_->seed) {
        return fmt::format("it has {}, and {} {}", seed_text(event.seed), first,
                           seed_text(whole_->seed));
    }
    if (event.speed != whole_->speed) {
        return fmt::format("it has the speed {}, and {} {}", event.speed, first, whole_->speed);
    }
    if (const auto other = parts_.find(event.part->index); other != parts_.end()) {
        return fmt::format("it has part {}, as {} has", event.part->text(), other->second);
    }
    if (event.so_far != nullptr) return "it begins in the middle of its run";
    return std::nullopt;
}

/// Of many, the first are named.
void MergedLogs::note_missing_parts() {
    constexpr std::size_t most_named = 20;
    const std::uint64_t missing = whole_->parts - parts_.size();
    if (missing == 0) return;
    std::string names;
    std::size_t named = 0;
    std::uint64_t next = 1;
    const auto name_up_to = [&](std::uint64_t end) {
        if (next < end && named++ < most_named) {
            if (!names.empty()) names += ", ";
            names += fmt::format("{}", next);
            if (end - next > 1) names += fmt::format(" to {}", end - 1);
        }
        next = end + 1;
    };
    for (const auto& [part, log] : parts_)
        name_up_to(part);
    name_up_to(whole_->parts + 1);
    if (named > most_named) names += ", …";
    problems_.push_back(fmt::format("{} of {} {} missing: {}", missing,
                                    common::counted(whole_->parts, "part", "parts"),
                                    missing == 1 ? "is" : "are", names));
}

const LogEvent* MergedLogs::next() {
    if (whole_ && !has_begun_) {
        begin();
        ScenarioEvent event{t_, whole_->file, whole_->seed, whole_->speed, planned_, started_};
        event.is_merged = true;
        return made(event);
    }
    for (;;) {
        advance();
        if (streams_.empty()) return end();
        std::pop_heap(streams_.begin(), streams_.end(), is_later);
        const Stream stream = streams_.back();
        streams_.pop_back();
        in_use_ = stream.index;
        t_ = stream.t;
        if (const LogEvent* const event = pass(*stream.event)) {
            ++position_;
            return event;
        }
    }
}

/// Passes over the scenarios.
void MergedLogs::begin() {
    has_begun_ = true;
    std::vector<Stream> streams = std::exchange(streams_, {});
    const auto earliest = std::ranges::min_element(streams, {}, &Stream::t);
    if (earliest != streams.end()) t_ = earliest->t;
    for (const Stream& stream : streams) {
        in_use_ = stream.index;
        advance();
    }
}

/// Reads on in the log whose event was in use.
void MergedLogs::advance() {
    if (!in_use_) return;
    const std::size_t index = *std::exchange(in_use_, std::nullopt);
    const Log& log = logs_[index];
    const LogEvent* const event = log.events->next();
    if (event == nullptr) return;
    if (std::holds_alternative<ScenarioEvent>(*event)) {
        problems_.push_back(log.name + ": has another run behind its first, which is left out");
        return;
    }
    streams_.push_back({index, time_of(*event), event});
    std::push_heap(streams_.begin(), streams_.end(), is_later);
}

/// The event as the whole run has it; null if that does not have it, or not yet.
const LogEvent* MergedLogs::pass(const LogEvent& event) {
    if (const auto* const clock = std::get_if<ClockEvent>(&event)) {
        if (clock_ && clock->seconds <= *clock_) return nullptr;
        clock_ = clock->seconds;
    } else if (std::holds_alternative<TournamentEvent>(event)) {
        if (std::exchange(has_tournament_, true)) return nullptr;
    } else if (std::holds_alternative<StandingsEvent>(event)) {
        return nullptr;
    } else if (std::holds_alternative<StartEvent>(event)) {
        ++running_;
        ++launched_;
    } else if (const auto* const exit = std::get_if<ExitEvent>(&event)) {
        --running_;
        if (exit->failed) ++failed_;
        ExitEvent counted = *exit;
        counted.running = running_;
        made_.emplace(std::move(counted));
        return &*made_;
    } else if (const auto* const end = std::get_if<EndEvent>(&event)) {
        largest_exit_code_ = std::max(largest_exit_code_, end->exit_code);
        return nullptr;
    }
    return &event;
}

const LogEvent* MergedLogs::end() {
    if (!whole_ || has_ended_ || running_ > 0) return nullptr;
    has_ended_ = true;
    exit_code_ = largest_exit_code_;
    return made(EndEvent{t_, launched_, failed_, largest_exit_code_});
}

const LogEvent* MergedLogs::made(LogEvent event) {
    ++position_;
    made_.emplace(std::move(event));
    return &*made_;
}

std::vector<std::string> MergedLogs::problems() const {
    std::vector<std::string> all = problems_;
    for (const Log& log : logs_) {
        for (std::string& problem : log.events->problems())
            all.push_back(std::move(problem));
    }
    return all;
}

}  // namespace game
