#include "game/play/ended_workers.h"

#include <doctest/doctest.h>

namespace tests {

namespace {

game::ExitEvent ended_as(std::uint64_t worker, game::ExitStatus status, bool failed) {
    game::ExitEvent event;
    event.worker = worker;
    event.label = "ps#1 (bot)";
    event.status = status;
    event.failed = failed;
    return event;
}

}  // namespace

TEST_SUITE("ended workers") {
    TEST_CASE("ends are counted by outcome, whatever the reason was") {
        game::EndedWorkers ended;
        ended.add(ended_as(1, game::ExitStatus::exited, false));
        ended.add(ended_as(2, game::ExitStatus::timed_out, true));
        for (const char* const reason : {"one", "another"}) {
            game::ExitEvent event = ended_as(3, game::ExitStatus::cannot_start, true);
            event.error = reason;
            ended.add(event);
        }
        CHECK(ended.count() == 4);
        CHECK(ended.failed() == 3);
        CHECK(ended.outcomes() == std::map<std::string, std::uint64_t>{
                                      {"exit code 0", 1}, {"timed out", 1}, {"cannot start", 2}});
        CHECK(ended.latest().back().event.error == "another");
        CHECK(ended.latest().back().label == "ps#1 (bot)");
    }

    TEST_CASE("only the latest are kept") {
        game::EndedWorkers ended;
        for (std::uint64_t worker = 1; worker <= 1000; ++worker)
            ended.add(ended_as(worker, game::ExitStatus::exited, false));
        CHECK(ended.count() == 1000);
        CHECK(ended.latest().size() == game::EndedWorkers::most_kept);
        CHECK(ended.latest().front().event.worker == 991);
    }
}

}  // namespace tests
