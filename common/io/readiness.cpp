#include "common/io/readiness.h"

#include <cerrno>
#include <system_error>

#include <sys/epoll.h>

namespace async {

Readiness::Readiness(Loop& loop, int descriptor, Direction direction)
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    epoll_event event{};
    event.events = direction == Direction::read ? EPOLLIN : EPOLLOUT;
    if (!epoll_.is_open() || ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot watch a descriptor");
    }
    watch_.emplace(loop, epoll_.get(), on_event, this);
}

void Readiness::on_event(void* owner, const uv_poll_t&) {
    static_cast<Readiness*>(owner)->wake();
}

void Readiness::wake() {
    watch_->stop();
    if (!waiting_.empty()) waiting_.front().wake();
}

}  // namespace async
