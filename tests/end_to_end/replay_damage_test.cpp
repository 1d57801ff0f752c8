/// game(1): logs that were cut short or damaged.
#include "tests/end_to_end/recording.h"
#include "tests/end_to_end/story.h"

#include <cmath>
#include <random>
#include <regex>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace tests {

namespace {

/// A short run with a bit of everything: its log and its text.
struct Original {
    std::string log;
    std::string text;
};

Original record() {
    Match match(
        scenario({child({"print", "N john", "write-err", "\\xff\\n", "exit", "3"}),
                  command({"/no/such/program"}), child({"sleep-forever"}, R"("timeout": 0.05)")}),
        {});
    match.launch.input = Source::file;
    match.launch.typed = "7\n";
    const std::string log = log_to_file(match);
    const Result run = match.play();
    return {file_content(log), run.output};
}

/// Replays what is left of a log.
Result replay_text(const TemporaryFolder& folder, std::string_view log, Words options = {}) {
    options.insert(options.end(), {"--speed", "1e6"});
    return replay(folder.write("damaged", log), options);
}

/// Checks that a line of a replay's NDJSON says what the log has there, but for what is computed
/// again.
void check_told(const std::string& told, const std::string& logged) {
    CAPTURE(told);
    CAPTURE(logged);
    const auto event = nlohmann::json::parse(told);
    const auto source = nlohmann::json::parse(logged);
    for (const auto& [key, value] : event.items()) {
        const bool is_in_base64 = (key == "text" && source.contains("base64")) ||
                                  (key == "error" && source.contains("error_base64"));
        const bool is_computed = key == "move" || key == "moves" || key == "started" ||
                                 (key == "seconds" && event["event"] == "end");
        if (is_in_base64 || is_computed || !source.contains(key)) continue;
        CAPTURE(key);
        const bool is_time = value.is_number_float() && key != "speed";
        if (is_time) {
            CHECK(std::abs(value.get<double>() - source[key].get<double>()) < 1e-6);
        } else {
            CHECK(value == source[key]);
        }
    }
}

/// The number of the line at which a replay stopped, as it says on standard error.
std::size_t stopped_at(const Result& result) {
    static const std::regex pattern("game: .*/damaged:([0-9]+): .+\n");
    std::smatch parts;
    const bool says_so = std::regex_match(result.errors, parts, pattern);
    CAPTURE(result.errors);
    CHECK(says_so);
    CHECK(is_one_line(result.errors));
    return says_so ? std::stoul(parts[1]) : 0;
}

void check_stops_at(std::size_t line, std::string_view why, const Result& result) {
    CHECK(stopped_at(result) == line);
    CAPTURE(result.errors);
    CHECK(contains(result.errors, why));
    CHECK(result.ending == exited(1));
}

}  // namespace

