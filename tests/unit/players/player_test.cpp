#include "players/player.h"

#include "common/async/loop.h"
#include "players/predef.h"
#include "tests/unit/manual_time.h"

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using players::Player;
using players::PlayerSpec;
using players::Random;

namespace {

struct Announced {
    async::TimePoint time;
    std::string move;

    bool operator==(const Announced&) const = default;
};

/// A field with time of its own: an hour takes no time.
class Field {
  public:
    Field() = default;

    void add(const PlayerSpec& spec, double speed = 1) {
        const Random random(seed, players_.size());
        players_.emplace_back(spec, speed, random,
                              [this](common::Direction direction, const std::string& name) {
                                  announce(direction, name);
                              });
    }

    /// Each announcement takes so long.
    void delay(async::Duration duration) { delay_ = duration; }

    /// Every announcement from this one on fails.
    void fail_from(std::size_t announcement) { first_failure_ = announcement; }

    void play() { loop_.run(players::run_together(players_)); }

    const std::vector<Announced>& announced() const { return announced_; }
    async::TimePoint now() { return time_.now(); }

    static constexpr std::uint64_t seed = 1;

  private:
    void announce(common::Direction direction, const std::string& name) {
        if (announced_.size() >= first_failure_) throw std::runtime_error("no field left");
        announced_.push_back({loop_.now(), common::format_move(direction, name)});
        time_.advance(delay_);
    }

    async::ManualTime time_;
    async::Loop loop_{time_};
    std::vector<Player> players_;
    std::vector<Announced> announced_;
    async::Duration delay_{0};
    std::size_t first_failure_ = std::numeric_limits<std::size_t>::max();
};

/// What a player alone does, worked out without a loop.
struct Course {
    std::vector<Announced> moves;
    async::TimePoint end;
};

Course course(const PlayerSpec& spec, std::uint64_t stream, double speed = 1) {
    Random random(Field::seed, stream);
    Course result;
    for (std::uint64_t cycle = 0; cycle < spec.cycles; ++cycle) {
        const double duration = random.below(spec.period);
        result.moves.push_back({result.end, common::format_move(random.direction(), spec.name)});
        result.end += players::sleep_time(duration, speed);
    }
    return result;
}

/// The moves, without their times.
std::vector<std::string> story(const Field& field) {
    std::vector<std::string> moves;
    for (const Announced& announced : field.announced())
        moves.push_back(announced.move);
    return moves;
}

std::vector<Announced> moves_of(const std::string& name, const std::vector<Announced>& all) {
    std::vector<Announced> moves;
    for (const Announced& announced : all) {
        if (announced.move.ends_with(" " + name)) moves.push_back(announced);
    }
    return moves;
}

}  // namespace

TEST_CASE("a player moves at once, sleeps after every move, and ends after the last sleep") {
    const PlayerSpec zoe = {"zoe", 5, 0.3};
    Field field;
    const async::TimePoint start = field.now();
    field.add(zoe);
    field.play();
    CHECK(field.announced() == course(zoe, 0).moves);
    CHECK(field.announced().front().time == start);
    CHECK(field.now() == course(zoe, 0).end);
    CHECK(field.now() > field.announced().back().time);
}

TEST_CASE("players play at the same time, each as if alone") {
    const std::vector<PlayerSpec> pair = players::predef(1);
    Field field;
    for (const PlayerSpec& spec : pair)
        field.add(spec);
    field.play();
    CHECK(moves_of("john", field.announced()) == course(pair[0], 0).moves);
    CHECK(moves_of("mary", field.announced()) == course(pair[1], 1).moves);
    CHECK(field.now() == std::max(course(pair[0], 0).end, course(pair[1], 1).end));

    CHECK(story(field) == std::vector<std::string>{"E john", "N mary", "W mary", "E mary", "E mary",
                                                   "N john", "E john", "E mary", "N mary",
                                                   "N mary"});
}

TEST_CASE("speed divides every duration") {
    const PlayerSpec zoe = {"zoe", 5, 0.3};
    Field field;
    field.add(zoe, 10);
    field.play();
    CHECK(field.announced() == course(zoe, 0, 10).moves);
    CHECK(field.now() < field.announced().front().time + 5 * 30ms);
}

TEST_CASE("moves that come late neither add up nor change their order") {
    Field punctual;
    Field late;
    for (const PlayerSpec& spec : players::predef(3)) {
        punctual.add(spec, 10);
        late.add(spec, 10);
    }
    late.delay(20ms);
    punctual.play();
    late.play();
    CHECK(story(late) == story(punctual));
    CHECK(late.now() - punctual.now() < 3 * 20ms);
}

TEST_CASE("after a suspension nobody makes up for what was missed") {
    const PlayerSpec zoe = {"zoe", 5, 0.3};
    Field field;
    field.add(zoe);
    field.delay(1h);
    field.play();
    CHECK(field.now() == async::TimePoint(5h));
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(field.announced()[i].time == async::TimePoint(static_cast<int>(i) * 1h));
}

TEST_CASE("a player without cycles makes no move and takes no time") {
    Field field;
    const async::TimePoint start = field.now();
    field.add({"zoe", 0, 10});
    field.play();
    CHECK(field.announced().empty());
    CHECK(field.now() == start);
}

TEST_CASE("nobody on the field") {
    Field field;
    field.play();
    CHECK(field.announced().empty());
}

TEST_CASE("players without a period take turns") {
    Field field;
    const async::TimePoint start = field.now();
    field.add({"zoe", 3, 0});
    field.add({"max", 3, 0});
    field.play();
    std::string names;
    for (const Announced& announced : field.announced())
        names += announced.move.substr(1);
    CHECK(names == " zoe max zoe max zoe max");
    CHECK(field.now() == start);
}

TEST_CASE("a move that cannot be announced ends it at once for all") {
    Field field;
    field.add({"zoe", 3, 1000});
    field.add({"max", 1'000'000'000'000'000'000, 1});
    field.fail_from(3);
    CHECK_THROWS_WITH_AS(field.play(), "no field left", std::runtime_error);
    CHECK(field.announced().size() == 3);
    CHECK(field.now() - field.announced().front().time < 5s);
}

TEST_CASE("absurd durations are long, and no more") {
    constexpr double huge = std::numeric_limits<double>::max();
    constexpr double tiny = std::numeric_limits<double>::denorm_min();
    constexpr async::Duration longest = 1'000'000'000s;
    CHECK(players::sleep_time(0.25, 1) == 250ms);
    CHECK(players::sleep_time(0.25, 2) == 125ms);
    CHECK(players::sleep_time(0, tiny) == 0s);
    CHECK(players::sleep_time(tiny, huge) == 0s);
    CHECK(players::sleep_time(1e300, 1) == longest);
    CHECK(players::sleep_time(huge, tiny) == longest);

    Field field;
    const async::TimePoint start = field.now();
    field.add({"zoe", 3, 1e300});
    field.play();
    CHECK(field.announced().size() == 3);
    CHECK(field.now() - start == 3 * longest);
}
