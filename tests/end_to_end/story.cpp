#include "tests/end_to_end/story.h"

#include <regex>
#include <set>

#include <doctest/doctest.h>

namespace tests {

namespace {

/// Follows the story line by line.
class Follower {
  public:
    explicit Follower(Numbering numbering) : numbering_(numbering) {}

    void follow(const std::string& line) {
        static const std::regex start_line(">>>>>>>> worker ps#([0-9]+) \\(.*\\)");
        static const std::regex got_line(
            " {9}got `.*` from ps#([0-9]+) \\(.*\\)( on stderr)?(, continued)?");
        static const std::regex exit_line(
            "<<<<<<<< worker ps#([0-9]+) \\(.*\\) - (exit code -?[0-9]+|timed out|lost|"
            "cannot start: .+) - ([0-9]+) still running");
        CAPTURE(line);
        CHECK_FALSE(over_);
        std::smatch parts;
        if (std::regex_match(line, parts, start_line)) {
            start(std::stoi(parts[1]));
        } else if (std::regex_match(line, parts, got_line)) {
            CHECK(running_.contains(std::stoi(parts[1])));
        } else if (std::regex_match(line, parts, exit_line)) {
            exit(std::stoi(parts[1]), std::stoul(parts[3]));
        } else if (line == bye) {
            over_ = true;
        } else {
            CHECK_MESSAGE(line.starts_with("clock = "), "a line that nobody knows");
        }
    }

    void finish() const {
        CHECK(over_);
        CHECK(running_.empty());
    }

  private:
    void start(int worker) {
        if (numbering_ == Numbering::in_sequence) CHECK(worker == ++launched_);
        CHECK(running_.insert(worker).second);
    }

    void exit(int worker, std::size_t still_running) {
        CHECK(running_.erase(worker) == 1);
        CHECK(still_running == running_.size());
    }

    Numbering numbering_;
    int launched_ = 0;
    std::set<int> running_;
    bool over_ = false;
};

}  // namespace

void check_story(std::string_view output, Numbering numbering) {
    CHECK(output.ends_with('\n'));
    Follower follower(numbering);
    for (const std::string& line : lines(output))
        follower.follow(line);
    follower.finish();
    const std::vector<int> clock = clock_seconds(output);
    CHECK(std::is_sorted(clock.begin(), clock.end(), std::less_equal<>()));
}

std::vector<int> clock_seconds(std::string_view output) {
    static const std::regex clock_line("clock = ([0-9]{4,})s");
    std::vector<int> seconds;
    for (const std::string& line : lines(output)) {
        if (!line.starts_with("clock")) continue;
        CAPTURE(line);
        std::smatch parts;
        const bool well_formed = std::regex_match(line, parts, clock_line);
        CHECK(well_formed);
        if (well_formed) seconds.push_back(std::stoi(parts[1]));
    }
    return seconds;
}

}  // namespace tests
