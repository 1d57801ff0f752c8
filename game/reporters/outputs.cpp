#include "game/reporters/outputs.h"

#include "common/exit_code.h"
#include "common/journal.h"
#include "common/report.h"
#include "game/reporters/text_reporter.h"

#include <cerrno>
#include <csignal>
#include <memory>
#include <utility>

#include <unistd.h>

namespace game {

namespace {

/// How long an output may take nothing, when the operator wants us to end.
constexpr std::chrono::seconds flush_timeout(1);

}  // namespace

OutputFiles open_output_files(const OutputSettings& settings) {
    OutputFiles files;
    if (settings.log) {
        files.log = open_for_output(*settings.log);
        if (!lock_for_output(files.log)) {
            throw common::UsageError("--log", settings.log->string() + ": another game writes it");
        }
    }
    if (settings.timeline) files.timeline = open_for_output(*settings.timeline);
    return files;
}

Outputs::Outputs(async::Loop& loop, const OutputSettings& settings, OutputFiles files,
                 Overflow overflow)
    : settings_(settings), standard_output_(loop, STDOUT_FILENO, overflow) {
    if (settings.format == OutputFormat::text) {
        add_text();
    } else if (settings.format == OutputFormat::ndjson) {
        reporters_.add(std::make_unique<LogWriter>(standard_output_));
        if (settings.has_summary) add_summary_on_standard_error(loop, overflow);
    }
    if (files.log.is_open()) add_log(loop, std::move(files.log), overflow);
    if (files.timeline.is_open()) {
        timeline_.emplace(loop, *settings.timeline, std::move(files.timeline), overflow);
        auto reporter = std::make_unique<TimelineReporter>(timeline_->output());
        drawer_ = reporter.get();
        reporters_.add(std::move(reporter));
    }
}

void Outputs::add_log(async::Loop& loop, async::FileDescriptor file, Overflow overflow) {
    log_.emplace(loop, *settings_.log, std::move(file), overflow);
    if (settings_.keeps_log) {
        log_->keep();
    } else {
        log_->empty();
    }
    auto logger = std::make_unique<LogWriter>(log_->output());
    auto run_state = std::make_unique<RunState>();
    logger_ = logger.get();
    run_state_ = run_state.get();
    reporters_.add(std::move(logger));
    reporters_.add(std::move(run_state));
}

void Outputs::scenario(const ScenarioEvent& event) {
    if (std::exchange(has_begun_, true)) {
        if (summarizer_ != nullptr) summarizer_->write_table();
        if (drawer_ != nullptr) drawer_->forget();
    }
    reporters_.scenario(event);
}

void Outputs::reopen_log(const Warn& warn) {
    if (!log_) return;
    try {
        if (!log_->reopen()) return;
    } catch (const std::system_error& error) {
        warn(std::string(error.what()) + "; the log goes on in the former file");
        return;
    }
    if (const std::optional<ScenarioEvent> event = run_state_->so_far()) logger_->scenario(*event);
}

void Outputs::add_text() {
    TextStyle style = choose_style(settings_.color, color_environment());
    style.timestamps = settings_.timestamps;
    style.has_priorities = common::is_journal(STDOUT_FILENO);
    auto reporter = std::make_unique<TextReporter>(standard_output_, style);
    texter_ = reporter.get();
    if (settings_.is_live) texter_->keep_last_lines();
    reporters_.add(std::move(reporter));
    if (settings_.has_summary) add_summary(standard_output_, STDOUT_FILENO, style);
}

/// Standard output is for programs then.
void Outputs::add_summary_on_standard_error(async::Loop& loop, Overflow overflow) {
    standard_error_.emplace(loop, STDERR_FILENO, overflow);
    const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
    TextStyle style;
    style.escapes = is_terminal;
    style.has_priorities = common::is_journal(STDERR_FILENO);
    add_summary(*standard_error_, STDERR_FILENO, style);
}

void Outputs::add_summary(Output& output, int descriptor, const TextStyle& style) {
    auto reporter = std::make_unique<SummaryReporter>(output, descriptor, style);
    summarizer_ = reporter.get();
    reporters_.add(std::move(reporter));
}

async::Task<void> Outputs::run(const Warn& warn, const std::function<void()>& on_failure) {
    const async::TaskContext& context = co_await async::current_context();
    const std::function<void()> go_on = [] {};
    async::TaskGroup writing(context);
    writing.start(standard_output_.run());
    writing.start(report_failure(standard_output_, "standard output", warn, on_failure));
    if (standard_error_) writing.start(standard_error_->run());
    if (log_) {
        writing.start(log_->output().run());
        writing.start(report_failure(log_->output(), log_->path().string(), warn, on_failure));
    }
    if (timeline_) {
        writing.start(timeline_->output().run());
        writing.start(report_failure(timeline_->output(), timeline_->path().string(), warn, go_on));
    }
    co_await writing.join();
}

async::Task<void> Outputs::report_failure(Output& output, std::string name, const Warn& warn,
                                          const std::function<void()>& on_failure) {
    const std::error_code error = co_await output.wait_for_failure();
    const bool is_reader_gone = error.value() == EPIPE && &output == &standard_output_;
    const bool is_abandoned = error.value() == ECANCELED;
    if (!is_reader_gone && !is_abandoned) warn("cannot write " + name + ": " + error.message());
    on_failure();
}

async::Task<void> Outputs::wait_for_room() {
    return wait_for_room_in_all(Output::high_water);
}

async::Task<void> Outputs::wait_until_caught_up() {
    constexpr std::size_t far_behind = 16 * Output::high_water;
    return wait_for_room_in_all(far_behind);
}

async::Task<void> Outputs::wait_for_room_in_all(std::size_t most) {
    co_await standard_output_.wait_for_room(most);
    if (log_) {
        co_await log_->output().wait_for_room(most);
    }
}

async::Task<void> Outputs::finish() {
    if (texter_ != nullptr) texter_->write_last_lines();
    if (summarizer_ != nullptr) summarizer_->write_table();
    co_await standard_output_.wait_until_drained();
    if (standard_error_) {
        co_await standard_error_->wait_until_drained();
    }
    if (log_) {
        co_await finish_file(*log_);
    }
    if (timeline_) {
        draw();
        co_await finish_file(*timeline_);
    }
    co_await async::next_turn();  // so that `report_failure` can warn
}

async::Task<void> Outputs::finish_file(OutputFile& file) {
    co_await file.output().wait_until_drained();
    if (!file.output().failure()) file.close();
}

/// Only now, so that an older picture is not lost if this run is killed.
void Outputs::draw() {
    try {
        timeline_->empty();
        drawer_->draw();
    } catch (const std::system_error& error) {
        timeline_->output().fail_with(error.code().value());
    }
}

async::Task<void> Outputs::abandon_stuck_outputs() {
    const std::vector<Output*> outputs = all();
    for (;;) {
        std::vector<std::uint64_t> before;
        before.reserve(outputs.size());
        for (const Output* output : outputs)
            before.push_back(output->bytes_written());
        co_await async::sleep_for(flush_timeout);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            const bool is_stuck =
                outputs[i]->has_pending() && outputs[i]->bytes_written() == before[i];
            if (is_stuck) outputs[i]->fail_with(ECANCELED);
        }
    }
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
    const bool is_reader_gone = standard_output_.failure()->value() == EPIPE;
    return is_reader_gone ? common::exit_signal_base + SIGPIPE : common::exit_failure;
}

}  // namespace game
