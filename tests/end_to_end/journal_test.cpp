/// game(1), "The journal by priority".
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

const std::string failing = child({"print", "hello", "write-err", "oops\\n", "exit", "3"});

/// Starts `game` as systemd does: JOURNAL_STREAM names the file of `descriptor`.
void connect_to_journal(Launch& launch, const std::string& descriptor) {
    Words& words = launch.command;
    words.insert(words.begin(),
                 {"sh", "-c",
                  "exec 3>&" + descriptor +
                      "; export JOURNAL_STREAM=$(stat -Lc %d:%i /dev/fd/3); exec \"$@\" 3>&-",
                  "sh"});
}

/// The story of `failing`, whose two streams may be read in either order.
Words sorted(Words all) {
    std::ranges::sort(all);
    return all;
}

}  // namespace

TEST_SUITE("journal") {
    TEST_CASE("each line of a run has a priority, failures and standard error as warnings") {
        Match match(scenario({failing}));
        const std::string log = log_to_file(match);
        connect_to_journal(match.launch, "1");
        const Result result = match.play();
        CHECK(sorted(lines(result.output)) ==
              sorted({"<6>" + started(1), "<6>" + got(1, "hello"), "<4>" + got_error(1, "oops"),
                      "<4>" + ended(1, "exit code 3", 0), "<6>" + bye}));
        CHECK_FALSE(contains(file_content(log), "<"));

        Launch again = replay_of(log, {"--timestamps", "--summary"});
        connect_to_journal(again, "1");
        const Words replayed = lines(run(again).output);
        CHECK(replayed.size() == 5 + 3);
        for (const std::string& line : replayed) {
            CAPTURE(line);
            CHECK((line.starts_with("<6>") || line.starts_with("<4>")));
        }
        CHECK(contains(replayed.at(1), "<6>0s + "));
        CHECK(from_end(replayed, 1).starts_with("<4>"));
    }

    TEST_CASE("a worker that ends as was asked for is no failure") {
        Match match(scenario({child({"print", "ready", "sleep-forever"})}));
        match.launch.input = Source::pipe;
        connect_to_journal(match.launch, "1");
        Program game(match.launch);
        game.wait_for_output("ready");
        game.type("quit\n");
        CHECK(contains(game.wait().output, "<6>" + ended(1, "exit code -15", 0)));
    }

    TEST_CASE("messages are warnings, and errors at the end") {
        Match match(scenario({child({"print", "hello", "sleep-forever"})}),
                    {"--no-clock", "--log", "/dev/full"});
        connect_to_journal(match.launch, "2");
        const Result result = match.play();
        CHECK(result.errors == "<4>game: cannot write /dev/full: No space left on device\n");
        CHECK(result.output.ends_with(bye + "\n"));
        CHECK_FALSE(contains(result.output, "<6>"));

        Launch mistake = Launch::of(GAME_PROGRAM, {"/no/such.json"});
        connect_to_journal(mistake, "2");
        CHECK(run(mistake).errors.starts_with("<3>"));
    }

    TEST_CASE("other streams than the journal get no priorities") {
        Match match(scenario({child({"print", "hello"})}));
        match.launch.environment = {{"JOURNAL_STREAM", "1:2"}};
        CHECK(lines(match.play().output) ==
              Words{started(1), got(1, "hello"), ended(1, "exit code 0", 0), bye});
    }

    TEST_CASE("NDJSON stays NDJSON in the journal") {
        Match match(scenario({failing}), {"--output", "ndjson"});
        connect_to_journal(match.launch, "1");
        CHECK(keeps_to_schema(match.play().output));
    }
}

}  // namespace tests
