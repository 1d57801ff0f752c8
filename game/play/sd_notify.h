/// Telling systemd how we are.
#pragma once

#include <string_view>

namespace game {

/// True if there is a service manager that wants to know.
bool has_service_manager();

/// Sends `state`, such as `READY=1`, to the service manager that started us, if one did and wants
/// to know (sd_notify(3): a datagram to the socket that NOTIFY_SOCKET names). Never waits, and
/// never fails: the service manager has its own ways to notice.
void notify_service_manager(std::string_view state);

}  // namespace game
