#include "game/play/web_feed.h"

#include "common/report.h"
#include "game/log/writer.h"

#include <cerrno>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

/// What is taken from the feed is sent before more is taken. So what waits is in the feed, which
/// drops it when it is too much.
async::Task<void> RunFeed::send(Output& output) {
    constexpr int pieces_per_turn = 8;
    for (;;) {
        for (int i = 0; i < pieces_per_turn; ++i) {
            co_await subscription_.wait();
            output.write(subscription_.take());
            co_await output.wait_until_drained();
        }
        co_await async::next_turn();
    }
}

async::Task<void> RunFeed::send_rest(Output& output) {
    co_await output.wait_until_drained();
    while (subscription_.has_more() && !output.failure()) {
        output.write(subscription_.take());
        co_await output.wait_until_drained();
    }
}

LogFeed::LogFeed(const std::filesystem::path& log)
    : file_(::open(log.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)) {
    if (!file_.is_open()) {
        throw common::UsageError("--replay",
                                 log.string() + ": " + std::generic_category().message(errno));
    }
    struct stat status{};
    if (::fstat(file_.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
        throw common::UsageError(
            "--serve", "needs a log that is a regular file, which " + log.string() + " is not");
    }
}

async::Task<void> LogFeed::send(Output& output) {
    std::vector<char> piece(64UL * 1024);
    for (;;) {
        const ssize_t count = ::read(file_.get(), piece.data(), piece.size());
        if (count <= 0) co_return;
        output.write(std::string_view(piece.data(), static_cast<std::size_t>(count)));
        co_await output.wait_until_drained();
        co_await async::next_turn();
    }
}

async::Task<void> LogFeed::send_rest(Output&) {
    co_return;
}

async::Task<void> SourceFeed::send(Output& output) {
    constexpr std::uint64_t slice = 256;  // events, after which others have their turn
    LogWriter writer(output);
    while (const LogEvent* const event = events_->next()) {
        std::visit(Report{writer}, *event);
        if (events_->position() % slice != 0) continue;
        co_await output.wait_until_drained();
        co_await async::next_turn();
    }
    co_await output.wait_until_drained();
}

async::Task<void> SourceFeed::send_rest(Output&) {
    co_return;
}

}  // namespace game
