#include "game/play/replay.h"

#include "common/exit_code.h"
#include "common/report.h"
#include "common/text/visible_text.h"
#include "game/commands/reopen_signal.h"
#include "game/commands/stop_signals.h"
#include "game/events/reporter.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, int error) {
    throw common::UsageError("--replay",
                             file.string() + ": " + std::generic_category().message(error));
}

/// Standard input is not opened but duplicated, which works for a socket as well.
async::FileDescriptor open_log(const std::filesystem::path& file) {
    const bool is_input = file == "/dev/stdin";
    async::FileDescriptor log(is_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                       : ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!log.is_open()) refuse(file, errno);
    struct stat status{};
    if (::fstat(log.get(), &status) != 0) refuse(file, errno);
    if (S_ISDIR(status.st_mode)) refuse(file, EISDIR);
    return log;
}

/// A line for standard error.
std::string error_text(const std::string& message) {
    return "game: " + common::visible(message) + '\n';
}

}  // namespace

Replay::Replay(async::Loop& loop, const ReplaySettings& settings)
    : loop_(loop),
      settings_(settings),
      file_(settings.files.size() == 1 ? open_log(settings.files.front())
                                       : async::FileDescriptor()),
      input_(loop, file_.get()),
      parts_(file_.is_open() ? nullptr : std::make_unique<LogFiles>(settings.files, "--replay")),
      source_(parts_ ? parts_->read() : nullptr),
      listening_(settings.serve ? listen_for_spectators(*settings.serve) : async::FileDescriptor()),
      outputs_(loop, settings.output, open_output_files(settings.output), Overflow::keep()) {
    if (settings_.serve) add_web_server();
}

void Replay::add_web_server() {
    LaunchSettings launch;
    launch.web_server = settings_.web_server;
    plan_.emplace(Scenario(), std::move(launch));
    launcher_.emplace(loop_, *plan_);
    const auto say = [](const std::string& text) { common::complain(error_text(text)); };
    const WebServices services{loop_, *launcher_, *plan_, say};
    std::unique_ptr<WebFeed> feed;
    if (parts_) {
        feed = std::make_unique<SourceFeed>(parts_->read());
    } else {
        feed = std::make_unique<LogFeed>(settings_.files.front());
    }
    web_server_ = std::make_unique<WebServer>(services, std::move(feed), listening_.get());
}

async::Task<ReplayResult> Replay::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup background(context);
    const Outputs::Warn warn_all = [this](const std::string& text) { warn(text); };
    const std::function<void()> stop = [this] { stop_playing(); };
    if (web_server_) background.start(serve());
    background.start(run_to_end(background));
    background.start(outputs_.run(warn_all, stop));
    background.start(handle_signals());
    background.start(reopen_log());
    co_await background.join();
    ReplayResult result{exit_code(), std::move(errors_), stop_signal_};
    co_return result;
}

async::Task<void> Replay::run_to_end(async::TaskGroup& background) {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup playing(context);
    playing_ = &playing;
    playing.start(play());
    co_await playing.join();
    playing_ = nullptr;
    co_await outputs_.finish();
    if (web_server_) {
        co_await keep_serving();
    }
    hold_stop_signals();  // so that terminals and pipes get their former modes back undisturbed
    background.stop();
}

async::Task<void> Replay::serve() {
    common::complain(error_text(watch_message(listening_.get())));
    co_await web_server_->run();
    is_dismissed_ = true;
    dismissed_.notify_all();
}

/// Who watches the log in a browser is not done with it yet.
async::Task<void> Replay::keep_serving() {
    is_serving_only_ = true;
    if (!stop_signal_) common::complain(error_text("the replay is over; a signal ends the server"));
    while (!stop_signal_ && !is_dismissed_) {
        co_await dismissed_.wait();
    }
    co_await web_server_->finish();
}

void Replay::stop_playing() {
    if (playing_ != nullptr) playing_->stop();
}

/// Logs of parts are files, for which nobody has to wait.
async::Task<void> Replay::play_parts() {
    constexpr std::uint64_t slice = 256;  // events, after which others have their turn
    while (const LogEvent* const event = source_->next()) {
        co_await play_event(*event);
        if (source_->position() % slice != 0) continue;
        co_await async::next_turn();
        co_await outputs_.wait_for_room();
    }
    for (const std::string& problem : source_->problems()) {
        is_damaged_ = true;
        warn(problem);
    }
}

