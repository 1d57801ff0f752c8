/// Runs as the screen is told of them, for its tests.
#pragma once

#include "game/view/model.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace shown_runs {

using namespace std::chrono_literals;
using game::view::Model;

inline async::Duration seconds(double count) {
    return std::chrono::duration_cast<async::Duration>(std::chrono::duration<double>(count));
}

inline std::string label_of(std::uint64_t worker, std::string_view name) {
    return fmt::format("ps#{} ({})", worker, name);
}

inline void start(Model& model, std::uint64_t worker, std::string_view name, double t,
                  const std::vector<std::string>& command = {"true"}) {
    const std::string label = label_of(worker, name);
    model.started({seconds(t), worker, label, 48'211 + static_cast<pid_t>(worker), command});
}

inline void write(Model& model, std::uint64_t worker, std::string_view name, double t,
                  std::string_view text, game::Stream stream = game::Stream::standard_output,
                  std::optional<std::uint64_t> turn = std::nullopt) {
    const std::string label = label_of(worker, name);
    model.line({seconds(t), worker, label, stream, text, false, turn});
}

inline void end(Model& model, std::uint64_t worker, double t, double ran, int exit_code,
                game::ExitStatus status = game::ExitStatus::exited) {
    game::ExitEvent event;
    event.t = seconds(t);
    event.worker = worker;
    event.status = status;
    event.exit_code = exit_code;
    event.failed = exit_code != 0 || status != game::ExitStatus::exited;
    event.ran = seconds(ran);
    model.exited(event);
}

/// Fourteen workers of a run without a match, at 42.6 s.
inline void tell_of_many(Model& model) {
    struct Worker {
        std::string name;
        double start;
        double end;
        int lines;      ///< until 32.6 s
        int new_lines;  ///< since
        std::string last_line;
    };
    const std::vector<Worker> workers = {
        {"predef 1", 0, 9.8, 22, 0, "E mary"},
        {"predef 2", 0, 11.6, 20, 0, "S jane"},
        {"fetch mirror", 1.0, 42.6, 1424, 479, "GET /pool/main/l/linux/ 200 48213 B"},
        {"fetch docs", 1.0, 17.4, 61, 0, "curl: (6) Could not resolve host: docs.example"},
        {"indexer", 2.2, 42.6, 96, 31, "indexed 18402 of 60000 documents"},
        {"predef 3", 3.0, 11.1, 36, 0, "W randalphe"},
        {"compile and run", 8.5, 42.6, 23, 8,
         "snake.cpp:88:14: warning: comparison of integer expressions of different signedness"},
        {"load test 1", 12.0, 42.6, 248, 120, "1000 requests, p99 8.1 ms"},
        {"load test 2", 12.0, 42.6, 251, 120, "1000 requests, p99 7.9 ms"},
        {"load test 3", 12.0, 32, 212, 0, "waiting for a connection"},
        {"predef 4", 36.2, 42.6, 0, 9, "N bertrand"},
        {"the-very-careful-snake-with-notes", 20.0, 42.6, 66, 55, "index 1204 of 9000"},
    };
    model.scenario({0s, "runs/many.json", 7, 1.0, 14});
    model.set_waiting({"load test 4", "load test 5"}, 2);
    // The lines of all workers, but for the last ones, evenly from their starts to their ends.
    const auto write_all = [&](double from, double to, int Worker::* count) {
        std::vector<std::pair<double, std::size_t>> lines;
        for (std::size_t i = 0; i < workers.size(); ++i) {
            const double begin = std::max(from, workers[i].start);
            const double end = std::min(to, workers[i].end);
            const int last = count == &Worker::new_lines ? 1 : 0;
            const int all = workers[i].*count - last;
            for (int n = 0; n < all; ++n)
                lines.emplace_back(begin + (end - begin) * n / all, i);
        }
        std::sort(lines.begin(), lines.end());
        for (const auto& [t, i] : lines)
            write(model, i + 1, workers[i].name, t, workers[i].last_line);
    };
    for (std::size_t i = 0; i < workers.size(); ++i)
        start(model, i + 1, workers[i].name, workers[i].start);
    write_all(0, 32.6, &Worker::lines);
    end(model, 1, 30, 9.8, 0);
    end(model, 2, 30, 11.6, 0);
    end(model, 4, 30, 16.4, 6);
    end(model, 6, 30, 8.1, 0);
    end(model, 10, 32, 20, 0, game::ExitStatus::timed_out);
    model.measure(seconds(32.6), {});
    write_all(32.6, 41.9, &Worker::new_lines);
    const auto write_last = [&](std::uint64_t worker, double t,
                                game::Stream stream = game::Stream::standard_output) {
        write(model, worker, workers[worker - 1].name, t, workers[worker - 1].last_line, stream);
    };
    write_last(3, 41.95);
    write_last(8, 42.01);
    write_last(9, 42.02);
    write_last(11, 42.11);
    write_last(12, 42.18);
    write_last(7, 42.24, game::Stream::standard_error);
    write(model, 3, workers[2].name, 42.31, workers[2].last_line);
    write_last(5, 42.55);
    const std::vector<game::view::WorkerUsage> usages = {
        {3, 12, 14U << 20U}, {5, 96, 412U << 20U}, {7, 41, 188U << 20U}, {8, 7, 31U << 20U},
        {9, 7, 31U << 20U},  {11, 0, 2U << 20U},   {12, 23, 64U << 20U}};
    model.measure(seconds(42.6), usages);
}

inline const std::string noa = "נועה";

using Squares = std::vector<std::pair<int, int>>;

/// Squares as a state has them, of rows that count from the north of a board of that height.
inline std::string squares(const Squares& list, int height) {
    std::string text;
    for (const auto& [x, row] : list)
        text += fmt::format("{}[{},{}]", text.empty() ? "" : ",", x, height - 1 - row);
    return "[" + text + "]";
}

inline std::string snake(std::string_view name, int health, const Squares& body, int height,
                         bool is_out = false) {
    return fmt::format(R"({{"name":"{}","health":{},"body":{}{}}})", name, health,
                       squares(body, height),
                       is_out ? R"(,"out":{"cause":"head-collision","turn":109})" : "");
}

inline std::string snake_state(int size, const Squares& food, const Squares& hazards,
                               const std::vector<std::string>& snakes) {
    return fmt::format(
        R"({{"turn":1,"width":{0},"height":{0},"food":{1},"hazards":{2},"snakes":[{3}]}})", size,
        squares(food, size), squares(hazards, size), fmt::join(snakes, ","));
}

/// How the last turn is answered: the picture of `--play` differs from the one without.
struct SnakeMatch {
    std::string_view mode = "lockstep";
    async::Duration second_time = 214ms;
    game::AnswerStatus second_status = game::AnswerStatus::late;
};

/// A match of four snakes after turn 111, at 22.2 s: three of them live.
inline void tell_of_snakes(Model& model, const SnakeMatch& match = {}) {
    const std::vector<std::string> names = {"zoe", "ben", noa, "augustin"};
    const std::vector<std::vector<std::string>> commands = {
        {"python3", "bots/zoe.py"}, {"./ben"}, {"./noa"}, {"./augustin", "-v"}};
    model.scenario({0s, "snake.json", 7, 1.0, 4});
    std::vector<game::MatchPlayer> players;
    for (std::size_t i = 0; i < names.size(); ++i) {
        start(model, i + 1, names[i], 0, commands[i]);
        players.push_back({names[i], i + 1});
    }
    game::MatchEvent begin;
    begin.rules = "snake";
    begin.mode = match.mode;
    begin.turn_limit = 200ms;
    begin.tick = 200ms;
    begin.players = players;
    model.match(begin);

    const Squares zoe = {{8, 5}, {8, 4}, {7, 4}, {6, 4}, {5, 4}, {4, 4},  {4, 3}, {5, 3},
                         {6, 3}, {6, 2}, {7, 2}, {8, 2}, {9, 2}, {10, 2}, {10, 3}};
    const Squares ben = {{0, 9}, {0, 8}, {0, 7}, {0, 6}, {0, 5}, {0, 4}, {1, 4},
                         {1, 5}, {1, 6}, {1, 7}, {1, 8}, {2, 8}, {3, 8}, {4, 8}};
    const Squares third = {{2, 1}, {2, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 2}, {1, 2},
                           {2, 2}, {3, 2}, {3, 3}, {3, 4}, {2, 4}, {2, 5}, {2, 6}};
    const Squares out = {{2, 1}, {3, 1}, {3, 0}, {4, 0}, {5, 0}, {6, 0}, {6, 0}, {6, 0}};
    const auto length_in = [](std::uint64_t turn) {
        return turn < 86 ? 5 : turn < 91 ? 8 : turn < 108 ? 11 : turn < 111 ? 14 : 15;
    };
    for (std::uint64_t turn = 68; turn <= 111; ++turn) {
        const bool is_slow = turn % 7 == 0;
        const async::Duration first_time = is_slow ? 8500us : 2200us;
        const std::vector<game::PlayerTurn> moves = {
            {"zoe", game::AnswerStatus::ok, "S", first_time},
            {"ben", turn == 111 ? match.second_status : game::AnswerStatus::ok, "S",
             turn == 111 ? match.second_time : 190ms},
            {noa, game::AnswerStatus::ok, "S", 6400us}};
        const std::vector<game::PlayerEvent> events = {{"augustin", "head-collision", noa, ""}};
        const auto length = static_cast<Squares::difference_type>(length_in(turn));
        const std::string state =
            snake_state(11, {{4, 2}, {8, 6}, {5, 10}}, {},
                        {snake("zoe", 92, Squares(zoe.begin(), zoe.begin() + length), 11),
                         snake("ben", 83, ben, 11), snake(noa, 72, third, 11),
                         snake("augustin", 40, out, 11, turn >= 109)});
        game::TurnEvent event;
        event.t = seconds(0.2 * static_cast<double>(turn));
        event.turn = turn;
        event.moves = moves;
        if (turn == 109) event.events = events;
        event.state = state;
        const auto say = [&](std::uint64_t worker, std::string_view text, bool is_error) {
            write(model, worker, names[worker - 1], 0.2 * static_cast<double>(turn), text,
                  is_error ? game::Stream::standard_error : game::Stream::standard_output, turn);
        };
        say(2, R"({"move":"S"})", false);
        if (turn == 102) say(1, "turn 102: food [8,4] in 11, room 43, go W", true);
        if (turn == 104) say(2, "depth 9  nodes 47335  eval -38", true);
        if (turn == 106) say(2, "depth 9  nodes 39779  eval +32", true);
        if (turn == 107) say(3, "מחכה לזנב של ben", false);
        if (turn == 108) say(1, "turn 108: food [8,4] in 9, room 62, go E", true);
        if (turn == 109) say(1, "turn 109: food [8,4] in 7, room 49, go E", true);
        if (turn == 109) say(3, "מחכה לזנב של ben", false);
        model.turn(event);
    }
}

/// A match of eight painters in turn 148.
inline void tell_of_painters(Model& model) {
    const std::vector<std::string> names = {"john",     "mary",      "bill",     "jane",
                                            "augustin", "randalphe", "bertrand", "juliette"};
    const std::vector<std::string> cells = {
        "cffeeffdaaaaaaaaaaaahabe", "dddcffd..faf.ehcagdahgdd", "edgcffcc..aggghcagdhhgb.",
        "ed.cffcc..afggggggdehgb.", "eeefff.c.fagggacahdehece", "hhhhffaadddffgacafdhhhch",
        "efacff.bdddddgdddddhhhcg", "ccbbfffb.fdhhgahahhchccc", "ggbbebfb.fd.beahhhhhhhcc",
        "eebdeffbffdddddhaeeecccc", "bbbcedfdddh.bbhhaebbbbbb", "eeecedfccdcccchhhhhhhgbc"};
    struct Painter {
        int x;
        int row;
        std::string_view move;
    };
    const std::vector<Painter> painters = {{8, 0, "W"}, {18, 10, "W"}, {21, 7, "W"}, {18, 1, "N"},
                                           {3, 0, "W"}, {6, 8, "N"},   {13, 4, "S"}, {20, 3, "N"}};
    model.scenario({0s, "paint.json", 7, 1.0, 8});
    std::vector<game::MatchPlayer> players;
    std::vector<game::PlayerTurn> moves;
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        start(model, i + 1, names[i], 0);
        players.push_back({names[i], i + 1});
        moves.push_back({names[i], game::AnswerStatus::ok, painters[i].move, 1ms});
        std::ptrdiff_t count = 0;
        for (const std::string& row : cells)
            count += std::count(row.begin(), row.end(), static_cast<char>('a' + i));
        list += fmt::format(R"({}{{"name":"{}","letter":"{}","at":[{},{}],"cells":{}}})",
                            i == 0 ? "" : ",", names[i], static_cast<char>('a' + i), painters[i].x,
                            11 - painters[i].row, count);
    }
    game::MatchEvent begin;
    begin.rules = "paint";
    begin.mode = "ticks";
    begin.tick = 200ms;
    begin.players = players;
    model.match(begin);
    const std::vector<std::pair<std::uint64_t, std::string_view>> lines = {
        {4, "S jane"}, {2, "W mary"},     {8, "E juliette"}, {2, "N mary"},
        {1, "W john"}, {5, "N augustin"}, {4, "S jane"}};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        write(model, lines[i].first, names[lines[i].first - 1], 29.5, lines[i].second,
              game::Stream::standard_output, i < 4 ? 147 : 148);
    }
    const std::string state =
        fmt::format(R"({{"turn":148,"width":24,"height":12,"cells":["{}"],"players":[{}]}})",
                    fmt::join(cells, "\",\""), list);
    game::TurnEvent event;
    event.t = 29600ms;
    event.turn = 148;
    event.moves = moves;
    event.state = state;
    model.turn(event);
}

