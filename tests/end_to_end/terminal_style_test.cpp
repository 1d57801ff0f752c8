/// game(1): colour, and lines that cannot reach the terminal behind our back.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <regex>
#include <set>

#include <doctest/doctest.h>

namespace tests {

namespace {

using Environment = std::vector<std::pair<std::string, std::string>>;

struct OnTerminal {
    Terminal terminal;
    Match match;

    explicit OnTerminal(std::string_view text, const Words& options = {"--no-clock"},
                        const Environment& environment = {{"TERM", "xterm"}})
        : match(text, options) {
        match.launch.terminal = &terminal;
        match.launch.input = Source::terminal;
        match.launch.output = Sink::terminal;
        match.launch.errors = Sink::terminal;
        match.launch.environment = environment;
    }

    std::string play() const { return match.play().output; }
};

/// Without what sets colours.
std::string plain(const std::string& text) {
    return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
}

bool is_colored(std::string_view text) {
    return contains(text, "\x1b[");
}

/// The colour that stands before a worker's label in each line that has one.
std::set<std::string> label_colors(const std::string& output, int worker) {
    std::set<std::string> colors;
    const std::regex pattern("(\x1b\\[[0-9;]*m)?ps#" + std::to_string(worker) + " ");
    for (std::sregex_iterator found(output.begin(), output.end(), pattern), end; found != end;
         ++found) {
        colors.insert((*found)[1]);
    }
    return colors;
}

const std::string three = scenario({child({"print", "hello"}, R"("count": 3)")});

}  // namespace

TEST_SUITE("terminal style") {
    TEST_CASE("on a terminal each worker's label has a colour of its own") {
        const std::string output = OnTerminal(three).play();
        std::set<std::string> all;
        for (const int worker : {1, 2, 3}) {
            const std::set<std::string> colors = label_colors(output, worker);
            CHECK(colors.size() == 1);
            CHECK_FALSE(colors.begin()->empty());
            all.insert(*colors.begin());
        }
        CHECK(all.size() == 3);
    }

    TEST_CASE("but for its colours the text is the same") {
        const std::string output = plain(OnTerminal(three, {}).play());
        check_story(output);
        for (const int worker : {1, 2, 3}) {
            CHECK(contains(output, started(worker) + "\n"));
            CHECK(contains(output, got(worker, "hello") + "\n"));
        }
        CHECK(output.ends_with(bye + "\n"));
    }

    TEST_CASE("the clock is dim, failures stand out, success does not") {
        const std::string output =
            OnTerminal(scenario({child({"exit", "3"}), child({})}), {}).play();
        CHECK(contains(output, "\x1b[2mclock = 0000s\x1b[0m\n"));
        CHECK(contains(output, "\x1b[1;38;5;160mexit code 3\x1b[0m"));
        CHECK(contains(output, " - exit code 0 - "));
    }

    TEST_CASE("what a worker writes cannot command the terminal") {
        const std::string evil =
            R"(\x1b]0;title\x07\x1b[2J\x08\x7f\x9b\xc2\x9bm\xe2\x80\xae\t\0 caf\xc3\xa9\n)";
        const std::string shown = R"(\x1b]0;title\x07\x1b[2J\x08\x7f\x9b\xc2\x9bm\xe2\x80\xae)"
                                  "\t"
                                  R"(\x00 caf)"
                                  "\u00e9";
        for (const char* color : {"auto", "always", "never"}) {
            CAPTURE(color);
            const OnTerminal game(scenario({child({"write", evil, "write-err", evil})}),
                                  {"--no-clock", "--color", color});
            const std::string output = plain(game.play());
            CHECK(contains(output, got(1, shown) + "\n"));
            CHECK(contains(output, got_error(1, shown) + "\n"));
        }
    }

    TEST_CASE("a worker's own colours pass, and end with its line") {
        const std::string colors = R"(\x1b[32mready\x1b[0m in\t\x1b[1m300 ms\n)";
        const std::string text = scenario({child({"write", colors})});
        const std::string passed = "got `\x1b[32mready\x1b[0m in\t\x1b[1m300 ms\x1b[0m` from ";
        CHECK(contains(OnTerminal(text).play(), passed));
        CHECK(contains(Match(text, {"--color", "always"}).play().output, passed));
        const std::string removed = got(1, "ready in\t300 ms") + "\n";
        CHECK(contains(OnTerminal(text, {"--color", "never"}).play(), removed));
        CHECK(
            contains(OnTerminal(text, {}, {{"TERM", "xterm"}, {"NO_COLOR", "1"}}).play(), removed));
        CHECK(contains(OnTerminal(text, {}, {{"TERM", "dumb"}}).play(), removed));
        CHECK(contains(Match(text).play().output,
                       got(1, "\x1b[32mready\x1b[0m in\t\x1b[1m300 ms") + "\n"));
    }

    TEST_CASE("of a line that is overwritten the last state is shown") {
        const std::string text =
            scenario({child({"write", R"(progress 10%\rprogress 20%\rdone\r\n)"})});
        CHECK(contains(plain(OnTerminal(text).play()), got(1, "done") + "\n"));
        CHECK(
            contains(Match(text).play().output, got(1, "progress 10%\rprogress 20%\rdone") + "\n"));
    }

    TEST_CASE("a terminal of 16 colours gets no others") {
        const std::string text = scenario({child({"exit", "3"})});
        const std::string output = OnTerminal(text, {}, {{"TERM", "vt100"}}).play();
        CHECK(is_colored(output));
        CHECK_FALSE(contains(output, "38;5"));
        CHECK(contains(output, "\x1b[1;31mexit code 3\x1b[0m"));
        CHECK(contains(OnTerminal(text, {}, {{"TERM", "vt100"}, {"COLORTERM", "truecolor"}}).play(),
                       "38;5"));
    }

    TEST_CASE("nor can a name, or what is typed") {
        OnTerminal game(
            scenario({child({"print", "ready", "wait-file", "go"}, R"("name": "a\u202eb")")}));
        Program running(game.match.launch);
        running.wait_for_output("ready");
        running.type("\x1b[31m\n");
        running.wait_for_output("\\x1b[31m: no such command; try help");
        running.type("list\n");
        running.wait_for_output("ps#1 (a\\xe2\\x80\\xaeb) - process");
        game.match.release("go");
        const std::string output = running.wait().output;
        CHECK_FALSE(contains(output, "\u202e"));
        CHECK_FALSE(contains(output, "\x1b[31m"));
        CHECK(contains(plain(output), started(1, "a\\xe2\\x80\\xaeb") + "\n"));
    }

    TEST_CASE("elsewhere there is no colour, and bytes are unchanged") {
        const Match match(scenario({child({"write", R"(\x1b[2J\xff\t\x07\n)"})}));
        const std::string output = match.play().output;
        CHECK(contains(output, got(1, "\x1b[2J\xff\t\x07") + "\n"));
        CHECK(label_colors(output, 1) == std::set<std::string>{""});
    }

    TEST_CASE("--color always colours a pipe, where a terminal then comes at last") {
        const Match match(scenario({child({"write", R"(\x1b[2J\n)"})}),
                          {"--no-clock", "--color", "always"});
        const std::string output = match.play().output;
        CHECK(label_colors(output, 1).begin()->starts_with("\x1b["));
        CHECK(contains(plain(output), got(1, R"(\x1b[2J)") + "\n"));
    }

    TEST_CASE("the environment is heeded, and the option wins") {
        const auto colored = [](const Environment& environment, const Words& options) {
            return is_colored(OnTerminal(three, options, environment).play());
        };
        CHECK(colored({{"TERM", "xterm-256color"}}, {}));
        CHECK_FALSE(colored({{"TERM", "dumb"}}, {}));
        CHECK_FALSE(colored({{"TERM", ""}}, {}));
        CHECK_FALSE(colored({{"TERM", "xterm"}, {"NO_COLOR", "1"}}, {}));
        CHECK(colored({{"TERM", "xterm"}, {"NO_COLOR", ""}}, {}));
        CHECK(colored({{"TERM", "dumb"}, {"NO_COLOR", "1"}}, {"--color", "always"}));
        CHECK_FALSE(colored({{"TERM", "xterm"}, {"CLICOLOR_FORCE", "1"}}, {"--color=never"}));

        Match piped(three, {});
        CHECK_FALSE(is_colored(piped.play().output));
        piped.launch.environment = {{"CLICOLOR_FORCE", "1"}};
        CHECK(is_colored(piped.play().output));
        piped.launch.environment = {{"CLICOLOR_FORCE", "0"}};
        CHECK_FALSE(is_colored(piped.play().output));
    }

    TEST_CASE("--color takes three words") {
        const Result result = Match(three, {"--color", "sometimes"}).play();
        CHECK(result.ending == exited(2));
        CHECK(is_one_line(result.errors));
        for (const char* word : {"--color", "sometimes", "auto", "always", "never"})
            CHECK_MESSAGE(contains(result.errors, word), word);
    }
}

}  // namespace tests
