/// The completions, as a person meets them: an interactive shell in a terminal, and the Tab key.
#include "tests/end_to_end/deadline.h"
#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/skip.h"
#include "tests/temporary_folder.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string share = SHARE;

/// A shell at its prompt, with our completions. What it believes to be `game` and `players` writes
/// its arguments to a file, as `$ARGUMENTS`, in place of playing.
class Shell {
  public:
    /// `setup` is what the shell reads first, from the file `startup`.
    Shell(const std::vector<std::string>& command, const std::string& startup,
          const std::string& setup) {
        for (const char* file : {"demo.json", "demo.ndjson", "demo.svg", "demo.txt", "notes.txt"})
            folder_.write("files/" + std::string(file), "");
        folder_.write(startup, setup);
        Launch launch;
        launch.command = command;
        launch.input = Source::terminal;
        launch.output = Sink::terminal;
        launch.errors = Sink::terminal;
        launch.terminal = &terminal_;
        launch.folder = folder_.path("files");
        launch.environment = {{"HOME", folder_.path()},
                              {"ZDOTDIR", folder_.path()},
                              {"ARGUMENTS", folder_.path("arguments")},
                              // fish takes paths for text of its locale.
                              {"LC_ALL", "C.UTF-8"},
                              {"SHARE", share}};
        program_ = std::make_unique<Program>(launch);
        program_->wait_for_output("ready");
    }

    /// The arguments that the line comes to, with a space between; `--a=b` counts as `--a b`.
    std::string run(const std::string& line) {
        std::filesystem::remove(folder_.path("arguments"));
        program_->type(line + "\n");
        program_->wait_until("the shell runs " + line,
                             [this] { return arguments().ends_with("\n"); });
        std::string found = arguments();
        found.pop_back();
        std::replace(found.begin(), found.end(), '=', ' ');
        return found;
    }

    void leave() {
        program_->type("exit\n");
        CHECK(program_->wait_for_end() == exited(0));
    }

  private:
    std::string arguments() const { return file_content(folder_.path("arguments")); }

    struct Folder : TemporaryFolder {
        Folder() { make_folder("files"); }
    };

    Folder folder_;
    Terminal terminal_;
    std::unique_ptr<Program> program_;
};

void check_completions(Shell& shell) {
    // Options, their fixed values, and the one file of four that may be a scenario.
    CHECK(shell.run("game --outp\tnd\tde\t") == "--output ndjson demo.json");
    CHECK(shell.run("game --col\tal\t--timel\tde\t") == "--color always --timeline demo.svg");
    CHECK(shell.run("game --output=nd\t--repl\tde\t") == "--output ndjson --replay demo.ndjson");
    CHECK(shell.run("game --veri\tde\t") == "--verify demo.ndjson");
    CHECK(shell.run("game --as\tde\tzoe") == "--ask demo.ndjson zoe");
    CHECK(shell.run("game demo.json --fail\t--keep\t") == "demo.json --fail-fast --keep-running");
    CHECK(shell.run("game --timestamps=wa\t de\t") == "--timestamps wall demo.json");
    CHECK(shell.run("game --timestamps de\t") == "--timestamps demo.json");
    // Where no scenario is, any file is offered.
    CHECK(shell.run("game not\t") == "notes.txt");
    // The client, the options before its command, and the commands.
    CHECK(shell.run("game ctl --js\tnot\tresta\tweb") == "ctl --json notes.txt restart web");
    CHECK(shell.run("game ct\tnotes.txt subs\t") == "ctl notes.txt subscribe");
    CHECK(shell.run("players --li\t") == "--list");
    CHECK(shell.run("players --sp\t3 --se\t4 2\t") == "--speed 3 --seed 4 2");
    CHECK(shell.run("players --st\tca\t--see\t7") == "--strategy careful --seed 7");
    CHECK(shell.run("players --strategy=ra\t") == "--strategy random");
    shell.leave();
}

const std::string posix_functions = R"(
PS1='ready> '
game() { echo "$*" >"$ARGUMENTS"; }
players() { echo "$*" >"$ARGUMENTS"; }
)";

}  // namespace

TEST_SUITE("completions") {
    TEST_CASE("bash") {
        if (skip_without("bash")) return;
        Shell shell({"bash", "--noprofile", "-i"}, ".bashrc",
                    R"(. "$SHARE/bash-completion/completions/game"
. "$SHARE/bash-completion/completions/players")" +
                        posix_functions);
        check_completions(shell);
    }

    TEST_CASE("zsh") {
        if (skip_without("zsh")) return;
        Shell shell({"zsh", "--no-global-rcs", "-i"}, ".zshrc",
                    R"(fpath=("$SHARE/zsh/site-functions" $fpath)
autoload -Uz compinit
compinit -u -D)" + posix_functions);
        check_completions(shell);
    }

    TEST_CASE("fish") {
        if (skip_without("fish")) return;
        Shell shell({"fish", "--no-config", "-i", "-C", "source ~/setup.fish"}, "setup.fish", R"(
set fish_complete_path "$SHARE/fish/vendor_completions.d" $fish_complete_path
function fish_prompt; echo 'ready> '; end
function game; echo "$argv" >"$ARGUMENTS"; end
function players; echo "$argv" >"$ARGUMENTS"; end
)");
        check_completions(shell);
    }
}

}  // namespace tests
