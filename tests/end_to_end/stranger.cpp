#include "tests/end_to_end/stranger.h"

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

uid_t stranger() {
    constexpr uid_t first = 100'000;
    return first + static_cast<uid_t>(::getpid());
}

Words as_stranger(const Words& launcher, const Words& words) {
    const std::string id = std::to_string(stranger());
    Words command = {"setpriv", "--reuid", id, "--regid", id, "--clear-groups"};
    command.insert(command.end(), launcher.begin(), launcher.end());
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

}  // namespace

bool let_stranger_play(Match& match, const Words& launcher) {
    Launch trial;
    trial.command = as_stranger({}, {GAME_PROGRAM, "--version"});
    if (::geteuid() != 0 || ::chown(match.folder.path().c_str(), stranger(), stranger()) != 0 ||
        run(trial).ending != exited(0)) {
        MESSAGE("not tested: this takes root, and programs that all may run");
        return false;
    }
    match.launch.command = as_stranger(launcher, match.launch.command);
    return true;
}

}  // namespace tests
