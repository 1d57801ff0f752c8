#include "game/timeline/collector.h"
#include "game/timeline/layout.h"
#include "game/timeline/parts.h"
#include "game/timeline/svg.h"

#include <string>

#include <doctest/doctest.h>

using game::lay_out;
using game::MarkForm;
using game::Timeline;
using game::TimelineCollector;
using game::TimelineLayout;
using namespace std::chrono_literals;

namespace {

/// A run as it is told, without a process.
class Run {
  public:
    explicit Run(game::TimelineLimits limits = {}) : collector_(limits) {
        collector_.scenario({0s, "some/run.json", 7, 1.0, 1});
    }

    void start(std::uint64_t worker, async::Duration t, const std::string& name = "zoe") {
        const std::vector<std::string> command{"zoe"};
        label_ = "ps#" + std::to_string(worker) + " (" + name + ")";
        collector_.started({t, worker, label_, 4711, command});
    }
    void write(std::uint64_t worker, async::Duration t, std::string_view text,
               bool continued = false) {
        collector_.line({t, worker, label_, game::Stream::standard_output, text, continued});
    }
    void exit(std::uint64_t worker, async::Duration t, int code = 0) {
        game::ExitEvent event;
        event.t = t;
        event.worker = worker;
        event.label = label_;
        event.exit_code = code;
        event.failed = code != 0;
        collector_.exited(event);
    }
    void begin_match(async::Duration t, const std::vector<game::MatchPlayer>& players) {
        game::MatchEvent event;
        event.t = t;
        event.players = players;
        collector_.match(event);
    }
    void eliminate(async::Duration t, std::uint64_t turn, const game::PlayerEvent& what) {
        game::TurnEvent event;
        event.t = t;
        event.turn = turn;
        event.events = {&what, 1};
        collector_.turn(event);
    }
    Timeline end(async::Duration t) {
        collector_.ended({t, 0, 0, 0});
        return collector_.take();
    }

