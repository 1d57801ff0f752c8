/// A service manager, as systemd is one: what it is told (sd_notify(3)).
#pragma once

#include "tests/end_to_end/descriptor.h"

#include <string>
#include <string_view>

namespace tests {

/// Listens on the socket `path`, which NOTIFY_SOCKET then has to name.
class ServiceManager {
  public:
    explicit ServiceManager(const std::string& path);

    /// Waits for the next notice.
    std::string next();

    /// Waits for a notice that begins so, and leaves out those before.
    std::string next(std::string_view begin);

  private:
    Descriptor socket_;
};

}  // namespace tests
