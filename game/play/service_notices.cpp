#include "game/play/service_notices.h"

#include "common/text/number.h"
#include "game/play/sd_notify.h"

#include <chrono>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace game {

namespace {

/// A status that changes all the time is not sent more often.
constexpr std::chrono::seconds shortest_interval(1);

/// What ending takes beyond the time that the workers have.
constexpr std::chrono::seconds time_to_end(10);

std::optional<std::uint64_t> whole_number(const char* text) {
    if (text == nullptr) return std::nullopt;
    const std::optional<double> number = common::read_number(text);
    constexpr double most = 9e15;
    if (!number || *number > most) return std::nullopt;
    return static_cast<std::uint64_t>(*number);
}

}  // namespace

std::optional<async::Duration> watchdog_interval(const char* usec, const char* pid, pid_t self) {
    const std::optional<std::uint64_t> microseconds = whole_number(usec);
    if (!microseconds || *microseconds == 0) return std::nullopt;
    const bool is_for_us = pid == nullptr || whole_number(pid) == static_cast<std::uint64_t>(self);
    if (!is_for_us) return std::nullopt;
    const std::chrono::microseconds interval(*microseconds);
    constexpr std::chrono::hours longest(1);
    return async::Duration(interval < longest ? interval : longest) / 2;
}

async::Task<void> ServiceNotices::run() {
    if (!has_service_manager()) co_return;
    const async::TaskContext& context = co_await async::current_context();
    async::TaskGroup tasks(context);
    tasks.start(report_status());
    tasks.start(report_stop());
    const std::optional<async::Duration> interval =
        watchdog_interval(std::getenv("WATCHDOG_USEC"), std::getenv("WATCHDOG_PID"), ::getpid());
    if (interval) tasks.start(feed_watchdog(*interval));
    co_await tasks.join();
}

std::string ServiceNotices::status() const {
    return fmt::format("STATUS={}{} running, {} waiting, {} failed",
                       scheduler_.is_stopping() ? "stopping: " : "", scheduler_.running(),
                       scheduler_.waiting(), scheduler_.failed());
}

async::Task<void> ServiceNotices::report_status() {
    for (;;) {
        const std::string latest = status();
        notify_service_manager(latest);
        co_await async::sleep_for(shortest_interval);
        while (status() == latest) {
            co_await scheduler_.wait_for_change();
        }
    }
}

/// The service manager has a limit of its own for the stop, which may be shorter than the workers'.
async::Task<void> ServiceNotices::report_stop() {
    while (!scheduler_.is_stopping()) {
        co_await scheduler_.wait_for_change();
    }
    notify_service_manager("STOPPING=1");
    const auto time = std::chrono::ceil<std::chrono::microseconds>(stop_timeout_ + time_to_end);
    notify_service_manager(fmt::format("EXTEND_TIMEOUT_USEC={}", time.count()));
}

async::Task<void> ServiceNotices::feed_watchdog(async::Duration interval) {
    for (;;) {
        notify_service_manager("WATCHDOG=1");
        co_await async::sleep_for(interval);
    }
}

}  // namespace game
