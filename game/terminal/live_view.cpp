#include "game/terminal/live_view.h"

#include "common/io/reopen.h"
#include "common/io/signals.h"
#include "game/view/layout.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>
#include <variant>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace game::terminal {

namespace {

using namespace std::chrono_literals;

constexpr async::Duration shortest_frame = 50ms;
constexpr async::Duration idle_period = 400ms;

/// One part of so many of the time is spent on drawing, at most.
constexpr int drawing_share = 25;

/// How long after Escape the rest of what a special key sends may come.
constexpr async::Duration escape_time = 100ms;

/// How long a terminal that takes nothing is waited for, when it is given back.
constexpr async::Duration leave_timeout = 1s;

/// What stands between is shown at once, by terminals that know this; others ignore it.
constexpr std::string_view begin_frame = "\x1b[?2026h";
constexpr std::string_view end_frame = "\x1b[?2026l";

/// Standard input can be something else: then it has commands, and keys come from the terminal that
/// is drawn on.
int keys_descriptor() {
    return ::isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : STDOUT_FILENO;
}

bool is_signal_ignored(int signal) {
    struct sigaction action{};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

/// Of which there may be millions.
void LiveView::WatchingReporter::line(const LineEvent& event) {
    view_.model_.line(event);
    if (!view_.is_touched_ && view_.inner_ == nullptr) view_.touch();
}

LiveView::LiveView(async::Loop& loop, Kind kind, LiveRequests requests)
    : loop_(loop),
      kind_(std::move(kind)),
      requests_(std::move(requests)),
      output_(loop, STDOUT_FILENO, Overflow::keep()),
      direct_output_(async::reopen_non_blocking(STDOUT_FILENO, O_WRONLY)),
      input_(loop, keys_descriptor()),
      painter_(kind_),
      modes_(keys_descriptor(), direct_output_.get(), kind_.terminfo.reset),
      decoder_(kind_.terminfo.keys, kind_.abilities.charset != view::Charset::ascii),
      next_frame_(loop.now()) {}

LiveView::~LiveView() {
    if (!modes_.are_taken()) return;
    const std::string bytes = painter_.leave();
    [[maybe_unused]] const ssize_t count =
        ::write(direct_output_.get(), bytes.data(), bytes.size());
}

async::Task<void> LiveView::run() {
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    enter();
    tasks.start(output_.run());
    tasks.start(draw());
    tasks.start(tick());
    tasks.start(read_keys());
    tasks.start(decide_late_keys());
    tasks.start(handle_changes());
    tasks.start(handle_suspension());
    co_await tasks.join();
}

async::Task<void> LiveView::close() {
    is_closed_ = true;
    co_await leave();
}

/// Takes the terminal, unless another job has it; draws everything.
void LiveView::enter() {
    if (is_closed_ || !modes_.take()) return;
    painter_.draw_all_next();
    touch();
}

async::Task<void> LiveView::leave() {
    if (!modes_.are_taken()) co_return;
    const std::string bytes = painter_.leave();
    output_.write(bytes);
    async::Task<void> drained = output_.wait_until_drained();
    try {
        co_await async::with_timeout(leave_timeout, std::move(drained));
    } catch (const async::TimedOut&) {
        output_.fail_with(ECANCELED);  // nobody reads it
    }
    modes_.give_back();
}

async::Task<void> LiveView::draw() {
    while (!output_.failure()) {
        while (!is_touched_ || !may_draw()) {
            co_await touched_.wait();
        }
        if (loop_.now() < next_frame_) {
            co_await async::sleep_until(next_frame_);
        }
        if (!may_draw()) continue;
        draw_frame();
        co_await output_.wait_until_drained();
    }
}

void LiveView::draw_frame() {
    const async::TimePoint begin = loop_.exact_now();
    is_touched_ = false;
    const auto& update = inner_ != nullptr ? inner_->update : requests_.update;
    update(shown_model());
    const std::string bytes = painter_.draw(view::lay_out(shown_model(), size(), kind_.abilities));
    if (!bytes.empty()) output_.write(begin_frame, bytes, end_frame);
    const async::Duration taken = loop_.exact_now() - begin;
    next_frame_ = begin + std::max(shortest_frame, drawing_share * taken);
}

/// Times grow, answers disappear, and the terminal may be ours again.
async::Task<void> LiveView::tick() {
    for (;;) {
        co_await async::sleep_for(idle_period);
        if (!modes_.are_taken()) {
            enter();
        } else if (!modes_.is_in_foreground()) {
            modes_.forget();
        }
        touch();
    }
}

void LiveView::show(InnerView& inner) {
    inner_ = &inner;
    touch();
}

void LiveView::show_run() {
    inner_ = nullptr;
    touch();
}

void LiveView::release() {
    is_held_ = false;
    touch();
}

void LiveView::touch() {
    is_touched_ = true;
    touched_.notify_all();
}

async::Task<void> LiveView::read_keys() {
    std::array<char, 1024> buffer{};
    for (;;) {
        const std::size_t count = co_await input_.read(buffer);
        if (count == 0) co_return;
        ++reads_;
        std::vector<view::Key> keys = decoder_.feed(std::string_view(buffer.data(), count));
        co_await handle(std::move(keys));
        if (decoder_.is_undecided()) undecided_.notify_all();
    }
}

async::Task<void> LiveView::decide_late_keys() {
    for (;;) {
        while (!decoder_.is_undecided()) {
            co_await undecided_.wait();
        }
        const std::uint64_t reads_before = reads_;
        co_await async::sleep_for(escape_time);
        if (reads_ != reads_before) continue;
        std::vector<view::Key> keys = decoder_.decide();
        co_await handle(std::move(keys));
    }
}

async::Task<void> LiveView::handle(std::vector<view::Key> keys) {
    for (const view::Key& key : keys) {
        if (is_closed_) co_return;
        co_await handle_key(key);
    }
    touch();
}

async::Task<void> LiveView::handle_key(const view::Key& key) {
    const std::size_t page = view::page_of(shown_model(), size(), kind_.abilities);
    view::Action action = view::press(shown_model(), key, page);
    if (auto* const command = std::get_if<view::EnteredCommand>(&action)) {
        co_await requests_.enter(std::move(command->text));
    } else if (const auto* const move = std::get_if<view::PlayedMove>(&action)) {
        if (requests_.play) requests_.play(move->direction);
    } else if (const auto* const request = std::get_if<view::ReplayRequest>(&action)) {
        const auto& control = inner_ != nullptr ? inner_->control_replay : requests_.control_replay;
        if (control) control(*request);
    } else if (const auto* const open = std::get_if<view::OpenMatch>(&action)) {
        if (requests_.open_match) requests_.open_match(open->match);
    } else if (std::holds_alternative<view::LeaveMatch>(action)) {
        if (inner_ != nullptr) inner_->leave();
    } else if (std::holds_alternative<view::DrawAnew>(action)) {
        painter_.draw_all_next();
    }
}

/// Another size; or we were stopped and go on, after others have used the terminal.
async::Task<void> LiveView::handle_changes() {
    async::SignalWatcher signals(loop_, {SIGWINCH, SIGCONT});
    for (;;) {
        const int signal = co_await signals.next();
        if (signal == SIGWINCH) {
            touch();
        } else if (modes_.is_in_foreground()) {
            enter();
        } else {
            modes_.forget();
        }
    }
}

/// Ctrl-Z stops this process only once the terminal is given back.
async::Task<void> LiveView::handle_suspension() {
    if (is_signal_ignored(SIGTSTP)) co_return;
    std::optional<async::SignalWatcher> stops;
    for (;;) {
        stops.emplace(loop_, std::vector<int>{SIGTSTP});
        const int signal = co_await stops->next();
        co_await leave();
        stops.reset();  // its action is the default one again
        ::raise(signal);
        enter();
    }
}

std::vector<std::uint64_t> LiveView::shown_workers() const {
    return view::shown_workers(model_, size(), kind_.abilities);
}

void LiveView::show_lines(std::string_view lines) {
    while (!lines.empty()) {
        const std::size_t size = std::min(lines.find('\n'), lines.size());
        model_.notice(lines.substr(0, size));
        if (inner_ != nullptr) inner_->model.notice(lines.substr(0, size));
        lines.remove_prefix(std::min(size + 1, lines.size()));
    }
    touch();
}

void LiveView::show_notice(std::string_view line) {
    model_.notice(line);
    shown_model().answer(line);
    touch();
}

view::Size LiveView::size() {
    winsize found{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) != 0 || found.ws_row == 0 || found.ws_col == 0) {
        return {};
    }
    constexpr std::size_t most_rows = 500;
    constexpr std::size_t most_columns = 1000;
    return {std::min<std::size_t>(found.ws_row, most_rows),
            std::min<std::size_t>(found.ws_col, most_columns)};
}

}  // namespace game::terminal
