/// Broadcast: one Reporter that is many.
#pragma once

#include "game/events/reporter.h"

#include <memory>
#include <utility>
#include <vector>

namespace game {

/// Passes every event on to its members, in the order in which they joined.
class Broadcast final : public Reporter {
  public:
    void add(std::unique_ptr<Reporter> member) { members_.push_back(std::move(member)); }

    void scenario(const ScenarioEvent& event) override { tell(&Reporter::scenario, event); }
    void clock(const ClockEvent& event) override { tell(&Reporter::clock, event); }
    void started(const StartEvent& event) override { tell(&Reporter::started, event); }
    void line(const LineEvent& event) override { tell(&Reporter::line, event); }
    void exited(const ExitEvent& event) override { tell(&Reporter::exited, event); }
    void command(const CommandEvent& event) override { tell(&Reporter::command, event); }
    void stopping(const StopEvent& event) override { tell(&Reporter::stopping, event); }
    void ended(const EndEvent& event) override { tell(&Reporter::ended, event); }

  private:
    template <class Event>
    void tell(void (Reporter::*what)(const Event&), const Event& event) {
        for (const std::unique_ptr<Reporter>& member : members_)
            (member.get()->*what)(event);
    }

    std::vector<std::unique_ptr<Reporter>> members_;
};

}  // namespace game
