/// One list of options: what a program's `--help` says, its manual and its completions have too.
#include "tests/end_to_end/file_content.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/text.h"
#include "tests/temporary_folder.h"

#include <iterator>
#include <map>
#include <regex>

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string share = SHARE;
const std::string manuals = MANUALS;

/// Each long option, and whether it takes a value. Only the long ones: `-h` has no other use.
using Options = std::map<std::string, bool>;

/// What `pattern` finds in the lines of `text`: the option's name, without hyphens, as the first
/// group; the second is there if a value is.
Options find_options(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    Options found;
    for (const std::string& line : lines(text)) {
        for (std::sregex_iterator match(line.begin(), line.end(), expression), end; match != end;
             ++match) {
            found[(*match)[1]] = (*match)[2].length() > 0;
        }
    }
    return found;
}

std::string content(const std::string& path) {
    const std::string text = file_content(path);
    CAPTURE(path);
    REQUIRE_FALSE(text.empty());
    return text;
}

Options help_of(const std::vector<std::string>& program) {
    Launch launch;
    launch.command = program;
    launch.command.emplace_back("--help");
    // An option that takes a value has its name behind one space; a description has more before it.
    return find_options(run(launch).output, "^ +(?:-[a-z], *)?--([a-z-]+)((?: |=)[^ ].*)?");
}

/// A list that can be read when it is not the expected one.
std::string to_text(const Options& options) {
    std::string text;
    for (const auto& [name, takes_value] : options)
        text += "--" + name + (takes_value ? " VALUE\n" : "\n");
    return text;
}

std::string names(const Options& options) {
    std::string text;
    for (const auto& [name, takes_value] : options)
        text += "--" + name + "\n";
    return text;
}

void check_manual(const Options& help, const std::string& name) {
    REQUIRE(help.size() > 3);
    const std::string manual = content(manuals + "/man1/" + name + ".1");
    CHECK(to_text(find_options(manual, "^\\.It Fl (?:h , )?-([a-z-]+)( Ar .*)?")) == to_text(help));
}

void check_completions(const Options& help, const std::string& name) {
    const std::string zsh = content(share + "/zsh/site-functions/_" + name);
    CHECK(to_text(find_options(zsh, "--([a-z-]+)(=(?!-))?(?:=-)?(?=[[}])")) == to_text(help));

    const std::string fish = content(share + "/fish/vendor_completions.d/" + name + ".fish");
    CHECK(to_text(find_options(fish,
                               "^complete -c [a-z]+ (?:-n [a-z_]+ )?(?:-s h )?-l ([a-z-]+)"
                               "( -[rx]a?F? .*)?")) == to_text(help));

    // Those that stand in a list of words; others are there for their values.
    std::string bash = content(share + "/bash-completion/completions/" + name);
    bash = std::regex_replace(bash, std::regex("\n +--"), " --");
    CHECK(names(find_options(bash, "(?:'| )--([a-z-]+)(?=[ '])()")) == names(help));
}

}  // namespace

TEST_SUITE("manuals") {
    TEST_CASE("game's help, manual and completions have the same options") {
        const Options game = help_of({GAME_PROGRAM});
        const Options ctl = help_of({GAME_PROGRAM, "ctl"});
        check_manual(game, "game");
        check_manual(ctl, "game-ctl");
        Options both = game;
        both.insert(ctl.begin(), ctl.end());
        check_completions(both, "game");
    }

    TEST_CASE("players' help, manual and completions have the same options") {
        const Options players = help_of({PLAYERS_PROGRAM});
        check_manual(players, "players");
        check_completions(players, "players");
    }

    TEST_CASE("the manuals of scenarios and matches are installed") {
        CHECK(contains(content(manuals + "/man5/game-scenario.5"), ".Dt GAME-SCENARIO 5"));
        CHECK(contains(content(manuals + "/man5/game-match.5"), ".Dt GAME-MATCH 5"));
        CHECK(contains(content(manuals + "/man5/game-tournament.5"), ".Dt GAME-TOURNAMENT 5"));
    }

    TEST_CASE("the log's manual is installed") {
        CHECK(contains(content(manuals + "/man5/game-log.5"), ".Dt GAME-LOG 5"));
    }
}

}  // namespace tests