async::Task<void> Replay::play() {
    if (parts_) {
        co_await play_parts();
        co_return;
    }
    while (!is_over_) {
        const std::span<char> room = lines_.room();
        const std::size_t count = co_await input_.read(room);
        if (count == 0) break;
        lines_.add(count);
        co_await play_complete_lines();
        co_await outputs_.wait_for_room();
    }
    if (is_over_) co_return;
    const std::string_view last = lines_.rest();
    if (!last.empty()) {
        co_await play_line(last);
    }
    check_end();
}

async::Task<void> Replay::play_complete_lines() {
    for (;;) {
        const std::optional<std::string_view> line = lines_.next();
        if (!line) break;
        co_await play_line(*line);
    }
    if (lines_.rest().size() > max_log_line) {
        note_damage(lines_read_ + 1, "the line is longer than 64 MiB");
        is_over_ = true;
    }
}

async::Task<void> Replay::play_line(std::string_view line) {
    ++lines_read_;
    const bool may_begin = line.find("\"scenario\"") != std::string_view::npos;
    if (is_skipping_ && !may_begin) co_return;
    const std::variant<LogEvent, LogProblem> read = reader_.read(line);
    if (const auto* const problem = std::get_if<LogProblem>(&read)) {
        note_damage(lines_read_, problem->what);
        co_return;
    }
    const auto& event = std::get<LogEvent>(read);
    co_await play_event(event);
}

async::Task<void> Replay::play_event(const LogEvent& event) {
    if (const auto* const scenario = std::get_if<ScenarioEvent>(&event)) {
        begin_run(*scenario);
        co_return;
    }
    if (is_skipping_) co_return;
    const async::TimePoint time = due(event);
    if (time > loop_.now()) {
        co_await async::sleep_until(time);
    }
    report(event);
}

/// A log that goes on in a new file begins with the workers that run already.
void Replay::begin_run(const ScenarioEvent& scenario) {
    if (reader_.beginning() == LogReader::Beginning::next_file) return;
    if (reader_.beginning() == LogReader::Beginning::run_after_cut) {
        note_damage(lines_read_, "another run begins here, before the end of the former");
    }
    is_skipping_ = false;
    scale_.emplace(loop_.now(), settings_.speed);
    first_t_ = scenario.t;
    outputs_.scenario(scenario);
    if (scenario.so_far == nullptr) return;
    for (const RunningWorker& worker : scenario.so_far->running) {
        outputs_.started({worker.start, worker.worker, worker.label, worker.pid, worker.command,
                          true, worker.host});
    }
}

/// The end of the log must be that of a run.
void Replay::check_end() {
    if (input_.error() != 0) {
        const std::string why = std::generic_category().message(input_.error());
        note_damage(lines_read_ + 1, "cannot be read: " + why);
    } else if (!reader_.exit_code()) {
        note_damage(lines_read_ + 1, "the log ends here, before the run does");
    }
}

async::TimePoint Replay::due(const LogEvent& event) const {
    const async::Duration t = std::visit([](const auto& any) { return any.t; }, event);
    return scale_->at(t - first_t_);
}

void Replay::report(const LogEvent& event) {
    const bool is_clock = std::holds_alternative<ClockEvent>(event);
    if (is_clock && !settings_.has_clock) return;
    std::visit(Report{outputs_}, event);
}

async::Task<void> Replay::handle_signals() {
    async::SignalWatcher signals(loop_, stop_signals());
    const int signal = co_await signals.next();
    if (is_serving_only_) {
        is_dismissed_ = true;
        dismissed_.notify_all();
        co_return;
    }
    stop_signal_ = signal;
    stop_playing();
    co_await outputs_.abandon_stuck_outputs();
}

async::Task<void> Replay::reopen_log() {
    ReopenRequests requests(loop_);
    for (;;) {
        co_await requests.next();
        outputs_.reopen_log([this](const std::string& text) { warn(text); });
    }
}

/// Of a run that is left, only the first problem is of interest.
void Replay::note_damage(std::uint64_t line, const std::string& problem) {
    if (is_skipping_) return;
    is_damaged_ = is_skipping_ = true;
    warn(fmt::format("{}:{}: {}", settings_.files.front().string(), line, problem));
}

void Replay::warn(const std::string& message) {
    errors_ += error_text(message);
}

int Replay::exit_code() const {
    if (stop_signal_) return common::exit_signal_base + *stop_signal_;
    if (const std::optional<int> code = outputs_.exit_code()) return *code;
    const std::optional<int>& logged = source_ ? source_->exit_code() : reader_.exit_code();
    return logged && !is_damaged_ ? *logged : common::exit_failure;
}

}  // namespace game
