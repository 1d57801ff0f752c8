#include "game/outputs.h"

#include "common/exit_code.h"
#include "game/ndjson_reporter.h"
#include "game/text_reporter.h"

#include <cerrno>
#include <csignal>
#include <memory>

#include <unistd.h>

namespace game {

Outputs::Outputs(async::Loop& loop, const OutputSettings& settings, async::ReadBuffer& workers)
    : settings_(settings), standard_output_(loop, STDOUT_FILENO, &workers) {
    if (settings.format == OutputFormat::text) {
        reporters_.add(std::make_unique<TextReporter>(standard_output_));
    } else {
        reporters_.add(std::make_unique<NdjsonReporter>(standard_output_));
    }
    if (settings.log) {
        log_.emplace(loop, *settings.log, workers);
        reporters_.add(std::make_unique<NdjsonReporter>(log_->output()));
    }
}

async::Task<void> Outputs::run(const Say& say, const std::function<void()>& failed) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup writing(context);
    writing.start(standard_output_.run());
    writing.start(heed_failure(standard_output_, "standard output", say, failed));
    if (log_) {
        writing.start(log_->output().run());
        writing.start(heed_failure(log_->output(), settings_.log->string(), say, failed));
    }
    co_await writing.join();
}

/// Nobody reads us any more, or the disk is full: there is no use in going on.
async::Task<void> Outputs::heed_failure(Output& output, std::string name, const Say& say,
                                        const std::function<void()>& failed) {
    const std::error_code error = co_await output.failed();
    const bool is_news = error.value() != EPIPE && error.value() != ECANCELED;
    if (is_news) say("cannot write " + name + ": " + error.message());
    failed();
}

async::Task<void> Outputs::drained() {
    co_await standard_output_.drained();
    if (log_) {
        co_await log_->output().drained();
    }
}

void Outputs::give_up() {
    standard_output_.give_up(ECANCELED);
    if (log_) log_->output().give_up(ECANCELED);
}

std::optional<int> Outputs::exit_code() const {
    if (log_ && log_->output().failure()) return common::exit_failure;
    if (!standard_output_.failure()) return std::nullopt;
    const bool reader_is_gone = standard_output_.failure()->value() == EPIPE;
    return reader_is_gone ? common::exit_signal_base + SIGPIPE : common::exit_failure;
}

}  // namespace game
