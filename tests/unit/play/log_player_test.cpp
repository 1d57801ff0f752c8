#include "game/play/log_player.h"

#include "tests/unit/manual_time.h"
#include "tests/unit/shown_lines.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace tests {

using namespace std::chrono_literals;
using Want = game::view::ReplayRequest;

namespace {

/// Events in memory, to which a test may add some.
class Told final : public game::EventSource {
  public:
    explicit Told(const std::vector<game::LogEvent>& events) : events_(events) {}

    const game::LogEvent* next() override {
        return position_ < events_.size() ? &events_[position_++] : nullptr;
    }
    std::uint64_t position() const override { return position_; }
    const std::optional<int>& exit_code() const override { return exit_code_; }
    std::vector<std::string> problems() const override { return {}; }

  private:
    const std::vector<game::LogEvent>& events_;
    std::uint64_t position_ = 0;
    std::optional<int> exit_code_;
};

game::TurnEvent played_turn(std::uint64_t number) {
    game::TurnEvent event;
    event.t = std::chrono::seconds(number);
    event.turn = number;
    return event;
}

/// A player of a match of five turns, of which each is a second, and what comes of it.
struct Theatre final : private game::LogStage {
    async::ManualTime time;
    async::Loop loop{time};
    async::TimePoint begin = time.now();
    std::vector<game::LogEvent> events;
    game::view::Model shown;
    std::vector<std::string> story;  ///< `2 turn 1`: the second, and what was reported in it
    std::vector<std::uint64_t> looks;
    int held = 0;
    game::LogPlayer player;

    explicit Theatre(double speed = 1)
        : player(loop, *this, [this] { return std::make_unique<Told>(events); }, speed) {
        events.reserve(20);  // a player may hold one while others are added
        events.emplace_back(game::ScenarioEvent{0s, "x.json", {}, 1, 2});
        events.emplace_back(game::MatchEvent{});
        for (std::uint64_t turn = 1; turn <= 5; ++turn)
            events.emplace_back(played_turn(turn));
    }

    /// Plays for so long, and does things meanwhile.
    struct Act {
        async::Duration at;
        std::function<void()> what;
    };
    void run(std::vector<Act> acts, async::Duration duration) {
        loop.run(perform(std::move(acts), duration));
    }

    /// The same as a request of the user.
    Act want(async::Duration at, game::view::ReplayRequest request) {
        return {at, [this, request] { player.control(request); }};
    }

    /// The match plays on: the log has grown up to this turn.
    Act grow(async::Duration at, std::uint64_t turn, bool is_growing = true) {
        return {at, [this, turn, is_growing] {
                    for (std::uint64_t next = events.size() - 1; next <= turn; ++next)
                        events.emplace_back(played_turn(next));
                    player.look_again(is_growing);
                }};
    }

    /// Notes which turn is shown.
    Act look(async::Duration at) {
        return {at, [this] { looks.push_back(turn()); }};
    }

    std::uint64_t turn() const { return shown.match().turn(); }

  private:
    async::Task<void> perform(std::vector<Act> acts, async::Duration duration) {
        loop.start(player.read_index());
        loop.start(player.play());
        for (const Act& act : acts) {
            const async::TimePoint due = begin + act.at;
            co_await async::sleep_until(due);
            act.what();
        }
        const async::TimePoint end = begin + duration;
        co_await async::sleep_until(end);
    }

    game::view::Model& model() override { return shown; }
    void report(const game::LogEvent& event, bool is_new) override {
        std::visit(game::Report{shown}, event);
        const auto* const turn = std::get_if<game::TurnEvent>(&event);
        if (turn == nullptr || held > 0) return;
        const std::chrono::duration<double> now = time.now() - begin;
        story.push_back(
            fmt::format("{:g} turn {}{}", now.count(), turn->turn, is_new ? "" : " again"));
    }
    void hold() override { ++held; }
    void release() override { --held; }
    void touch() override {}
    async::Task<void> wait_for_room() override { co_return; }
};

using Story = std::vector<std::string>;
using Turns = std::vector<std::uint64_t>;

}  // namespace

