/// SignalInput: SIGINT and SIGTERM, as a descriptor (signalfd(2)).
#pragma once

#include "common/io/file_descriptor.h"
#include "game/web/service.h"

#include <functional>
#include <utility>

namespace game::web {

/// Blocks SIGINT and SIGTERM for this process, and returns a descriptor that reads them. Throws
/// std::system_error.
async::FileDescriptor open_stop_signals();

/// Calls a function for each signal that `descriptor`, which the Service has as well, reads.
class SignalInput : public Endpoint {
  public:
    SignalInput(int descriptor, std::function<void()> on_signal)
        : descriptor_(descriptor), on_signal_(std::move(on_signal)) {}

    int on_event(lws_callback_reasons reason, void* in, std::size_t size) override;

  private:
    int descriptor_;
    std::function<void()> on_signal_;
};

}  // namespace game::web
