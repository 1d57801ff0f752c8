/// Starting a process with as little as possible.
#pragma once

#include "tests/bench/tools.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace bench {

/// Starts `argv` with these as its outputs, and its input if one is given.
inline pid_t spawn(char** argv, int standard_output, int standard_error,
                   int standard_input = STDIN_FILENO) {
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    if (standard_input != STDIN_FILENO) {
        posix_spawn_file_actions_adddup2(&actions, standard_input, STDIN_FILENO);
    }
    posix_spawn_file_actions_adddup2(&actions, standard_output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, standard_error, STDERR_FILENO);
    pid_t pid = -1;
    errno = ::posix_spawnp(&pid, argv[0], &actions, nullptr, argv, ::environ);
    if (errno != 0) give_up(argv[0]);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

}  // namespace bench
