/// `players`: plays a few players at the same time, and ends with the last of them.
#include "common/async/loop.h"
#include "common/io/file_descriptor.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/write.h"
#include "players/options.h"
#include "players/player.h"

#include <csignal>

#include <unistd.h>

namespace {

/// Each move is written at once, in one write.
void print_move(common::Direction direction, const std::string& player) {
    common::write_all(STDOUT_FILENO, common::format_move(direction, player) + '\n');
}

void play(const players::Options& options) {
    const std::uint64_t seed = options.seed ? *options.seed : players::fresh_seed();
    std::vector<players::Player> on_the_field;
    for (const players::PlayerSpec& spec : options.players) {
        const players::Random random(seed, on_the_field.size());
        on_the_field.emplace_back(spec, options.speed, random, print_move);
    }
    async::require_loop_descriptors();
    async::SteadyTime time;
    async::Loop loop(time);
    loop.run(players::run_together(on_the_field));
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
