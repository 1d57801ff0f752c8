#include "tests/end_to_end/web_server.h"

#include "tests/end_to_end/processes.h"

#include <doctest/doctest.h>

namespace tests {

Launch game_web(const std::vector<std::string>& words) {
    Launch launch = Launch::of(GAME_WEB_PROGRAM, words);
    launch.input = Source::pipe;
    return launch;
}

namespace {

Launch child_launch(const std::vector<std::string>& more_words) {
    Launch launch = game_web({"--child"});
    launch.add(more_words);
    launch.add({"0"});
    return launch;
}

}  // namespace

WebServer::WebServer(const std::vector<std::string>& more_words)
    : program_(child_launch(more_words)) {
    const std::string line = output_line();
    const std::string start = R"({"address":"http://127.0.0.1:)";
    REQUIRE(line.substr(0, start.size()) == start);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(start.size())));
}

void WebServer::tell(std::string_view line) {
    program_.type(std::string(line) + '\n');
}

void WebServer::begin() {
    tell(R"({"t":0,"event":"scenario","version":1})");
    wait_until("the first event is served", [&] {
        return fetch(port_, "/state.json").body.find("scenario") != std::string::npos;
    });
}

Ending WebServer::end() {
    program_.close_input();
    return program_.wait_for_end();
}

std::string WebServer::output_line() {
    const auto has_line = [this] {
        return program_.output().find('\n', taken_) != std::string::npos;
    };
    program_.wait_until("game-web writes a line", has_line);
    const std::size_t end = program_.output().find('\n', taken_);
    std::string line = program_.output().substr(taken_, end - taken_);
    taken_ = end + 1;
    return line;
}

long WebServer::resident_kib() const {
    const std::optional<Process> process = find_process(program_.pid());
    REQUIRE(process);
    return tests::resident_kib({*process});
}

std::string hello(WebSocket& spectator) {
    std::string text = spectator.text();
    REQUIRE(text.substr(0, 29) == R"({"type":"hello","protocol":1,)");
    return text;
}

}  // namespace tests