/// A replay of a royale of eight snakes on 19x19, stopped at turn 99.
inline void tell_of_royale(Model& model) {
    const std::vector<std::string> names = {
        "zoe",      "ben",    noa,   "augustin", "the-very-careful-snake-with-notes",
        "juliette", "john-2", "mary"};
    model.scenario({0s, "snake-royale.json", 352, 1.0, 8});
    std::vector<game::MatchPlayer> players;
    for (std::size_t i = 0; i < names.size(); ++i) {
        start(model, i + 1, names[i], 0, {"./bot"});
        players.push_back({names[i], i + 1});
    }
    game::MatchEvent begin;
    begin.rules = "snake";
    begin.mode = "lockstep";
    begin.turn_limit = 200ms;
    begin.players = players;
    model.match(begin);
    const auto play = [&](std::uint64_t turn, const std::vector<game::PlayerTurn>& moves,
                          const std::vector<game::PlayerEvent>& events, std::string_view state) {
        game::TurnEvent event;
        event.t = seconds(0.2 * static_cast<double>(turn));
        event.turn = turn;
        event.moves = moves;
        event.events = events;
        event.state = state;
        model.turn(event);
    };
    const auto say = [&](std::uint64_t worker, std::uint64_t turn, std::string_view text,
                         game::Stream stream = game::Stream::standard_error) {
        write(model, worker, names[worker - 1], 0.2 * static_cast<double>(turn), text, stream,
              turn);
    };
    say(6, 93, "replanned after head of zoe");
    say(8, 94, "gc 0.8 ms");
    say(3, 94, "אוכל בעוד שלושה צעדים", game::Stream::standard_output);
    say(5, 94, "replanned after head of zoe");
    play(94, {}, {{noa, "head-collision", "zoe", ""}}, "");
    say(6, 96, "cache 91 % hits");
    play(96, {}, {{"zoe", "head-collision", "mary", ""}, {"mary", "head-collision", "zoe", ""}},
         "");
    say(6, 98, "gc 0.8 ms");
    say(7, 99, "info: 5 threats, 2 exits");
    say(5, 99, "info: 5 threats, 2 exits");
    Squares hazards;
    for (int row = 0; row < 19; ++row) {
        for (int x = 0; x < 19; ++x) {
            if (x == 0 || row == 0 || row == 18) hazards.emplace_back(x, row);
        }
    }
    const std::string state = snake_state(
        19, {{18, 6}, {1, 10}, {18, 12}, {14, 14}, {0, 18}, {8, 18}}, hazards,
        {snake("zoe", 50,
               {{8, 16},
                {9, 16},
                {9, 17},
                {10, 17},
                {10, 16},
                {11, 16},
                {12, 16},
                {13, 16},
                {14, 16},
                {14, 16}},
               19, true),
         snake("ben", 65,
               {{2, 15},
                {2, 14},
                {2, 13},
                {2, 12},
                {2, 11},
                {2, 10},
                {2, 9},
                {2, 8},
                {2, 7},
                {2, 6},
                {2, 5}},
               19),
         snake(noa, 50,
               {{8, 16}, {8, 17}, {7, 17}, {6, 17}, {5, 17}, {4, 17}, {3, 17}, {2, 17}, {2, 17}},
               19, true),
         snake("augustin", 93,
               {{15, 6},
                {14, 6},
                {13, 6},
                {12, 6},
                {11, 6},
                {10, 6},
                {10, 5},
                {10, 4},
                {11, 4},
                {12, 4},
                {13, 4},
                {13, 3}},
               19),
         snake(names[4], 98,
               {{14, 7},
                {13, 7},
                {12, 7},
                {11, 7},
                {10, 7},
                {9, 7},
                {8, 7},
                {7, 7},
                {6, 7},
                {6, 6},
                {6, 5},
                {7, 5},
                {7, 4},
                {7, 3}},
               19),
         snake("juliette", 97,
               {{12, 11},
                {11, 11},
                {10, 11},
                {10, 12},
                {11, 12},
                {11, 13},
                {11, 14},
                {11, 15},
                {10, 15},
                {9, 15},
                {8, 15},
                {8, 14},
                {8, 13}},
               19),
         snake("john-2", 80,
               {{3, 16}, {3, 15}, {3, 14}, {3, 13}, {3, 12}, {3, 11}, {3, 10}, {4, 10}, {5, 10}},
               19),
         snake("mary", 50,
               {{9, 17},
                {10, 17},
                {10, 18},
                {11, 18},
                {11, 17},
                {12, 17},
                {13, 17},
                {14, 17},
                {15, 17},
                {16, 17}},
               19, true)});
    play(99,
         {{"ben", game::AnswerStatus::ok, "S", 630us},
          {"augustin", game::AnswerStatus::ok, "E", 48ms},
          {names[4], game::AnswerStatus::ok, "E", 34ms},
          {"juliette", game::AnswerStatus::ok, "E", 8500us},
          {"john-2", game::AnswerStatus::ok, "S", 500us}},
         {}, state);
    model.set_replay({.turn = 99,
                      .turns = 260,
                      .t = seconds(19.8),
                      .speed = 1,
                      .is_paused = true,
                      .outs = {{94, noa},
                               {96, "zoe"},
                               {96, "mary"},
                               {129, "john-2"},
                               {214, "augustin"},
                               {243, "the-very-careful-snake-with-notes"}}});
}

}  // namespace shown_runs
