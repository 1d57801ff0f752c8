// The model's game: launches players at their times, relays what they write, tells the time, and
// reads the keyboard, all at once: `game PLAYERS [SPEED]`.
#include "common/async/async.h"
#include "common/io/io.h"

#include <chrono>
#include <iomanip>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace async;
using Seconds = std::chrono::duration<double>;
using Script = std::vector<std::pair<double, int>>;  // times and predefs

struct Game {
    Loop& loop;
    std::string players;
    double speed;
    int launched = 0;
    int running = 0;

    Duration scaled(double seconds) const {
        return std::chrono::round<Duration>(Seconds(seconds / speed));
    }

    Task<void> run(Script script) {
        const TaskContext& context = co_await current_context();
        TaskGroup workers(context);
        workers.start(launch_all(script, workers));
        loop.start(tell_time());
        loop.start(read_keyboard(workers));
        co_await workers.join();
        std::cout << "no process left - bye" << std::endl;
    }

    Task<void> launch_all(Script script, TaskGroup& workers) {
        const TimePoint begin = loop.now();
        for (const auto& [time, predef] : script) {
            const TimePoint due = begin + scaled(time);
            co_await sleep_until(due);
            workers.start(run_players(std::to_string(predef)));
        }
    }

    Task<void> run_players(std::string predef) {
        const std::string worker = "ps#" + std::to_string(++launched) + " (predef " + predef + ")";
        std::cout << ">>>>>>>> worker " << worker << std::endl;
        const std::vector<std::string> command = {players, predef, std::to_string(speed)};
        Subprocess process(loop, command);
        ++running;
        Task<void> output = relay(process.output(), worker);
        Task<void> errors = relay(process.errors(), worker);
        co_await gather(std::move(output), std::move(errors));
        const ProcessEnd end = co_await process.wait();
        --running;
        std::cout << "<<<<<<<< worker " << worker << " - exit code " << end.exit_code() << " - "
                  << running << " still running" << std::endl;
    }

    Task<void> relay(LineReader& lines, std::string worker) {
        for (;;) {
            const std::optional<std::string> line = co_await lines.next();
            if (!line) break;
            std::cout << "         got `" << *line << "` from " << worker << std::endl;
        }
    }

    Task<void> tell_time() {
        const Duration second = scaled(1);
        for (int seconds = 0;; ++seconds) {
            std::cout << "clock = " << std::setfill('0') << std::setw(4) << seconds << "s"
                      << std::endl;
            co_await sleep_for(second);
        }
    }

    Task<void> read_keyboard(TaskGroup& workers) {
        LineReader keyboard(loop, STDIN_FILENO);
        for (;;) {
            const std::optional<std::string> line = co_await keyboard.next();
            if (!line) break;
            const bool is_predef = line->size() == 1 && *line >= "1" && *line <= "4";
            if (is_predef) workers.start(run_players(*line));
            if (!is_predef && !line->empty())
                std::cout << *line << " must be between 1 and 4" << std::endl;
        }
    }
};

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    SteadyTime time;
    Loop loop(time);
    Game game{loop, argv[1], argc > 2 ? std::stod(argv[2]) : 1};
    loop.run(game.run({{0.5, 1}, {1.0, 2}, {6.0, 3}}));
}
