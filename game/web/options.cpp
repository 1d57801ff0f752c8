#include "game/web/options.h"

#include "common/command_line.h"
#include "common/report.h"

#include <charconv>
#include <stdexcept>
#include <system_error>

namespace game::web {
namespace {

constexpr const char* description =
    "Serves a run of game to spectators in browsers: reads the events of its log (NDJSON) on "
    "standard input, and serves them over HTTP and WebSocket. `game --serve` starts it; to look at "
    "a log, use `game-web 8080 < run.ndjson`.";

std::size_t parse_clients(const std::string& text) {
    std::size_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || rest != text.data() + text.size() || count < 1 || count > 10'000) {
        throw std::invalid_argument("expected a number from 1 to 10000");
    }
    return count;
}

}  // namespace

Options parse_options(int argc, const char* const* argv) {
    Options options;
    bool has_address = false;
    CLI::App app(description, "game-web");
    common::add_single(app, "ADDRESS", "[ADDRESS:]PORT",
                       "where to listen; 127.0.0.1 is the default address, port 0 any free one",
                       [&options, &has_address](const std::string& text) {
                           options.address = common::read_listening_address(text);
                           has_address = true;
                       });
    common::add_switch(app, "--child",
                       "end with the input; write the address and requests of players as NDJSON on "
                       "standard output",
                       [&options] { options.is_child = true; });
    common::add_switch(app, "--sockets",
                       "with --child: standard output is the socket to listen at, and standard "
                       "input is one for both ways",
                       [&options] { options.has_sockets = true; });
    common::add_switch(app, "--recorded", "with --child: the events are those of a replayed log",
                       [&options] { options.is_recorded = true; });
    common::add_single(app, "--play", "SOCKET",
                       "with --child: let people join at /play; the processes of their seats "
                       "connect to this Unix socket, an abstract one: @NAME",
                       [&options](const std::string& text) { options.seats = text; });
    common::add_single(
        app, "--clients", "NUMBER", "the most connections at a time [10000]",
        [&options](const std::string& text) { options.most_clients = parse_clients(text); });
    common::add_help_and_version(app, "game-web " GAME_VERSION "\n");
    options.answer = common::parse_command_line(app, argc, argv);
    if (options.answer) return options;
    if (!has_address) throw common::UsageError("[ADDRESS:]PORT", "is missing");
    if (options.seats && !options.is_child) {
        throw common::UsageError("--play", "needs --child");
    }
    if (options.has_sockets && !options.is_child) {
        throw common::UsageError("--sockets", "needs --child");
    }
    return options;
}

}  // namespace game::web
