#include "tests/end_to_end/live_screen.h"

#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/text.h"

#include <algorithm>
#include <stdexcept>

namespace tests {

LiveScreen::LiveScreen(const Settings& settings) {
    Launch launch;
    // In the foreground, so that it is a child, and ends with the test.
    launch.command = {"tmux", "-D", "-u", "-S", folder_.path("socket"), "-f", "/dev/null"};
    launch.environment = {{"LC_ALL", "C.UTF-8"}, {"HOME", folder_.path()}};
    server_ = std::make_unique<Program>(launch);
    tests::wait_until("tmux listens", [this] {
        try {
            tmux({"show-options", "-g"});
        } catch (const std::runtime_error&) {
            return false;
        }
        return true;
    });
    std::vector<std::string> words = {"new-session", "-d",
                                      "-x",          std::to_string(settings.columns),
                                      "-y",          std::to_string(settings.rows),
                                      "-c",          settings.folder,
                                      "env",         "PS1=prompt> ",
                                      "HISTFILE="};
    for (const auto& [name, value] : settings.environment)
        words.push_back(std::string(name).append("=").append(value));
    words.insert(words.end(), {"bash", "--norc", "--noprofile", "--noediting", "-i"});
    tmux({"set-option", "-g", "status", "off"});
    tmux(words);
    wait_for("prompt>");
}

LiveScreen::~LiveScreen() {
    try {
        tmux({"kill-server"});
        server_->wait_for_end();
    } catch (const std::runtime_error&) {
        // On purpose: the destructor of the server kills what is left.
    }
}

std::string LiveScreen::tmux(const std::vector<std::string>& words) const {
    Launch launch;
    launch.command = {"tmux", "-N", "-u", "-S", folder_.path("socket"), "-f", "/dev/null"};
    launch.environment = {{"LC_ALL", "C.UTF-8"}};
    launch.add(words);
    const Result result = run(launch);
    if (result.ending != exited(0)) throw std::runtime_error("tmux: " + result.errors);
    return result.output;
}

void LiveScreen::type(const std::string& text) {
    tmux({"send-keys", "-l", text});
}

void LiveScreen::press(const std::vector<std::string>& keys) {
    std::vector<std::string> words = {"send-keys"};
    words.insert(words.end(), keys.begin(), keys.end());
    tmux(words);
}

void LiveScreen::resize(int columns, int rows) {
    tmux({"resize-window", "-x", std::to_string(columns), "-y", std::to_string(rows)});
}

std::string LiveScreen::text() const {
    return tmux({"capture-pane", "-p"});
}

std::string LiveScreen::row(int number) const {
    const std::vector<std::string> all = lines(text());
    const int count = static_cast<int>(all.size());
    const int index = number < 0 ? count + number : number;
    return index >= 0 && index < count ? all[static_cast<std::size_t>(index)] : "";
}

bool LiveScreen::is_alternate() const {
    return tmux({"display-message", "-p", "#{alternate_on}"}).starts_with('1');
}

void LiveScreen::wait_for(std::string_view text) {
    wait_until("the screen shows " + std::string(text),
               [this, text] { return contains(this->text(), text); });
}

void LiveScreen::wait_until(const std::string& what, const std::function<bool()>& condition) {
    try {
        tests::wait_until(what, condition);
    } catch (const TimeOut& error) {
        throw TimeOut(std::string(error.what()) + "\nThe screen is:\n" + text());
    }
}

}  // namespace tests
