/// Service: the loop of the program, which is that of libwebsockets. One thread, no locks.
///
/// It waits with poll(2) for all descriptors: connections, the sockets that listen, standard input.
/// Each has an Endpoint, which is told what happens to it.
#pragma once

#include "common/io/file_descriptor.h"

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <unordered_map>

#include <libwebsockets.h>

namespace game::web {

/// What handles a descriptor that the Service has. The Service owns it, and destroys it when the
/// descriptor has been closed. Its functions may throw, which ends the loop.
class Endpoint {
  public:
    Endpoint() = default;
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;
    virtual ~Endpoint() = default;

    /// Something has happened. Returns 0, or -1 to have the descriptor closed, or what else
    /// libwebsockets wants of its callback for this reason.
    virtual int on_event(lws_callback_reasons reason, void* in, std::size_t size) = 0;

  protected:
    /// The connection as libwebsockets knows it.
    lws* connection() const { return connection_; }

    /// `on_event` is called when the descriptor can be written.
    void ask_to_write() { lws_callback_on_writable(connection_); }

    /// Closes the descriptor, later in this turn of the loop.
    void kill() {
        lws_set_timeout(connection_, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
    }

  private:
    friend class Service;
    lws* connection_ = nullptr;
};

class Service {
  public:
    /// There can be one at a time. Throws std::runtime_error.
    Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service();

    /// Takes a connection that speaks HTTP, or closes it if there is no room for it.
    void adopt_connection(async::FileDescriptor socket, std::unique_ptr<Endpoint> endpoint);

    /// Takes another descriptor, which the endpoint reads and writes itself, and makes it
    /// non-blocking. `on_event` gets LWS_CALLBACK_RAW_RX_FILE, LWS_CALLBACK_RAW_WRITEABLE_FILE and,
    /// when it has been closed or its other end is gone, LWS_CALLBACK_RAW_CLOSE_FILE.
    void adopt_file(async::FileDescriptor file, std::unique_ptr<Endpoint> endpoint);

    /// Runs until `stop`. Throws what an endpoint has thrown.
    void run();
    void stop();

  private:
    friend class Timer;

    static int on_event(lws* connection, lws_callback_reasons reason, void* user, void* in,
                        std::size_t size);
    int handle(lws* connection, lws_callback_reasons reason, void* in, std::size_t size);
    void adopt(async::FileDescriptor descriptor, std::unique_ptr<Endpoint> endpoint,
               lws_adoption_type type);
    void guard(const std::function<void()>& call);

    std::unordered_map<Endpoint*, std::unique_ptr<Endpoint>> endpoints_;
    std::exception_ptr error_;
    bool is_running_ = false;
    bool is_stopping_ = false;
    lws_context* context_ = nullptr;
};

/// Calls a function once, after a time. Owned by whoever waits; its end is the end of the waiting.
class Timer {
  public:
    /// `service` must outlive it.
    Timer(Service& service, std::function<void()> on_time);
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer() { stop(); }

    /// Calls after `time` from now, not at the time of an earlier `start`.
    void start(std::chrono::milliseconds time);
    void stop();

  private:
    static void on_event(lws_sorted_usec_list_t* place);

    /// C's, so that its address leads back to the Timer.
    struct Place {
        lws_sorted_usec_list_t list;
        Timer* timer;
    };

    Service& service_;
    std::function<void()> on_time_;
    Place place_{};
};

}  // namespace game::web
