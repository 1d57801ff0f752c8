#include "game/web/service.h"

#include "game/web/limits.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace game::web {
namespace {

/// How long a client may take for the header of a request, and how long it may be.
constexpr unsigned int header_seconds = 10;
constexpr unsigned int header_bytes = 8192;

/// How long a client may stop reading a response, or may leave a connection idle.
constexpr unsigned int response_seconds = 30;

/// What is read of a client's message at a time. Each connection has a buffer of this size.
constexpr std::size_t receive_bytes = 1024;

}  // namespace

Service::Service() {
    lws_set_log_level(0, nullptr);
    // Read when the context is made, and later.
    static const std::array<lws_protocols, 2> protocols{
        lws_protocols{"game", on_event, 0, receive_bytes, 0, nullptr, transfer_bytes},
        lws_protocols{}};
    lws_context_creation_info info{};
    info.port = CONTEXT_PORT_NO_LISTEN_SERVER;
    info.protocols = protocols.data();
    info.options = LWS_SERVER_OPTION_VALIDATE_UTF8;
    info.user = this;
    info.max_http_header_data2 = header_bytes;
    info.timeout_secs_ah_idle = header_seconds;
    info.timeout_secs = response_seconds;
    info.keepalive_timeout = static_cast<int>(response_seconds);
    context_ = lws_create_context(&info);
    if (context_ == nullptr) throw std::runtime_error("cannot start libwebsockets");
}

Service::~Service() {
    lws_context_destroy(context_);
}

void Service::adopt_connection(async::FileDescriptor socket, std::unique_ptr<Endpoint> endpoint) {
    adopt(std::move(socket), std::move(endpoint),
          static_cast<lws_adoption_type>(LWS_ADOPT_SOCKET | LWS_ADOPT_HTTP));
}

void Service::adopt_file(async::FileDescriptor file, std::unique_ptr<Endpoint> endpoint) {
    adopt(std::move(file), std::move(endpoint), LWS_ADOPT_RAW_FILE_DESC);
}

void Service::adopt(async::FileDescriptor descriptor, std::unique_ptr<Endpoint> endpoint,
                    lws_adoption_type type) {
    Endpoint* const key = endpoint.get();
    endpoints_.emplace(key, std::move(endpoint));
    lws_adopt_desc_t info{};
    info.vh = lws_get_vhost_by_name(context_, "default");
    info.type = type;
    info.fd.sockfd = descriptor.release();
    info.opaque = key;
    // If it fails it closes the descriptor, and may have destroyed the endpoint.
    if (lws_adopt_descriptor_vhost_via_info(&info) == nullptr) endpoints_.erase(key);
}

void Service::run() {
    is_running_ = true;
    while (!is_stopping_) {
        if (lws_service(context_, 0) < 0) break;
    }
    is_running_ = false;
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void Service::stop() {
    is_stopping_ = true;
    // It may be about to wait, for a long time.
    if (is_running_) lws_cancel_service(context_);
}

int Service::on_event(lws* connection, lws_callback_reasons reason, void* /*user*/, void* in,
                      std::size_t size) {
    if (connection == nullptr) return 0;
    auto* const service = static_cast<Service*>(lws_context_user(lws_get_context(connection)));
    return service->handle(connection, reason, in, size);
}

int Service::handle(lws* connection, lws_callback_reasons reason, void* in, std::size_t size) {
    auto* const endpoint = static_cast<Endpoint*>(lws_get_opaque_user_data(connection));
    if (endpoint == nullptr) return 0;
    if (reason == LWS_CALLBACK_WSI_DESTROY) {
        lws_set_opaque_user_data(connection, nullptr);
        guard([this, endpoint] { endpoints_.erase(endpoint); });
        return 0;
    }
    endpoint->connection_ = connection;
    int result = -1;
    guard([&] { result = endpoint->on_event(reason, in, size); });
    return result;
}

void Service::guard(const std::function<void()>& call) {
    try {
        call();
    } catch (...) {
        if (!error_) error_ = std::current_exception();
        stop();
    }
}

Timer::Timer(Service& service, std::function<void()> on_time)
    : service_(service), on_time_(std::move(on_time)) {
    place_.timer = this;
}

void Timer::start(std::chrono::milliseconds time) {
    const std::chrono::microseconds exact = time;
    lws_sul_schedule(service_.context_, 0, &place_.list, on_event, exact.count());
}

void Timer::stop() {
    lws_sul_schedule(service_.context_, 0, &place_.list, nullptr, LWS_SET_TIMER_USEC_CANCEL);
}

void Timer::on_event(lws_sorted_usec_list_t* place) {
    Timer& timer = *lws_container_of(place, Place, list)->timer;
    timer.service_.guard(timer.on_time_);
}

}  // namespace game::web
