/// How a program under test is started: what its standard streams are, and its surroundings.
#pragma once

#include "tests/end_to_end/descriptor.h"
#include "tests/end_to_end/terminal.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>

namespace tests {

/// What standard input can be.
enum class Source { null_device, pipe, file, socket, terminal, closed };

/// What standard output and standard error can be.
enum class Sink {
    pipe,
    file,
    socket,   ///< a stream socket
    packets,  ///< a socket that keeps each write apart; see Program::packets
    terminal,
    null_device,
    full_device,  ///< /dev/full, where every write fails
    gone_reader,  ///< a pipe that nobody reads any more
    closed,
};

std::string to_string(Source source);
std::string to_string(Sink sink);

struct Launch {
    /// To start `program`, found on PATH, with these words.
    static Launch of(std::string program, const std::vector<std::string>& words = {});

    /// Appends to the command: options may stand behind a program's files.
    void add(const std::vector<std::string>& words);

    std::vector<std::string> command;  ///< the program, found on PATH, and its words

    Source input = Source::null_device;
    std::string typed;  ///< the whole content of a file; of all else what is written first
    Sink output = Sink::pipe;
    Sink errors = Sink::pipe;
    int input_descriptor = -1;     ///< instead of `input`; stays the caller's
    int output_descriptor = -1;    ///< instead of `output`; stays the caller's
    Terminal* terminal = nullptr;  ///< becomes the controlling terminal, of a session of its own

    std::vector<std::pair<std::string, std::string>> environment;  ///< added to a clean one
    std::string folder;                                            ///< to run in; empty: ours
    std::optional<rlimit> open_files;
    std::vector<int> ignored_signals;
    bool own_group = false;  ///< as a shell gives it to each job
};

/// Starts the program on these three descriptors (-1: closed) and none else. Throws if it cannot be
/// executed. The signals have their default actions but for those to be ignored.
pid_t spawn(const Launch& launch, int input, int output, int errors);

}  // namespace tests
