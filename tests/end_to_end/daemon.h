/// A game that keeps running and obeys a control socket.
#pragma once

#include "tests/end_to_end/match.h"

#include <filesystem>
#include <string>

namespace tests {

/// A daemon, the folder that its socket is in, and a keyboard.
struct Daemon {
    Match match;
    std::string socket;
    Program game;

    explicit Daemon(std::string_view scenario_text = "[]")
        : match(scenario_text, {"--no-clock", "--speed", "200", "--keep-running"}),
          socket(match.folder.path("control")),
          game(with_socket(match, socket)) {}

    bool has_socket() const { return std::filesystem::exists(socket); }

    Result quit() {
        game.type("quit\n");
        return game.wait();
    }

  private:
    static const Launch& with_socket(Match& match, const std::string& socket) {
        match.launch.input = Source::pipe;
        match.launch.add({"--control", socket});
        return match.launch;
    }
};

}  // namespace tests
