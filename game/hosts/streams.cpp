#include "game/hosts/streams.h"

#include "game/hosts/frames.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace game {

namespace {

/// How much a source reads at once.
constexpr std::size_t largest_slice = 64UL * 1024;

/// True for a file, and for /dev/null.
bool is_always_readable(int descriptor) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) return false;
    return !S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode);
}

}  // namespace

SourceGate::SourceGate(std::function<bool()> is_full)
    : is_full_(std::move(is_full)), buffer_(largest_slice) {}

async::Task<void> SourceGate::wait_for_held() {
    while (held_.empty()) {
        co_await holding_.wait();
    }
}

void SourceGate::resume() {
    std::vector<StreamSource*> held;
    held.swap(held_);
    for (StreamSource* const source : held)
        source->update();
}

StreamSource::StreamSource(async::Loop& loop, async::FileDescriptor descriptor, SourceGate& gate,
                           Take take)
    : gate_(gate), descriptor_(std::move(descriptor)), take_(std::move(take)) {
    if (is_always_readable(descriptor_.get())) return;
    watch_.emplace(loop, descriptor_.get(), on_readable, this);
}

StreamSource::~StreamSource() {
    close();
}

void StreamSource::start() {
    add_credit(stream_credit);
}

void StreamSource::add_credit(std::size_t bytes) {
    credit_ = std::min(credit_ + bytes, stream_credit);
    update();
}

void StreamSource::end_after_pending() {
    if (has_ended() || left_) return;
    int unread = 0;
    ::ioctl(descriptor_.get(), FIONREAD, &unread);
    left_ = static_cast<std::size_t>(std::max(unread, 0));
    if (*left_ == 0) {
        end();
    } else {
        update();
    }
}

void StreamSource::close() {
    watch_.reset();
    descriptor_ = async::FileDescriptor();
    std::erase(gate_.held_, this);
}

void StreamSource::end() {
    close();
    take_({});
}

/// Reads on where that is possible, or waits for what makes it so.
void StreamSource::update() {
    if (has_ended()) return;
    if (!watch_) {
        while (may_read() && read_slice()) {
        }
    } else if (may_read()) {
        watch_->start();
    } else {
        watch_->stop();
    }
}

bool StreamSource::may_read() {
    if (has_ended() || credit_ == 0) return false;
    if (!gate_.is_full_()) return true;
    const bool is_held = std::ranges::find(gate_.held_, this) != gate_.held_.end();
    if (!is_held) gate_.held_.push_back(this);
    gate_.holding_.notify_all();
    return false;
}

void StreamSource::on_readable(void* owner, const uv_poll_t&) {
    auto* const self = static_cast<StreamSource*>(owner);
    if (self->may_read()) self->read_slice();
    self->update();
}

/// False if there was nothing to read.
bool StreamSource::read_slice() {
    const std::size_t limit = std::min({gate_.buffer_.size(), credit_, left_.value_or(credit_)});
    const ssize_t count = ::read(descriptor_.get(), gate_.buffer_.data(), limit);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (count <= 0) {
        end();
        return false;
    }
    const auto size = static_cast<std::size_t>(count);
    credit_ -= size;
    if (left_) *left_ -= size;
    take_({gate_.buffer_.data(), size});
    if (left_ == std::size_t{0}) end();
    return true;
}

StreamSink::StreamSink(async::Loop& loop, async::FileDescriptor descriptor, Written written,
                       std::function<void()> ended)
    : loop_(loop),
      descriptor_(std::move(descriptor)),
      written_(std::move(written)),
      ended_(std::move(ended)) {
    const int flags = ::fcntl(descriptor_.get(), F_GETFL);
    ::fcntl(descriptor_.get(), F_SETFL, flags | O_NONBLOCK);
}

void StreamSink::write(std::string_view bytes) {
    std::size_t written = 0;
    if (pending_.empty()) written = write_some(bytes);
    if (has_ended()) written = bytes.size();  // dropped
    if (written < bytes.size()) {
        pending_.append(bytes.substr(written));
        watch();
    }
    if (written > 0) written_(written);
}

void StreamSink::finish() {
    is_finishing_ = true;
    if (pending_.empty()) end();
}

/// Returns how many bytes the pipe took; all, if it has no reader.
std::size_t StreamSink::write_some(std::string_view bytes) {
    std::size_t written = 0;
    while (written < bytes.size() && !has_ended()) {
        const ssize_t count =
            ::write(descriptor_.get(), bytes.data() + written, bytes.size() - written);
        if (count >= 0) {
            written += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            return written;
        } else if (errno != EINTR) {
            end();
        }
    }
    return bytes.size();
}

void StreamSink::flush() {
    if (pending_.empty()) return;
    const std::size_t written = write_some(pending_.bytes());
    if (!has_ended()) pending_.drop(written);
    if (!pending_.empty()) {
        watch();
    } else {
        if (watch_) watch_->stop();
        if (is_finishing_) end();
    }
    if (written > 0) written_(written);
}

/// By an epoll instance of its own: see async::Readiness.
void StreamSink::watch() {
    if (watch_) {
        watch_->start();
        return;
    }
    try {
        epoll_ = async::FileDescriptor(::epoll_create1(EPOLL_CLOEXEC));
        if (!epoll_.is_open()) return;
        epoll_event event{};
        event.events = EPOLLOUT;
        if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor_.get(), &event) != 0) return;
        watch_.emplace(loop_, epoll_.get(), on_writable, this);
        watch_->start();
    } catch (const std::system_error&) {
        return;  // the owner flushes later
    }
}

void StreamSink::on_writable(void* owner, const uv_poll_t&) {
    static_cast<StreamSink*>(owner)->flush();
}

void StreamSink::end() {
    if (has_ended()) return;
    watch_.reset();
    epoll_ = async::FileDescriptor();
    descriptor_ = async::FileDescriptor();
    pending_.clear();
    ended_();
}

}  // namespace game