  private:
    TimelineCollector collector_;
    std::string label_;
};

Timeline run_of(std::size_t workers) {
    Run run;
    for (std::size_t i = 1; i <= workers; ++i) {
        run.start(i, 1s);
        run.write(i, 2s, "N john");
        run.exit(i, 3s, i % 10 == 0 ? 1 : 0);
    }
    return run.end(4s);
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("a timeline has what was told") {
    Run run;
    run.start(1, 1s);
    run.write(1, 2s, "N john");
    run.write(1, 2s, "not a move");
    run.write(1, 3s, "E mary");
    run.exit(1, 4s, 3);
    run.start(2, 4s);
    const Timeline timeline = run.end(5s);
    CHECK(timeline.workers == 2);
    CHECK(timeline.failed == 1);
    CHECK(timeline.move_count == 2);
    REQUIRE(timeline.lanes.size() == 2);
    CHECK(timeline.lanes[0].outcome == "exit code 3");
    CHECK(timeline.lanes[0].end == 4s);
    CHECK(timeline.lanes[1].running == 1);
    REQUIRE(timeline.moves.single.size() == 2);
    CHECK(timeline.players[timeline.moves.single[1].player].name == "mary");
    CHECK(timeline.moves.single[1].direction == common::Direction::east);
}

TEST_CASE("lines that are no moves are kept apart, each once") {
    Run run;
    run.start(1, 0s);
    run.write(1, 1s, "step 1");
    run.write(1, 2s, "N john");
    run.write(1, 3s, "step 2", true);
    run.write(1, 3s, "and its end");
    const Timeline timeline = run.end(4s);
    CHECK(timeline.move_count == 1);
    CHECK(timeline.other_line_count == 2);
    REQUIRE(timeline.other_lines.single.size() == 2);
    CHECK(timeline.other_lines.single[0].t == 1s);
    CHECK(timeline.other_lines.single[1].t == 3s);
}

TEST_CASE("players who go out of a match are marked in the lanes of their workers") {
    Run run;
    run.start(1, 0s);
    run.exit(1, 1s, 3);
    run.start(2, 1s);
    run.begin_match(2s, {{"zoe", 1}, {"ben", 2}});
    run.eliminate(3s, 1, {"zoe", "crashed", "exit code 3", ""});
    run.eliminate(4s, 2, {"ben", "", "", "column full"});
    run.eliminate(5s, 3, {"ben", "wall-collision", "", ""});
    const Timeline timeline = run.end(6s);
    REQUIRE(timeline.eliminations.size() == 2);
    CHECK(timeline.eliminations[0].lane == 0);
    CHECK(timeline.eliminations[0].cause == "crashed, exit code 3");
    CHECK(timeline.eliminations[1].lane == 1);
    CHECK(timeline.eliminations[1].t == 5s);
    const std::string svg = game::draw_timeline(timeline);
    CHECK(count(svg, "<title>zoe is out in turn 1 - crashed, exit code 3, at 3.000 s</title>") ==
          1);
    CHECK(count(svg, "<title>ben is out in turn 3 - wall-collision, at 5.000 s</title>") == 1);
    CHECK(count(svg, ">a player is out</text>") == 1);
}

TEST_CASE("of too many who go out some are kept, from begin to end") {
    Run run({.lanes = 2, .eliminations = 100});
    for (std::uint64_t worker = 1; worker <= 4; ++worker)
        run.start(worker, 0s);
    run.begin_match(0s, {{"zoe", 4}});
    for (int i = 0; i < 10'000; ++i)
        run.eliminate(i * 1ms, 1, {"zoe", "hazard", "", ""});
    const Timeline timeline = run.end(10s);
    CHECK(timeline.eliminations.size() > 20);
    CHECK(timeline.eliminations.size() <= 100);
    CHECK(timeline.eliminations.back().t > 9s);
    CHECK(timeline.eliminations.front().lane == 1);
}

TEST_CASE("too many moves become cells, none is lost") {
    Run run({.lanes = 10, .marks = 100, .cells = 50, .players = 3});
    run.start(1, 0s);
    for (int i = 0; i < 10'000; ++i)
        run.write(1, i * 1ms, i % 3 == 0 ? "N a" : "S b");
    const Timeline timeline = run.end(10s);
    CHECK(timeline.moves.single.empty());
    CHECK(timeline.moves.cells.size() <= 50);
    CHECK(timeline.moves.cells.size() > 20);
    std::uint64_t moves = 0;
    for (const game::Timeline::Cell& cell : timeline.moves.cells) {
        moves += cell.marks;
        CHECK(timeline.players[cell.player].name == "b");
    }
    CHECK(moves == 10'000);
}

TEST_CASE("too many workers share lanes, those that run keep theirs") {
    Run run({.lanes = 4, .marks = 100, .cells = 50, .players = 3});
    for (std::uint64_t i = 1; i <= 9; ++i)
        run.start(i, std::chrono::seconds(i));
    run.write(9, 10s, "N john");
    run.exit(1, 11s);
    run.exit(9, 12s, 1);
    const Timeline timeline = run.end(13s);
    REQUIRE(timeline.lanes.size() == 3);
    CHECK(timeline.lanes[0].workers == 4);
    CHECK(timeline.lanes[0].running == 3);
    CHECK(timeline.lanes[2].workers == 1);
    CHECK(timeline.lanes[2].failed == 1);
    CHECK(timeline.moves.single.at(0).lane == 2);
}

TEST_CASE("too many players are others") {
    Run run({.lanes = 4, .marks = 100, .cells = 50, .players = 3});
    run.start(1, 0s);
    for (const char* move : {"N a", "N b", "N c", "N d", "N a"})
        run.write(1, 1s, move);
    const Timeline timeline = run.end(2s);
    REQUIRE(timeline.players.size() == 3);
    CHECK(timeline.players[0].moves == 2);
    CHECK(timeline.players[2].name == "others");
    CHECK(timeline.players[2].moves == 2);
}

TEST_CASE("time goes from left to right, lanes from top to bottom") {
    const Timeline timeline = run_of(3);
    const TimelineLayout layout = lay_out(timeline);
    CHECK(layout.x(0s) == doctest::Approx(layout.plot_left));
    CHECK(layout.x(4s) == doctest::Approx(layout.plot_right));
    CHECK(layout.x(2s) == doctest::Approx((layout.plot_left + layout.plot_right) / 2));
    CHECK(layout.y(0) > layout.plot_top);
    CHECK(layout.y(2) - layout.y(1) == doctest::Approx(layout.pitch));
    CHECK(layout.y(2) < layout.plot_bottom);
    CHECK(layout.plot_bottom < layout.height);
}

TEST_CASE("lanes become thinner with their number, and the picture no taller than can be read") {
    CHECK(lay_out(run_of(1)).form == MarkForm::arrow);
    CHECK(lay_out(run_of(10)).form == MarkForm::arrow);
    CHECK(lay_out(run_of(100)).form == MarkForm::shape);
    CHECK(lay_out(run_of(500)).form == MarkForm::tick);
    for (const std::size_t workers :
         {0UL, 1UL, 10UL, 33UL, 100UL, 111UL, 261UL, 500UL, 600UL, 5000UL}) {
        const TimelineLayout layout = lay_out(run_of(workers));
        CAPTURE(workers);
        CHECK(layout.height < 1600);
        CHECK(static_cast<double>(layout.label_every) * layout.pitch >= layout.label_size);
    }
}

TEST_CASE("a legend that is too long says how many more there are") {
    Run run;
    run.start(1, 0s);
    for (int i = 0; i < 200; ++i)
        run.write(1, 1s, "N player-" + std::to_string(i));
    const Timeline timeline = run.end(2s);
    const TimelineLayout layout = lay_out(timeline);
    const std::size_t shown = layout.legend.size() - 1;
    CHECK(shown > 10);
    CHECK(layout.legend.back().text == "and " + std::to_string(200 - shown) + " more");
    for (const game::LegendItem& item : layout.legend)
        CHECK(item.x + game::text_width(item.text, 12) < layout.width);
}

TEST_CASE("where marks would hide one another there are cells") {
    Run run;
    run.start(1, 0s);
    run.start(2, 0s);
    for (int i = 0; i < 2000; ++i)
        run.write(1, i * 1ms, "N a");
    run.write(2, 1s, "E b");
    const Timeline timeline = run.end(4s);
    const game::Timeline::Marks drawn = marks_to_draw(timeline, lay_out(timeline)).moves;
    CHECK(drawn.single.size() == 1);
    CHECK(drawn.cells.size() > 100);
    CHECK(drawn.cells.size() < 1000);
}

TEST_CASE("the players of a worker have tracks of their own, however many") {
    for (const int players : {1, 2, 3, 6}) {
        Run run;
        run.start(1, 0s);
        for (int i = 0; i < players; ++i)
            run.write(1, 1s, "N player-" + std::to_string(i));
        const Timeline timeline = run.end(2s);
        const TimelineLayout layout = lay_out(timeline);
        double bottom = layout.y(0) - layout.bar / 2;
        for (const Timeline::Mark& mark : timeline.moves.single) {
            const game::MarkPlace place = layout.place(mark);
            CAPTURE(players);
            CHECK(place.y - place.scale * layout.mark_size >= bottom - 0.15 * layout.bar);
            bottom = place.y + place.scale * layout.mark_size;
        }
        CHECK(bottom <= layout.y(0) + layout.bar / 2);
    }
}

TEST_CASE("lines that are no moves are ticks, or cells where they are dense") {
    Run run;
    run.start(1, 0s);
    run.start(2, 0s);
    for (int i = 0; i < 2000; ++i)
        run.write(1, i * 1ms, "a line");
    run.write(2, 1s, "a line");
    const std::string svg = draw_timeline(run.end(4s));
    CHECK(count(svg, "<path class=\"lines\"") >= 1);
    CHECK(count(svg, "<path class=\"line\"") == 1 + 1);  // and one in the legend
    CHECK(count(svg, ">another line</text>") == 1);
    CHECK(count(svg, "2001 other lines") == 2);
}

TEST_CASE("the legend explains failures only if there are any") {
    Run run;
    run.start(1, 0s);
    run.exit(1, 1s);
    CHECK(count(draw_timeline(run.end(2s)), ">failed</text>") == 0);
    CHECK(count(draw_timeline(run_of(10)), ">failed</text>") == 1);
}

TEST_CASE("the legend explains the moves in thin lanes, if there are any") {
    const std::string meaning = ">a move, in the colour of its player</text>";
    CHECK(count(draw_timeline(run_of(200)), meaning) == 1);
    CHECK(count(draw_timeline(run_of(10)), meaning) == 0);
    Run silent;
    for (std::uint64_t worker = 1; worker <= 200; ++worker)
        silent.start(worker, 0s);
    CHECK(count(draw_timeline(silent.end(1s)), meaning) == 0);
}

TEST_CASE("the widest label that has room is whole") {
    for (const std::size_t workers : {1U, 20U, 100U, 200U}) {
        for (std::size_t length = 1; length <= 15; ++length) {
            Run run;
            const std::string name(length, 'x');
            for (std::uint64_t worker = 1; worker <= workers; ++worker)
                run.start(worker, 0s, name);
            const std::string svg = draw_timeline(run.end(1s));
            CAPTURE(workers);
            CAPTURE(length);
            CHECK(count(svg, "…") == 0);
        }
    }
}

TEST_CASE("a signal has its name") {
    TimelineCollector collector;
    const std::vector<std::string> command{"zoe"};
    collector.started({0s, 1, "ps#1 (zoe)", 4711, command});
    game::ExitEvent event;
    event.worker = 1;
    event.status = game::ExitStatus::signaled;
    event.signal = 11;
    event.failed = true;
    collector.exited(event);
    CHECK(count(draw_timeline(collector.take()), ">SIGSEGV</text>") == 1);
}

TEST_CASE("a page in dark colours gets a dark picture") {
    CHECK(count(draw_timeline(run_of(1)), "@media (prefers-color-scheme:dark)") == 1);
}

TEST_CASE("each move has a mark with its direction and player, each worker a bar") {
    const std::string svg = draw_timeline(run_of(10));
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    CHECK(svg.ends_with("</svg>\n"));
    CHECK(count(svg, "<use href=\"#p0N\"") == 10);
    CHECK(count(svg, "<title>N john at 2.000 s</title>") == 10);
    CHECK(count(svg, "<rect class=\"bar\"") == 9 + 1);  // and one in the legend
    CHECK(count(svg, "<rect class=\"bar failed\"") == 1 + 1);
    CHECK(count(svg, ">exit code 1</text>") == 1);
    CHECK(count(svg, ">john (10)</text>") == 1);
    CHECK(count(svg, "run.json") == 2);
}

TEST_CASE("names are text in the picture, whatever they hold") {
    Run run;
    run.start(1, 0s, "<b>&\"\x01\xff\u202e\uffff\u00e9");
    run.write(1, 1s, "N <script>&\xff\u009b");
    const std::string svg = draw_timeline(run.end(2s));
    CHECK(count(svg, "&lt;b&gt;&amp;&quot;\\x01\\xff\\xe2\\x80\\xae\ufffd\u00e9") >= 1);
    CHECK(count(svg, "<script") == 0);
    CHECK(count(svg, "&lt;script&gt;&amp;\\xff\\xc2\\x9b") >= 2);
}

TEST_CASE("a run in which nothing happened has a picture as well") {
    const std::string svg = draw_timeline(Run().end(0s));
    CHECK(count(svg, "0 workers, 0 failed") == 2);
    CHECK(svg.find("nan") == std::string::npos);
    CHECK(svg.find("inf") == std::string::npos);
}
