/// A child process that misbehaves on demand. Its arguments are a little script, performed from
/// left to right: `child print hello print-err oops sleep 0.2 exit 3`. Without `exit` it ends with
/// 0. Nothing is buffered: each action that writes text is one write.
#include "tests/child/living.h"
#include "tests/child/looking.h"
#include "tests/child/words.h"
#include "tests/child/writing.h"

#include <algorithm>
#include <array>
#include <vector>

namespace child {

namespace {

/// One word of the little language.
struct Action {
    std::string_view name;
    std::string_view parameters;  ///< as the usage shows them; `… end` takes a script in between
    void (*perform)(Words);
    std::string_view what;

    bool takes_script() const { return parameters.ends_with("end"); }

    std::size_t parameter_count() const {
        if (parameters.empty()) return 0;
        return 1 + static_cast<std::size_t>(std::count(parameters.begin(), parameters.end(), ' '));
    }
};

constexpr std::array actions = {
    Action{"print", "TEXT", print, "writes TEXT and a newline"},
    Action{"print-err", "TEXT", print_err, "the same on standard error"},
    Action{"write", "RAW", write_raw,
           "writes RAW, with \\n \\r \\t \\0 \\\\ \\xNN, and no newline"},
    Action{"write-err", "RAW", write_raw_err, "the same on standard error"},
    Action{"lines", "N PREFIX", lines, "writes PREFIX 1 to PREFIX N, a line each"},
    Action{"counted", "N PREFIX FILE", counted,
           "the same, and FILE has the number of the last one"},
    Action{"counted-err", "N PREFIX FILE", counted_err, "the same on standard error"},
    Action{"flood", "BYTES", flood, "writes numbered lines until BYTES are reached"},
    Action{"flood-forever", "", flood_forever, "writes numbered lines without end"},
    Action{"long", "N", long_line, "writes N letters without a newline"},
    Action{"long-err", "N", long_line_err, "the same on standard error"},
    Action{"close-out", "", close_out, "closes standard output"},
    Action{"close-err", "", close_err, "closes standard error"},
    Action{"is-pipe", "", is_pipe, "says if output is a pipe; writes through /dev/stdout"},

    Action{"sleep", "SECONDS", sleep, "sleeps"},
    Action{"sleep-forever", "", sleep_forever, "never comes back"},
    Action{"wait-file", "PATH", wait_file, "waits until the file exists"},
    Action{"touch", "PATH", touch, "creates the file"},
    Action{"write-pid", "PATH", write_pid, "creates the file with the process id in it"},
    Action{"enter", "FOLDER", enter, "puts a file into FOLDER and says how many are `inside`"},
    Action{"leave", "FOLDER", leave, "takes it away again"},
    Action{"ignore-term", "", ignore_term, "ignores SIGTERM from now on"},
    Action{"on-term", "TEXT", on_term, "at SIGTERM writes TEXT and exits with 0"},
    Action{"fork", "… end", fork_child, "a child process performs the script in between"},
    Action{"fork-session", "… end", fork_session, "the same, in a session of its own"},
    Action{"double-fork", "… end", double_fork, "a grandchild without parent performs it"},
    Action{"leave-group", "", leave_group, "moves to the process group of a child, which stays"},
    Action{"wait-children", "", wait_children, "waits until all forked children have ended"},
    Action{"allocate", "MIB", allocate, "takes so much memory and touches it all"},
    Action{"exit", "CODE", exit_with, "ends"},
    Action{"kill-self", "SIGNAL", kill_self, "dies of the signal of that number"},
    Action{"stop-self", "", stop_self, "sends itself SIGSTOP"},

    Action{"print-env", "NAME", print_env, "says NAME=value, or that NAME is not set"},
    Action{"print-cwd", "", print_cwd, "says the working folder"},
    Action{"print-pid", "", print_pid, "says `pid N`"},
    Action{"print-pgrp", "", print_pgrp, "says `pgrp N`"},
    Action{"print-signals", "", print_signals, "says the masks of blocked and ignored signals"},
    Action{"print-fds", "", print_fds, "says `fd N TARGET` for each open descriptor"},
    Action{"print-limit", "nofile", print_limit, "says `nofile SOFT HARD`"},
    Action{"read-stdin", "", read_stdin, "reads to the end of input and says how many bytes"},
};

void print_usage() {
    std::string text = "child ACTION...\n";
    for (const Action& action : actions) {
        std::string line = "  " + std::string(action.name) + " " + std::string(action.parameters);
        line.resize(std::max<std::size_t>(line.size() + 2, 24), ' ');
        text += line + std::string(action.what) + "\n";
    }
    write_all(STDOUT_FILENO, text);
}

const Action& find_action(const std::string& name) {
    const auto* found = std::find_if(actions.begin(), actions.end(),
                                     [&](const Action& action) { return action.name == name; });
    if (found == actions.end()) give_up("no such action: " + name);
    return *found;
}

/// How many words stand before the `end` that closes the script at the start of `words`.
std::size_t script_length(Words words) {
    std::size_t depth = 1;
    for (std::size_t i = 0; i < words.size();) {
        if (words[i] == "end") {
            if (--depth == 0) return i;
            ++i;
            continue;
        }
        const Action& action = find_action(words[i]);
        if (action.takes_script()) ++depth;
        i += 1 + (action.takes_script() ? 0 : action.parameter_count());
    }
    give_up("a script without `end`");
}

}  // namespace

void perform_all(Words script) {
    while (!script.empty()) {
        const Action& action = find_action(script.front());
        script = script.subspan(1);
        const bool nested = action.takes_script();
        const std::size_t taken = nested ? script_length(script) : action.parameter_count();
        if (taken > script.size()) give_up("too few words for " + std::string(action.name));
        action.perform(script.first(taken));
        script = script.subspan(taken + (nested ? 1 : 0));
    }
}

}  // namespace child

int main(int argc, char** argv) {
    if (argc == 1) {
        child::print_usage();
        return 0;
    }
    const std::vector<std::string> script(argv + 1, argv + argc);
    child::perform_all(script);
    // Not `return`: a leak check at the end of a sanitized build has nothing to say about a script.
    _exit(0);
}
