#include "common/io/signals.h"

namespace async {

SignalWatcher::SignalWatcher(Loop& loop, const std::vector<int>& signals) {
    for (const int signal : signals) {
        handles_.push_back(make_handle<uv_signal_t>(this, uv_signal_init, loop.uv()));
        throw_on_error(uv_signal_start(handles_.back().get(), on_signal, signal),
                       "cannot watch a signal");
    }
}

void SignalWatcher::on_signal(uv_signal_t* handle, int signal) {
    auto* const self = static_cast<SignalWatcher*>(handle->data);
    if (self == nullptr) return;
    self->arrived_.push_back(signal);
    self->arrival_.notify_all();
}

Task<int> SignalWatcher::next() {
    while (arrived_.empty()) {
        co_await arrival_.wait();
    }
    const int signal = arrived_.front();
    arrived_.pop_front();
    co_return signal;
}

}  // namespace async
