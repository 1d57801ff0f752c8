/// TournamentAudience: the outputs of a tournament, as its matches see them.
#pragma once

#include "game/events/audience.h"

namespace game {

/// Who plays a tournament, as the events of its workers concern it.
class MatchWatcher {
  public:
    MatchWatcher() = default;
    MatchWatcher(const MatchWatcher&) = delete;
    MatchWatcher& operator=(const MatchWatcher&) = delete;
    virtual ~MatchWatcher() = default;

    /// A worker wrote a line. Returns true if it was the result of its match, which is not for
    /// people.
    virtual bool take_line(const LineEvent& event) = 0;

    /// A worker has ended. Returns how many lines it wrote that were taken.
    virtual std::uint64_t take_end(const ExitEvent& event) = 0;

    /// A command has been carried out.
    virtual void note_command(const CommandEvent& event) = 0;
};

/// Passes all events on to the outputs but what the watcher takes. Owned by TournamentRun.
class TournamentAudience final : public Audience {
  public:
    /// Both must outlive it.
    TournamentAudience(Audience& outputs, MatchWatcher& watcher)
        : outputs_(outputs), watcher_(watcher) {}

    async::Task<void> wait_until_caught_up() override { return outputs_.wait_until_caught_up(); }

    void scenario(const ScenarioEvent& event) override { outputs_.scenario(event); }
    void clock(const ClockEvent& event) override { outputs_.clock(event); }
    void started(const StartEvent& event) override { outputs_.started(event); }
    void line(const LineEvent& event) override {
        if (!watcher_.take_line(event)) outputs_.line(event);
    }
    void exited(const ExitEvent& event) override {
        ExitEvent passed = event;
        passed.lines -= watcher_.take_end(event);
        outputs_.exited(passed);
    }
    void command(const CommandEvent& event) override {
        outputs_.command(event);
        watcher_.note_command(event);
    }
    void stopping(const StopEvent& event) override { outputs_.stopping(event); }
    void match(const MatchEvent& event) override { outputs_.match(event); }
    void turn(const TurnEvent& event) override { outputs_.turn(event); }
    void result(const ResultEvent& event) override { outputs_.result(event); }
    void tournament(const TournamentEvent& event) override { outputs_.tournament(event); }
    void match_started(const MatchStartEvent& event) override { outputs_.match_started(event); }
    void match_ended(const MatchEndEvent& event) override { outputs_.match_ended(event); }
    void standings(const StandingsEvent& event) override { outputs_.standings(event); }
    void ended(const EndEvent& event) override { outputs_.ended(event); }

  private:
    Audience& outputs_;
    MatchWatcher& watcher_;
};

}  // namespace game
