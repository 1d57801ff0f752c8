#include "game/web/listener.h"

#include <cerrno>

#include <sys/socket.h>

namespace game::web {

int Listener::on_event(lws_callback_reasons reason, void* /*in*/, std::size_t /*size*/) {
    if (reason != LWS_CALLBACK_RAW_RX_FILE) return 0;
    constexpr int most_at_once = 64;
    for (int count = 0; count < most_at_once; ++count) {
        async::FileDescriptor connection(
            accept4(descriptor_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (connection.is_open()) {
            on_connection_(std::move(connection));
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            lws_rx_flow_control(this->connection(), 0);
            pause_.start(std::chrono::milliseconds(100));
        } else if (errno == ECONNABORTED || errno == EINTR || errno == EPROTO) {
            continue;
        }
        break;
    }
    return 0;
}

void Listener::go_on() {
    lws_rx_flow_control(connection(), 1);
}

}  // namespace game::web
