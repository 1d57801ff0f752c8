/// EventFeed: the events of a run, for the clients that have subscribed to them.
#pragma once

#include "common/async/async.h"
#include "game/commands/line_budget.h"
#include "game/events/reporter.h"
#include "game/log/writer.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace game {

/// Keeps the latest events, as the lines of the log, until every Subscription has taken them. Each
/// event is written once, however many subscribe; while nobody does, nothing is written.
///
/// At most `capacity` bytes are kept, for all together. A subscription that falls further behind
/// loses events, and is told how many.
class EventFeed final : public Reporter {
  public:
    class Subscription;

    static constexpr std::size_t capacity = 8UL * 1024 * 1024;

    enum class Lines {
        all,
        sampled,  ///< of a flood only a part (LineBudget), and how many events are left out
    };

    explicit EventFeed(Lines lines = Lines::all) : lines_(lines) {}

    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override { write(&LogWriter::clock, event); }
    void started(const StartEvent& event) override { write(&LogWriter::started, event); }
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override { write(&LogWriter::exited, event); }
    void command(const CommandEvent& event) override { write(&LogWriter::command, event); }
    void stopping(const StopEvent& event) override { write(&LogWriter::stopping, event); }
    void match(const MatchEvent& event) override { write(&LogWriter::match, event); }
    void turn(const TurnEvent& event) override { write(&LogWriter::turn, event); }
    void result(const ResultEvent& event) override { write(&LogWriter::result, event); }
    void tournament(const TournamentEvent& event) override { write(&LogWriter::tournament, event); }
    void match_started(const MatchStartEvent& event) override {
        write(&LogWriter::match_started, event);
    }
    void match_turn(const MatchTurnEvent& event) override { write(&LogWriter::match_turn, event); }
    void match_ended(const MatchEndEvent& event) override { write(&LogWriter::match_ended, event); }
    void standings(const StandingsEvent& event) override { write(&LogWriter::standings, event); }
    void ended(const EndEvent& event) override { write(&LogWriter::ended, event); }

  private:
    /// Some lines that follow each other.
    struct Piece {
        std::string lines;
        std::uint64_t first_event = 0;  ///< how many events came before
        std::size_t readers = 0;        ///< the subscriptions that are here
    };

    template <class Event>
    void write(void (LogWriter::*call)(const Event&), const Event& event) {
        if (subscriptions_ == 0) return;
        latest_ = event.t;
        if (left_out_ > 0) note_skipped(event.t);
        (writer_.*call)(event);
    }

    void append(std::string_view line);
    void note_skipped(async::Duration t);
    void drop_oldest();
    void clear();
    Piece& piece(std::uint64_t number) { return pieces_[number - first_piece_]; }
    std::uint64_t last_piece() const { return first_piece_ + pieces_.size() - 1; }

    LogWriter writer_{[this](std::string_view line) { append(line); }};
    std::deque<Piece> pieces_ = std::deque<Piece>(1);  ///< never empty; the last one grows
    std::uint64_t first_piece_ = 0;                    ///< the number of the oldest
    std::size_t size_ = 0;                             ///< of all pieces, in bytes
    std::uint64_t events_ = 0;                         ///< how many were written
    async::Duration latest_{0};                        ///< the time of the latest
    std::size_t subscriptions_ = 0;
    Lines lines_;
    LineBudget budget_;
    std::uint64_t left_out_ = 0;  ///< lines, since the event before
    async::Condition added_;
};

/// The place of one client in the feed. It can be slow, or take nothing at all.
class EventFeed::Subscription {
  public:
    /// Begins with the next event. `feed` must outlive it.
    explicit Subscription(EventFeed& feed);
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription();

    bool has_more() const;

    /// Waits until there is something to take.
    async::Task<void> wait();

    /// Takes the next lines, some 128 KiB at most, or one that is longer. If events were lost,
    /// takes in their place a line of the form `{"t":12.000345,"event":"skipped","events":1234}`,
    /// and goes on with the next event. Only if `has_more`. Valid until the next event.
    std::string_view take();

  private:
    std::string_view take_mark();

    EventFeed& feed_;
    std::uint64_t piece_;
    std::size_t taken_;  ///< of that piece, in bytes
    std::uint64_t next_event_;
    std::string mark_;
};

}  // namespace game
