#include "tests/end_to_end/stranger.h"

#include "tests/end_to_end/skip.h"
#include "tests/end_to_end/text.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <unistd.h>

namespace tests {

namespace {

namespace fs = std::filesystem;

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

/// Copies the programs into the match's folder, and has the match use the copies.
void copy_programs(Match& match) {
    const fs::path folder = match.folder.make_folder("programs");
    const auto copy = [&](const fs::path& program) {
        fs::copy_file(program, folder / program.filename());
        return (folder / program.filename()).string();
    };
    match.launch.command.front() = copy(GAME_PROGRAM);
    copy(PLAYERS_PROGRAM);
    const std::string child = copy(CHILD_PROGRAM);
    match.folder.write("scenario.json",
                       replace_all(file_content(match.folder.path("scenario.json")),
                                   json_string(CHILD_PROGRAM), json_string(child)));
}

bool give_to_stranger(const TemporaryFolder& folder) {
    bool given = ::chown(folder.path().c_str(), stranger(), stranger()) == 0;
    for (const fs::path& path : fs::recursive_directory_iterator(folder.path()))
        given = given && ::chown(path.c_str(), stranger(), stranger()) == 0;
    return given;
}

}  // namespace

bool let_stranger_play(Match& match, const Words& launcher) {
    if (::geteuid() != 0) {
        skip("only root may become another user");
        return false;
    }
    copy_programs(match);
    Launch trial;
    trial.command = as_stranger({}, {match.launch.command.front(), "--version"});
    if (!give_to_stranger(match.folder) || run(trial).ending != exited(0)) {
        skip("this root may not become another user");
        return false;
    }
    match.launch.command = as_stranger(launcher, match.launch.command);
    return true;
}

}  // namespace tests