TEST_SUITE("replay damage") {
    TEST_CASE("a log cut short anywhere replays what it has") {
        const TemporaryFolder folder;
        const Original original = record();
        std::size_t begin = 0;
        for (std::size_t line = 1; begin < original.log.size(); ++line) {
            const std::size_t end = original.log.find('\n', begin) + 1;
            for (const std::size_t size : {begin, begin + 1, (begin + end) / 2, end - 2}) {
                CAPTURE(size);
                const Result result = replay_text(folder, original.log.substr(0, size));
                CHECK(stopped_at(result) == line);
                CHECK(original.text.starts_with(result.output));
                CHECK(result.ending == exited(1));
            }
            begin = end;
        }
        const Result whole = replay_text(folder, original.log);
        CHECK(whole.output == original.text);
        // The last newline is not missed.
        CHECK(replay_text(folder, original.log.substr(0, original.log.size() - 1)).output ==
              original.text);
    }

    TEST_CASE("a log cut short has its summary and its picture all the same") {
        const TemporaryFolder folder;
        const std::string log = record().log;
        const std::string half = folder.write("half", log.substr(0, log.find(R"("event":"exit")")));
        const std::string picture = folder.path("half.svg");
        const Result result = replay(half, {"--speed", "1e6", "--summary", "--timeline", picture});
        CHECK(contains(from_end(lines(result.output), 0), " 0 failed "));
        CHECK(contains(result.output, "still running"));
        CHECK(contains(file_content(picture), "still running"));
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("a log with a line missing or twice says where") {
        const TemporaryFolder folder;
        const Original original = record();
        const Words all = lines(original.log);
        for (std::size_t index = 0; index < all.size(); ++index) {
            const bool is_noted = !contains(all[index], R"("event":"clock")") &&
                                  !contains(all[index], R"("event":"command")");
            if (!is_noted) continue;
            std::string without;
            std::string twice;
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (i != index) without += all[i] + "\n";
                twice += (i == index ? all[i] + "\n" : "") + all[i] + "\n";
            }
            CAPTURE(all[index]);
            CHECK(stopped_at(replay_text(folder, without)) > index);
            CHECK(stopped_at(replay_text(folder, twice)) > index);
        }
    }

    TEST_CASE("a log with any byte changed replays as it says, or says where it stopped") {
        const TemporaryFolder folder;
        const Original original = record();
        std::mt19937 random(20);
        for (int round = 0; round < 300; ++round) {
            std::string log = original.log;
            for (auto i = random() % 3 + 1; i > 0; --i)
                log[random() % log.size()] = static_cast<char>(random());
            CAPTURE(log);
            const Result result = replay_text(folder, log, {"--output", "ndjson"});
            const Words events = lines(result.output);
            if (result.errors.empty()) {
                CHECK(events.size() == lines(log).size());
                CHECK(result.ending == exited(nlohmann::json::parse(events.back())["exit_code"]));
            } else {
                CHECK(events.size() + 1 == stopped_at(result));
                CHECK(result.ending == exited(1));
            }
            for (std::size_t i = 0; i < events.size(); ++i)
                check_told(events[i], lines(log)[i]);
        }
    }

    TEST_CASE("what is no log at all is refused at its first line") {
        const TemporaryFolder folder;
        check_stops_at(1, "the log ends here", replay_text(folder, ""));
        check_stops_at(1, "cut short", replay_text(folder, "\n"));
        check_stops_at(1, "expected a list or an object", replay_text(folder, "hello\n"));
        check_stops_at(1, "JSON object", replay_text(folder, "[]\n"));
        check_stops_at(1, "0x00", replay_text(folder, std::string("\0\0\0\0", 4)));
        check_stops_at(1, "nested deeper", replay_text(folder, std::string(100'000, '[')));
        check_stops_at(1, "", replay_text(folder, file_content(CHILD_PROGRAM)));
        check_stops_at(1, "first line",
                       replay_text(folder, R"({"t":0,"event":"stop","reason":""})"));
        check_stops_at(
            1, "/version: 2 is not 1",
            replay_text(folder, R"({"t":0,"event":"scenario","version":2,"format":"new"})"));
    }

    TEST_CASE("a line without end is given up in time") {
        const Result result = replay("/dev/zero");
        CHECK(result.errors == "game: /dev/zero:1: the line is longer than 64 MiB\n");
        CHECK(result.ending == exited(1));
    }

    TEST_CASE("long texts in a log do not hold up its picture") {
        const TemporaryFolder folder;
        const auto log_of = [](const std::string& label, const std::string& error) {
            return R"({"t":0,"event":"scenario","version":1,"file":"","seed":null,"speed":1,)"
                   R"("workers":1})"
                   "\n"
                   R"({"t":0,"event":"start","worker":1,"label":")" +
                   label +
                   R"(","pid":null,"command":[]})"
                   "\n"
                   R"({"t":0,"event":"exit","worker":1,"status":"cannot_start","error":")" +
                   error +
                   R"(","seconds":0,"user_seconds":0,"system_seconds":0,"max_rss_bytes":0,)"
                   R"("lines":0,"running":0})"
                   "\n"
                   R"({"t":0,"event":"end","workers":1,"failed":1,"moves":0,"seconds":0,)"
                   R"("exit_code":1})"
                   "\n";
        };
        const std::string long_text(1'000'000, 'L');
        const Words drawn = {"--timeline", folder.path("picture.svg"), "--summary"};
        check_stops_at(2, "/label: has more than 128 bytes",
                       replay_text(folder, log_of(long_text, "x"), drawn));
        const Result result = replay_text(folder, log_of("x", long_text), drawn);
        CHECK(result.errors.empty());
        CHECK(contains(result.output, "cannot start: " + long_text));
        CHECK(result.ending == exited(1));
        CHECK(contains(file_content(drawn[1]), "</svg>"));
    }

    TEST_CASE("a run after one that is damaged is played") {
        const TemporaryFolder folder;
        const Original original = record();
        const std::size_t second_line = original.log.find('\n') + 1;
        std::string damaged = original.log;
        damaged[second_line] = 'x';
        const Result result =
            replay_text(folder, damaged + damaged + "no log at all\n" + original.log);
        CHECK(result.output == original.text);
        CHECK(lines(result.errors).size() == 2);
        CHECK(contains(result.errors, "/damaged:2: "));
        CHECK(result.ending == exited(1));
    }
}

}  // namespace tests
