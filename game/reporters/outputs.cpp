#include "game/reporters/outputs.h"

#include "common/exit_code.h"
#include "game/log/writer.h"
#include "game/reporters/text_reporter.h"

#include <cerrno>
#include <csignal>
#include <memory>
#include <utility>

#include <unistd.h>

namespace game {

OutputFiles open_output_files(const OutputSettings& settings) {
    OutputFiles files;
    if (settings.log) files.log = open_for_output(*settings.log);
    if (settings.timeline) files.timeline = open_for_output(*settings.timeline);
    return files;
}

Outputs::Outputs(async::Loop& loop, const OutputSettings& settings, OutputFiles files,
                 async::ReadBuffer& workers)
    : settings_(settings), standard_output_(loop, STDOUT_FILENO, &workers) {
    if (settings.format == OutputFormat::text) {
        add_text();
    } else {
        reporters_.add(std::make_unique<NdjsonReporter>(standard_output_));
        if (settings.has_summary) add_summary_aside(loop, workers);
    }
    if (files.log.is_open()) {
        log_.emplace(loop, std::move(files.log), workers);
        reporters_.add(std::make_unique<NdjsonReporter>(log_->output()));
    }
    if (files.timeline.is_open()) {
        timeline_.emplace(loop, std::move(files.timeline), workers);
        auto reporter = std::make_unique<TimelineReporter>(timeline_->output());
        drawer_ = reporter.get();
        reporters_.add(std::move(reporter));
    }
}

void Outputs::add_text() {
    TextStyle style = choose_style(settings_.color, color_surroundings());
    style.has_timestamps = settings_.has_timestamps;
    reporters_.add(std::make_unique<TextReporter>(standard_output_, style));
    if (settings_.has_summary) add_summary(standard_output_, STDOUT_FILENO, style);
}

/// A table is no NDJSON.
void Outputs::add_summary_aside(async::Loop& loop, async::ReadBuffer& workers) {
    standard_error_.emplace(loop, STDERR_FILENO, &workers);
    const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
    const TextStyle style{.has_color = false, .escapes = is_terminal, .has_timestamps = false};
    add_summary(*standard_error_, STDERR_FILENO, style);
}

void Outputs::add_summary(Output& output, int descriptor, const TextStyle& style) {
    auto reporter = std::make_unique<SummaryReporter>(output, descriptor, style);
    summarizer_ = reporter.get();
    reporters_.add(std::move(reporter));
}

async::Task<void> Outputs::run(const Say& say, const std::function<void()>& failed) {
    const async::TaskContext& context = co_await async::current_context();
    const std::function<void()> nothing_to_stop = [] {};
    async::TaskGroup writing(context);
    writing.start(standard_output_.run());
    writing.start(heed_failure(standard_output_, "standard output", say, failed));
    if (standard_error_) writing.start(standard_error_->run());
    if (log_) {
        writing.start(log_->output().run());
        writing.start(heed_failure(log_->output(), settings_.log->string(), say, failed));
    }
    if (timeline_) {
        const std::string name = settings_.timeline->string();
        writing.start(timeline_->output().run());
        writing.start(heed_failure(timeline_->output(), name, say, nothing_to_stop));
    }
    co_await writing.join();
}

/// Nobody reads us any more, or the disk is full: there is no use in going on.
async::Task<void> Outputs::heed_failure(Output& output, std::string name, const Say& say,
                                        const std::function<void()>& failed) {
    const std::error_code error = co_await output.failed();
    const bool is_reader_gone = error.value() == EPIPE && &output == &standard_output_;
    const bool is_news = !is_reader_gone && error.value() != ECANCELED;
    if (is_news) say("cannot write " + name + ": " + error.message());
    failed();
}

async::Task<void> Outputs::has_room() {
    return have_room(Output::high_water);
}

async::Task<void> Outputs::caught_up() {
    constexpr std::size_t far_behind = 16 * Output::high_water;
    return have_room(far_behind);
}

async::Task<void> Outputs::have_room(std::size_t most) {
    co_await standard_output_.has_room(most);
    if (log_) {
        co_await log_->output().has_room(most);
    }
}

async::Task<void> Outputs::finish() {
    if (summarizer_ != nullptr) summarizer_->write_table();
    co_await standard_output_.drained();
    if (standard_error_) {
        co_await standard_error_->drained();
    }
    if (log_) {
        co_await log_->output().drained();
    }
    if (timeline_) {
        drawer_->draw();
        co_await timeline_->output().drained();
    }
    co_await async::next_turn();  // whoever heeds a failure says so
}

async::Task<void> Outputs::give_up_stuck(async::Duration timeout) {
    const std::vector<Output*> outputs = all();
    for (;;) {
        std::vector<std::uint64_t> before;
        before.reserve(outputs.size());
        for (const Output* output : outputs)
            before.push_back(output->sent());
        co_await async::sleep_for(timeout);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const bool is_stuck = outputs[i]->is_behind() && outputs[i]->sent() == before[i];
            if (is_stuck) outputs[i]->give_up(ECANCELED);
        }
    }
}

void Outputs::give_up() {
    for (Output* output : all())
        output->give_up(ECANCELED);
}

std::vector<Output*> Outputs::all() {
    std::vector<Output*> outputs = {&standard_output_};
    if (standard_error_) outputs.push_back(&*standard_error_);
    if (log_) outputs.push_back(&log_->output());
    if (timeline_) outputs.push_back(&timeline_->output());
    return outputs;
}

std::optional<int> Outputs::exit_code() const {
    if (log_ && log_->output().failure()) return common::exit_failure;
    if (timeline_ && timeline_->output().failure()) return common::exit_failure;
    if (!standard_output_.failure()) return std::nullopt;
    const bool reader_is_gone = standard_output_.failure()->value() == EPIPE;
    return reader_is_gone ? common::exit_signal_base + SIGPIPE : common::exit_failure;
}

async::Task<void> give_up_outputs(async::SignalWatcher& signals, Outputs& outputs) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup impatience(context);
    const auto heed = [](async::SignalWatcher& more, async::TaskGroup& group,
                         Outputs& all) -> async::Task<void> {
        co_await more.next();
        group.start(all.give_up_stuck(patience / 10));
        for (;;) {
            co_await more.next();
            all.give_up();
        }
    };
    impatience.start(outputs.give_up_stuck(patience));
    impatience.start(heed(signals, impatience, outputs));
    co_await impatience.join();
}

}  // namespace game
