/// `game-web`: serves a run of `game` to spectators in browsers.
#include "common/exit_code.h"
#include "common/report.h"
#include "common/standard_descriptors.h"
#include "common/write.h"
#include "game/web/options.h"
#include "game/web/server.h"

#include <csignal>
#include <exception>

#include <unistd.h>

namespace {

void serve(const game::web::Options& options) {
    // Those who play come before those who watch.
    constexpr int less_urgent = 10;
    if (options.is_child) static_cast<void>(nice(less_urgent));
    game::web::Server server(options);
    server.announce();
    server.run();
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        common::reserve_standard_descriptors();
        const game::web::Options options = game::web::parse_options(argc, argv);
        if (options.answer) {
            common::write_all(STDOUT_FILENO, *options.answer);
        } else {
            serve(options);
        }
        return common::exit_success;
    } catch (const std::exception& error) {
        return common::report("game-web", error);
    }
}
