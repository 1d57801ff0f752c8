/// Listener: accepts connections.
#pragma once

#include "common/io/file_descriptor.h"
#include "game/web/service.h"

#include <functional>
#include <utility>

namespace game::web {

/// Calls a function for each connection to the socket that listens. While the system has no
/// descriptors left it waits a little, and connections wait in the kernel.
class Listener : public Endpoint {
  public:
    using OnConnection = std::function<void(async::FileDescriptor connection)>;

    /// `descriptor` is a socket that the Service has as well. `service` must outlive it.
    Listener(Service& service, int descriptor, OnConnection on_connection)
        : descriptor_(descriptor),
          on_connection_(std::move(on_connection)),
          pause_(service, [this] { go_on(); }) {}

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;

  private:
    void go_on();

    int descriptor_;
    OnConnection on_connection_;
    Timer pause_;
};

}  // namespace game::web
