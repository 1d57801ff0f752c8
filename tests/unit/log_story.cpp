#include "log_story.h"

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/log/writer.h"
#include "game/output/output.h"
#include "tests/unit/manual_time.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <sys/mman.h>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace game;

namespace log_story {

namespace {

const std::vector<std::string> players = {"/opt/players", "1", "--seed", "7"};
const std::vector<std::string> odd = {"sh", "-c", "echo \"\xc3\xa9\" \\ \xff\n", ""};
const std::vector<std::string> missing = {"/no/such"};

ExitEvent ending(async::Duration t, std::uint64_t worker, ExitStatus status) {
    ExitEvent event{t, worker, {}, status, 0, 0, ""};
    event.ran = t - 500ms;
    return event;
}

void tell_starts(Reporter& reporter) {
    reporter.scenario({0ns, "dir/demo.json", 7, 2.5, 3, common::WallTime(1795961002512ms)});
    reporter.clock({1us, 0});
    reporter.started({500ms, 1, "ps#1 (predef 1)", 4711, players});
    reporter.started({500ms, 2, "ps#2 (\xc3\xa9)", 4712, odd});
}

void tell_lines(Reporter& reporter) {
    const auto line = [&reporter](std::uint64_t worker, Stream stream, std::string_view text,
                                  bool continued) {
        const std::string_view label = worker == 1 ? "ps#1 (predef 1)" : "ps#2 (\xc3\xa9)";
        reporter.line({750ms, worker, label, stream, text, continued});
    };
    line(1, Stream::standard_output, "N john", false);
    line(1, Stream::standard_error, "N john", false);
    line(2, Stream::standard_output, "N john", true);
    line(2, Stream::standard_output, "", false);
    line(2, Stream::standard_error, std::string_view("\0\x1b[31m\r\xc3\xa9 \"\\", 12), false);
    line(2, Stream::standard_output, "N j\xff", false);
}

void tell_commands(Reporter& reporter) {
    reporter.command({1s, "list", CommandSource::keyboard, std::nullopt});
    reporter.command({1s, "\xff", CommandSource::keyboard, "\xff must be between 1 and 4"});
    reporter.command({1s, "kill 9", CommandSource::control, "kill 9: no such worker"});
    reporter.command({1s, "kill 2", CommandSource::control, std::nullopt});
}

void tell_ends(Reporter& reporter) {
    ExitEvent killed = ending(1500ms, 2, ExitStatus::signaled);
    killed.label = "ps#2 (\xc3\xa9)";
    killed.signal = 15;
    killed.lines = 4;
    killed.running = 1;
    reporter.exited(killed);

    reporter.started({2s, 3, "ps#3 (such)", std::nullopt, missing});
    ExitEvent absent = ending(2s, 3, ExitStatus::cannot_start);
    absent.label = "ps#3 (such)";
    absent.ran = 0ns;
    absent.error = "No such file or directory";
    absent.running = 1;
    absent.failed = true;
    reporter.exited(absent);

    ExitEvent late = ending(3s, 1, ExitStatus::timed_out);
    late.label = "ps#1 (predef 1)";
    late.exit_code = 3;
    late.user_time = 12ms;
    late.system_time = 34us;
    late.max_rss_bytes = 4096;
    late.lines = 2;
    late.failed = true;
    reporter.exited(late);
    reporter.stopping({3s, "fail-fast"});
    reporter.ended({3s + 1us, 3, 2, 1});
}

}  // namespace

void tell(Reporter& reporter) {
    tell_starts(reporter);
    tell_lines(reporter);
    tell_commands(reporter);
    tell_ends(reporter);
}

const std::string& log() {
    static const std::string text = [] {
        std::ifstream stream(std::filesystem::path(TEST_DATA_DIR) / "logs/story.ndjson");
        return std::string(std::istreambuf_iterator<char>(stream), {});
    }();
    return text;
}

std::string written(const std::function<void(Reporter&)>& tell_it) {
    const async::FileDescriptor file(::memfd_create("log", MFD_CLOEXEC));
    if (!file.is_open()) throw std::runtime_error("memfd_create failed");
    async::ManualTime time;
    async::Loop loop(time);
    Output output(loop, file.get(), Overflow::keep());
    LogWriter reporter(output);
    tell_it(reporter);
    const auto write_out = [](Output& what) -> async::Task<void> {
        co_await what.wait_until_drained();
    };
    loop.start(output.run());
    loop.run(write_out(output));
    std::string text(static_cast<std::size_t>(::lseek(file.get(), 0, SEEK_END)), '\0');
    const ssize_t size = ::pread(file.get(), text.data(), text.size(), 0);
    if (size != static_cast<ssize_t>(text.size())) throw std::runtime_error("pread failed");
    return text;
}

}  // namespace log_story
