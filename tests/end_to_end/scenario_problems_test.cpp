/// game-scenario(5): bad scenarios are refused with every problem at its place, and nothing starts.
#include "tests/end_to_end/match.h"
#include "tests/end_to_end/story.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

Result play(std::string_view text, const Words& options = {}) {
    Match match("", {});
    match.folder.write("demo.json", text);
    match.launch.folder = match.folder.path();
    match.launch.command = {GAME_PROGRAM, "demo.json"};
    match.launch.add(options);
    Result result = match.play();
    CHECK_FALSE(match.has("started"));
    return result;
}

/// Refused with exactly one line, `demo.json: POINTER: ` and something that has `mentioned` in it.
void check_refused(std::string_view text, const std::string& pointer,
                   const std::string& mentioned = "") {
    CAPTURE(text);
    const Result result = play(text);
    CAPTURE(result.errors);
    CHECK(result.ending == exited(2));
    CHECK(result.output.empty());
    CHECK(is_one_line(result.errors));
    const std::string start = "demo.json: " + pointer + ": ";
    CHECK_MESSAGE(result.errors.starts_with(start), start);
    CHECK_MESSAGE(contains(result.errors, mentioned), mentioned);
}

/// One entry with these keys, wrong at `key`.
void check_entry_refused(const std::string& keys, const std::string& key,
                         const std::string& mentioned = "") {
    const std::string text = "{\"script\": [{\"predef\": 1}, {" + keys + "}]}";
    check_refused(text, "/script/1" + (key.empty() ? "" : "/" + key), mentioned);
}

}  // namespace

