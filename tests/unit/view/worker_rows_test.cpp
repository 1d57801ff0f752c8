#include "game/view/worker_rows.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using game::view::WorkerRows;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> sleep_command = {"sleep", "1"};

void start_worker(WorkerRows& rows, std::uint64_t worker, async::Duration t = 0s) {
    const std::string label = "ps#" + std::to_string(worker) + " (zoe)";
    rows.start({t, worker, label, 4711, sleep_command});
}

void end_worker(WorkerRows& rows, std::uint64_t worker, game::ExitStatus status, int number,
                bool failed) {
    game::ExitEvent event;
    event.worker = worker;
    event.status = status;
    event.exit_code = number;
    event.signal = number;
    event.failed = failed;
    event.ran = 2s;
    rows.exit(event);
}

}  // namespace

TEST_CASE("a row says how its worker ended") {
    WorkerRows rows;
    for (std::uint64_t worker = 1; worker <= 7; ++worker)
        start_worker(rows, worker);
    end_worker(rows, 1, game::ExitStatus::exited, 0, false);
    end_worker(rows, 2, game::ExitStatus::exited, 6, true);
    end_worker(rows, 3, game::ExitStatus::signaled, 11, true);
    end_worker(rows, 4, game::ExitStatus::signaled, 15, false);
    end_worker(rows, 5, game::ExitStatus::timed_out, 0, true);
    end_worker(rows, 6, game::ExitStatus::cannot_start, 0, true);
    CHECK(rows.find(1)->end == "done");
    CHECK(rows.find(2)->end == "failed 6");
    CHECK(rows.find(3)->end == "SIGSEGV");
    CHECK(rows.find(4)->end == "stopped");
    CHECK(rows.find(5)->end == "timed out");
    CHECK(rows.find(6)->end == "no start");
    CHECK(rows.find(7)->is_running());
    CHECK(rows.find(7)->command == "sleep 1");
    CHECK(rows.find(8) == nullptr);
    const game::view::WorkerCounts counts = rows.counts();
    CHECK(counts.running == 1);
    CHECK(counts.done == 2);
    CHECK(counts.failed == 4);
    CHECK(counts.all == 7);
}

TEST_CASE("of too many workers the oldest that have ended are forgotten, but counted") {
    WorkerRows rows(10);
    for (std::uint64_t worker = 1; worker <= 1000; ++worker) {
        start_worker(rows, worker);
        if (worker != 5) end_worker(rows, worker, game::ExitStatus::exited, 0, false);
    }
    CHECK(rows.rows().size() == 10);
    CHECK(rows.find(5) != nullptr);
    CHECK(rows.find(991) == nullptr);
    CHECK(rows.find(992) != nullptr);
    CHECK(rows.counts().done == 999);
}

TEST_CASE("who is measured has a load and a rate") {
    WorkerRows rows;
    start_worker(rows, 1);
    start_worker(rows, 2);
    const auto write = [&rows](int lines) {
        for (int i = 0; i < lines; ++i)
            rows.write({0s, 1, "", game::Stream::standard_output, "N zoe", false});
    };
    write(10);
    rows.measure(1s, {});
    CHECK_FALSE(rows.find(1)->lines_per_second);
    write(30);
    const std::vector<game::view::WorkerUsage> usages = {{1, 50, 1024}, {9, 1, 1}};
    rows.measure(3s, usages);
    CHECK(rows.find(1)->lines_per_second == 15);
    CHECK(rows.find(1)->usage->memory_bytes == 1024);
    CHECK(rows.find(2)->lines_per_second == 0);
    CHECK_FALSE(rows.find(2)->usage);
    end_worker(rows, 1, game::ExitStatus::exited, 0, false);
    CHECK_FALSE(rows.find(1)->usage);
    CHECK(rows.find(1)->lines == 40);
}

TEST_CASE("a worker that starts waits no more") {
    WorkerRows rows;
    rows.set_waiting({"zoe", "ben", "zoe"}, 3);
    start_worker(rows, 1);
    CHECK(rows.waiting() == std::vector<std::string>{"ben", "zoe"});
    CHECK(rows.counts().all == 3);
}
