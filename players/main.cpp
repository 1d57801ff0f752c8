/// `players`: plays a few players at the same time, and ends with the last of them; or plays those
/// that a match gives it.
#include "common/async/loop.h"
#include "common/async/sleep.h"
#include "common/io/file_descriptor.h"
#include "common/io/line_reader.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/write.h"
#include "players/match_player.h"
#include "players/options.h"
#include "players/player.h"

#include <csignal>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace {

/// Each move is written at once, in one write.
void print_move(common::Direction direction, const std::string& player) {
    common::write_all(STDOUT_FILENO, common::format_move(direction, player) + '\n');
}

/// Passes over lines that are no messages; tells only of the first, since there may be many.
class MessageAnswers {
  public:
    explicit MessageAnswers(std::optional<std::uint64_t> seed) : player_(seed) {}

    std::string to(const std::string& line) {
        ++number_;
        try {
            return player_.hear(line);
        } catch (const std::invalid_argument& problem) {
            tell_once(problem.what());
            return {};
        }
    }

  private:
    void tell_once(std::string_view what) {
        if (has_told_) return;
        has_told_ = true;
        const std::runtime_error told(
            fmt::format("line {} of standard input is passed over: {}", number_, what));
        common::complain(common::error_line("players", told));
    }

    players::MatchPlayer player_;
    std::uint64_t number_ = 0;
    bool has_told_ = false;
};

async::Task<void> answer_messages(MessageAnswers& answers) {
    const async::TaskContext& context = co_await async::current_context();
    async::LineReader input(context.loop, STDIN_FILENO);
    for (;;) {
        const std::optional<std::string> line = co_await input.next();
        if (!line) break;
        const std::string answer = answers.to(*line);
        if (!answer.empty()) common::write_all(STDOUT_FILENO, answer);
    }
}

void run(async::Task<void> task) {
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    loop.run(std::move(task));
}

void play_match(const players::Options& options) {
    std::signal(SIGTTIN, SIG_IGN);  // a terminal that another job has is waited for
    MessageAnswers answers(options.seed);
    run(answer_messages(answers));
}

void play_at_random(const players::Options& options) {
    const std::uint64_t seed = options.seed ? *options.seed : players::fresh_seed();
    std::vector<players::Player> on_the_field;
    for (const players::PlayerSpec& spec : options.players) {
        const players::Random random(seed, on_the_field.size());
        on_the_field.emplace_back(spec, options.speed, random, print_move);
    }
    run(players::run_together(on_the_field));
}

void play(const players::Options& options) {
    switch (options.strategy) {
        case players::Strategy::random:
            return play_at_random(options);
        case players::Strategy::careful:
            return play_match(options);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a reader who is gone is an error of the write instead
    std::signal(SIGXFSZ, SIG_IGN);  // and so is a file that may not grow
    try {
        common::reserve_standard_descriptors();
        const players::Options options = players::parse_options(argc, argv);
        if (options.answer) {
            common::write_all(STDOUT_FILENO, *options.answer);
        } else {
            play(options);
        }
        return common::exit_success;
    } catch (const std::exception& error) {
        return common::report("players", error);
    }
}