TEST_SUITE("log player") {
    TEST_CASE("it plays at the pace of the log, and waits at the end") {
        Theatre theatre;
        theatre.run({}, 10s);
        CHECK(theatre.story == Story{"1 turn 1", "2 turn 2", "3 turn 3", "4 turn 4", "5 turn 5"});
        CHECK(theatre.player.state().is_paused);
        CHECK(theatre.player.state().turn == 5);
        CHECK(theatre.player.state().turns == 5);
        CHECK(theatre.player.time() == 5s);
    }

    TEST_CASE("the speed can be another one, and change") {
        Theatre theatre(2);
        theatre.run({theatre.want(1500ms, Want::slower)}, 10s);
        CHECK(theatre.story ==
              Story{"0.5 turn 1", "1 turn 2", "1.5 turn 3", "2.5 turn 4", "3.5 turn 5"});
    }

    TEST_CASE("it stops, and goes on from there") {
        Theatre theatre;
        theatre.run(
            {theatre.want(1500ms, Want::pause_or_go_on), theatre.want(5s, Want::pause_or_go_on)},
            6s);
        CHECK(theatre.story == Story{"1 turn 1", "5.5 turn 2"});
        CHECK(theatre.player.time() == 2500ms);
    }

    TEST_CASE("it steps back and on, which shows only where it comes to") {
        Theatre theatre;
        theatre.run({theatre.want(3500ms, Want::turn_back), theatre.want(3600ms, Want::turn_back)},
                    10s);
        CHECK(theatre.turn() == 1);
        CHECK(theatre.player.state().is_paused);
        CHECK(theatre.story.size() == 3);
        CHECK(theatre.held == 0);
    }

    TEST_CASE("at the end it can begin once more, and says that it is not new") {
        Theatre theatre(10);
        theatre.run({theatre.want(2s, Want::pause_or_go_on)}, 2150ms);
        CHECK(theatre.turn() == 1);
        CHECK(theatre.story.back() == "2.1 turn 1 again");
    }

    TEST_CASE("where nobody went out, it says so") {
        Theatre theatre;
        theatre.run({theatre.want(1500ms, Want::next_out)}, 2s);
        CHECK(theatre.shown.shown_answer() == "nobody goes out later");
    }

    TEST_CASE("of a log that grows, the newest turn is shown, whenever it comes") {
        Theatre theatre;
        theatre.player.follow(true);
        theatre.run({theatre.look(10ms), theatre.grow(20ms, 7), theatre.look(30ms)}, 40ms);
        CHECK(theatre.looks == Turns{5, 7});
        CHECK(theatre.player.state().is_live);
        CHECK(theatre.player.state().turns == 7);
        CHECK(theatre.player.time() == 7s);
    }

    TEST_CASE("who goes back in it stays there, and comes to the newest turn again") {
        Theatre theatre;
        theatre.player.follow(true);
        theatre.run({theatre.want(10ms, Want::turn_back), theatre.grow(20ms, 7), theatre.look(30ms),
                     theatre.want(40ms, Want::turn_on), theatre.look(50ms),
                     theatre.want(60ms, Want::end), theatre.grow(70ms, 8), theatre.look(80ms)},
                    90ms);
        CHECK(theatre.looks == Turns{4, 5, 8});
        CHECK(theatre.player.state().is_live);
    }

    TEST_CASE("steps lead to the newest turn, and so does playing") {
        Theatre theatre;
        theatre.player.follow(true);
        theatre.run({theatre.want(10ms, Want::turn_back), theatre.want(20ms, Want::turn_on),
                     theatre.grow(30ms, 6), theatre.look(40ms), theatre.want(50ms, Want::turn_on),
                     theatre.want(60ms, Want::turn_on), theatre.grow(70ms, 7), theatre.look(80ms)},
                    90ms);
        CHECK(theatre.looks == Turns{5, 7});
        Theatre other;
        other.player.follow(true);
        other.run({other.want(5ms, Want::pause_or_go_on), other.want(10ms, Want::turn_back),
                   other.want(20ms, Want::pause_or_go_on), other.look(900ms), other.look(1100ms),
                   other.grow(1200ms, 9), other.look(1300ms)},
                  2s);
        CHECK(other.looks == Turns{4, 5, 9});
        CHECK(other.player.state().is_live);
    }

    TEST_CASE("when it grows no more, its end is like that of others") {
        Theatre theatre;
        theatre.player.follow(true);
        theatre.run({theatre.grow(10ms, 6, false), theatre.look(20ms),
                     theatre.want(30ms, Want::pause_or_go_on), theatre.look(1100ms)},
                    1200ms);
        CHECK(theatre.looks == Turns{6, 1});
        CHECK_FALSE(theatre.player.state().is_live);
    }

    TEST_CASE("a log of which all is there is played from its beginning") {
        Theatre theatre;
        theatre.player.follow(false);
        theatre.run({theatre.look(1100ms), theatre.grow(5100ms, 5, false)}, 6s);
        CHECK(theatre.looks == Turns{1});
        CHECK(theatre.turn() == 5);
        CHECK(theatre.player.state().is_paused);
    }

    TEST_CASE("a log that begins anew is shown anew, wherever the user was") {
        Theatre theatre;
        theatre.player.follow(true);
        theatre.run({theatre.want(10ms, Want::turn_back),
                     {20ms,
                      [&theatre] {
                          theatre.events.resize(2);
                          theatre.player.start_anew(true);
                      }},
                     theatre.look(30ms),
                     theatre.grow(40ms, 2),
                     theatre.look(50ms)},
                    60ms);
        CHECK(theatre.looks == Turns{0, 2});
        CHECK(theatre.player.state().turns == 2);
        CHECK(theatre.player.state().is_live);
    }
}

}  // namespace tests