TEST_SUITE("scenario problems") {
    TEST_CASE("the line has the words of the manual") {
        const Result result = play(R"({"script": [{"predef": 1}, {"predef": 2}, {"predef": 7}]})");
        CHECK(result.errors == "demo.json: /script/2/predef: 7 is not between 1 and 4\n");
    }

    TEST_CASE("a wrong predef") {
        for (const char* value : {"0", "5", "-1", "1.5", "\"1\"", "true", "null", "[1]"}) {
            check_entry_refused(std::string("\"predef\": ") + value, "predef");
        }
    }

    TEST_CASE("an entry has one of predef and command") {
        for (const char* keys : {"", R"("predef": 1, "command": ["x"])", R"("time": 3)"}) {
            const std::string text = std::string("{\"script\": [{") + keys + "}]}";
            CAPTURE(text);
            const Result result = play(text);
            CHECK(result.ending == exited(2));
            CHECK(is_one_line(result.errors));
            CHECK(result.errors.starts_with("demo.json: /script/0"));
            CHECK(contains(result.errors, "predef"));
            CHECK(contains(result.errors, "command"));
        }
    }

    TEST_CASE("a wrong time") {
        for (const char* value : {"-1", "-0.001", "1000000001", "1e10", "\"soon\"", "null", "[]"}) {
            check_entry_refused(std::string("\"predef\": 1, \"time\": ") + value, "time");
        }
    }

    TEST_CASE("a wrong command") {
        for (const char* value : {"[]", "\"ls\"", "3", "null", "{}"}) {
            check_entry_refused(std::string("\"command\": ") + value, "command");
        }
        check_entry_refused(R"("command": ["ls", 3])", "command/1");
        check_entry_refused(R"("command": [null])", "command/0");
        check_entry_refused(R"("command": ["ls", "a\u0000b"])", "command/1");
    }

    TEST_CASE("a wrong name") {
        const std::string too_long = "\"" + std::string(65, 'n') + "\"";
        for (const std::string& value :
             {std::string("\"\""), too_long, std::string(R"("a\nb")"), std::string(R"("\u001b[m")"),
              std::string(R"("\u007f")"), std::string("3"), std::string("null")}) {
            check_entry_refused("\"predef\": 1, \"name\": " + value, "name");
        }
    }

    TEST_CASE("a wrong count") {
        for (const char* value : {"0", "-1", "100001", "1.5", "\"3\"", "null"}) {
            check_entry_refused(std::string("\"predef\": 1, \"count\": ") + value, "count");
        }
    }

    TEST_CASE("a wrong timeout") {
        for (const char* value : {"-1", "\"soon\"", "null", "false"}) {
            check_entry_refused(std::string("\"predef\": 1, \"timeout\": ") + value, "timeout");
        }
    }

    TEST_CASE("a wrong environment") {
        for (const char* value : {"3", "[]", "\"A=B\"", "null"}) {
            check_entry_refused(std::string("\"predef\": 1, \"env\": ") + value, "env");
        }
        check_entry_refused(R"("predef": 1, "env": {"LEVEL": 3})", "env/LEVEL");
        check_entry_refused(R"("predef": 1, "env": {"A/B~": null})", "env/A~1B~0");
        check_entry_refused(R"("predef": 1, "env": {"A=B": "x"})", "env/A=B");
    }

    TEST_CASE("a wrong folder") {
        check_entry_refused(R"("predef": 1, "cwd": 3)", "cwd");
        check_entry_refused(R"("predef": 1, "cwd": ["bots"])", "cwd");
    }

    TEST_CASE("wrong settings of the whole") {
        check_refused(R"({"script": [], "max_running": -1})", "/max_running");
        check_refused(R"({"script": [], "max_running": 1.5})", "/max_running");
        check_refused(R"({"script": [], "max_running": "4"})", "/max_running");
        check_refused(R"({"script": [], "stop_timeout": -1})", "/stop_timeout");
        check_refused(R"({"script": [], "stop_timeout": "5"})", "/stop_timeout");
        check_refused(R"({"script": [], "launcher": "nice"})", "/launcher");
        check_refused(R"({"script": [], "launcher": ["nice", 5]})", "/launcher/1");
        check_refused(R"({"script": [], "players": 3})", "/players");
    }

    TEST_CASE("a wrong script") {
        check_refused(R"({"script": 3})", "/script");
        check_refused(R"({"script": {}})", "/script");
        check_refused(R"({"script": [3]})", "/script/0");
        check_refused(R"({"script": [[0.5, 1]]})", "/script/0");
    }

    TEST_CASE("a document that is neither list nor object with a script") {
        for (const char* text : {"3", "\"demo\"", "null", "true", "{}"}) {
            CAPTURE(text);
            const Result result = play(text);
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
            CHECK(is_one_line(result.errors));
            CHECK(result.errors.starts_with("demo.json: "));
        }
        CHECK(contains(play("{}").errors, "script"));
    }

    TEST_CASE("wrong pairs in the model's own form") {
        check_refused("[[0.5, 1], [1.0, 7]]", "/1/1", "7 is not between 1 and 4");
        check_refused("[[-1, 1]]", "/0/0");
        check_refused("[[\"now\", 1]]", "/0/0");
        check_refused("[[0.5]]", "/0");
        check_refused("[[0.5, 1, 2]]", "/0");
        check_refused("[3]", "/0");
        check_refused(R"([{"time": 1, "predef": 1}])", "/0");
    }

    TEST_CASE("an unknown key is named with the nearest known one") {
        const std::vector<std::vector<std::string>> expected{
            {R"({"script": [], "max_runing": 3})", "max_runing", "max_running"},
            {R"({"script": [], "Launcher": []})", "Launcher", "launcher"},
            {R"({"script": [{"predef": 1, "tiem": 3}]})", "tiem", "time"},
            {R"({"script": [{"predef": 1, "timout": 3}]})", "timout", "timeout"},
            {R"({"script": [{"predef": 1, "commnd": 3}]})", "commnd", "command"},
        };
        for (const auto& words : expected) {
            CAPTURE(words[0]);
            const Result result = play(words[0]);
            CAPTURE(result.errors);
            CHECK(result.ending == exited(2));
            CHECK(is_one_line(result.errors));
            CHECK(result.errors.starts_with("demo.json: /"));
            CHECK(contains(result.errors, words[1]));
            CHECK(contains(result.errors, words[2]));
        }
    }

    TEST_CASE("a key with a newline in it stays on one line") {
        const Result result = play(R"({"script": [], "a\nb\u001b": 1})");
        CHECK(result.ending == exited(2));
        CHECK(is_one_line(result.errors));
        CHECK_FALSE(contains(result.errors, "\x1b"));
    }

    TEST_CASE("every problem is told - not only the first") {
        const Result result = play(R"({"script": [{"predef": 7}, {"predef": 1, "tiem": 3},
            {"command": []}, {"predef": 2, "count": 0, "time": -1}], "max_running": "many"})");
        CHECK(result.ending == exited(2));
        const Words told = lines(result.errors);
        CHECK(told.size() == 6);
        for (const char* place : {"/script/0/predef", "/script/1", "/script/2/command",
                                  "/script/3/count", "/script/3/time", "/max_running"}) {
            CHECK_MESSAGE(count(told, std::string("demo.json: ") + place) == 1, place);
        }
    }

    TEST_CASE("the exit code is the same when nobody can be told") {
        for (const Sink sink : {Sink::full_device, Sink::gone_reader, Sink::closed}) {
            CAPTURE(to_string(sink));
            Match match("[[0, 7]]");
            match.launch.errors = sink;
            CHECK(match.play().ending == exited(2));
        }
    }

    TEST_CASE("a scenario is not overwritten by what an option writes") {
        for (const char* const option : {"--log", "--timeline"}) {
            CAPTURE(option);
            Match match("[]");
            Words& words = match.launch.command;
            words.insert(words.end() - 1, {option, words.back()});
            const Result result = match.play();
            CHECK(contains(result.errors, option));
            CHECK(result.ending == exited(2));
            CHECK(file_content(words.back()) == "[]");
        }
    }

    TEST_CASE("nothing is started when anything is wrong, also with --check") {
        const std::string text =
            scenario({child({"touch", "started"}), R"({"predef": 1, "time": -1})"});
        for (const Words& options : {Words{}, Words{"--check"}}) {
            const Result result = play(text, options);
            CHECK(result.ending == exited(2));
            CHECK(result.output.empty());
        }
    }
}

}  // namespace tests
