#include "game/play/match_watch.h"

#include "game/play/followed_log.h"
#include "game/play/log_player.h"
#include "game/view/keys.h"

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace game {

namespace {

/// How often a log is looked at again.
constexpr std::chrono::milliseconds look_period(100);

std::string describe_missing(const view::ChosenMatch& match, const std::system_error& error) {
    if (error.code().value() == ENOENT) {
        return fmt::format("the log of match {} is not here; \"logs\" and \"keep_logs\" keep it",
                           match.match);
    }
    return fmt::format("match {}: {}: {}", match.match, match.log, error.code().message());
}

}  // namespace

/// A match that is shown, or was until now.
class MatchWatch::Watched final : private LogStage {
  public:
    Watched(async::Loop& loop, terminal::LiveView& view, const view::ChosenMatch& match)
        : match_(match.match),
          view_(view),
          log_(match.log),
          player_(loop, *this, [this] { return log_.read(); }, 1) {
        inner_.model.set_title(match.title);
        inner_.update = [this](view::Model& model) { update(model); };
        inner_.control_replay = [this](view::ReplayRequest request) { player_.control(request); };
        update(inner_.model);
    }

    ~Watched() override {
        if (!is_left_) view_.show_run();
    }

    std::uint64_t match() const { return match_; }
    terminal::InnerView& inner() { return inner_; }
    LogPlayer& player() { return player_; }

    void look_again(bool is_growing) {
        if (log_.has_begun_anew()) {
            player_.start_anew(is_growing);
            told_problems_ = 0;
        } else {
            player_.look_again(is_growing);
        }
        for (; told_problems_ < player_.problems().size(); ++told_problems_) {
            const std::string problem = "game: " + player_.problems()[told_problems_];
            inner_.model.notice(problem);
            inner_.model.answer(problem);
        }
    }

    void set_left() { is_left_ = true; }
    bool is_left() const { return is_left_; }

  private:
    void update(view::Model& model) {
        model.set_time(player_.time());
        model.set_replay(player_.state());
    }

    view::Model& model() override { return inner_.model; }
    void report(const LogEvent& event, bool /*is_new*/) override {
        std::visit(Report{inner_.model}, event);
        touch();
    }
    void hold() override { inner_.is_held = true; }
    void release() override {
        inner_.is_held = false;
        touch();
    }
    void touch() override {
        if (!is_left_) view_.touch();
    }
    async::Task<void> wait_for_room() override { co_return; }

    std::uint64_t match_;
    terminal::LiveView& view_;
    terminal::InnerView inner_;
    FollowedLog log_;
    LogPlayer player_;
    std::size_t told_problems_ = 0;
    bool is_left_ = false;
};

MatchWatch::MatchWatch(async::Loop& loop, terminal::LiveView& view, Matches matches)
    : loop_(loop), view_(view), matches_(matches) {}

MatchWatch::~MatchWatch() = default;

void MatchWatch::open(const view::ChosenMatch& match) {
    try {
        next_ = std::make_unique<Watched>(loop_, view_, match);
    } catch (const std::system_error& error) {
        view::toggle_lines_of_worker(view_.model());
        view_.model().answer(describe_missing(match, error));
        return;
    }
    next_->inner().leave = [this] { leave(); };
    next_->player().follow(may_grow(match.match));
    shown_ = next_.get();
    view_.show(shown_->inner());
    opened_.notify_all();
}

void MatchWatch::leave() {
    if (shown_ == nullptr) return;
    // Another worker may play it by now.
    const auto worker = view_.model().tournament().worker_of(shown_->match());
    if (worker) view_.model().choice.worker = worker;
    std::exchange(shown_, nullptr)->set_left();
    view_.show_run();
    if (playing_ != nullptr) playing_->stop();
}

async::Task<void> MatchWatch::run() {
    for (;;) {
        while (next_ == nullptr) {
            co_await opened_.wait();
        }
        const std::unique_ptr<Watched> watched = std::move(next_);
        Watched& match = *watched;
        co_await play(match);
    }
}

async::Task<void> MatchWatch::play(Watched& watched) {
    if (watched.is_left()) co_return;
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup playing(context);
    playing_ = &playing;
    playing.start(watched.player().read_index());
    playing.start(watched.player().play());
    playing.start(follow(watched));
    co_await playing.join();
    playing_ = nullptr;
}

async::Task<void> MatchWatch::follow(Watched& watched) {
    for (;;) {
        co_await async::sleep_for(look_period);
        watched.look_again(may_grow(watched.match()));
    }
}

bool MatchWatch::may_grow(std::uint64_t match) const {
    return matches_ == Matches::run_now && view_.model().tournament().is_running(match);
}

}  // namespace game
