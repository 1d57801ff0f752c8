/// RequestCheck: which requests come from somebody who means this server.
///
/// A page of somebody else can make a browser send requests here. What it cannot do is choose the
/// headers Host and Origin. So requests with foreign ones are refused, which also stops DNS
/// rebinding: there the name in Host is the attacker's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace game::web {

class RequestCheck {
  public:
    /// `names` are host names and IP addresses, without brackets, by which the server is reached at
    /// `port`, besides localhost, 127.0.0.1 and ::1. With `any_address`, every IP address is.
    RequestCheck(const std::vector<std::string>& names, std::uint16_t port, bool any_address);

    /// Whether the header Host names this server.
    bool allows_host(std::string_view host) const;

    /// Whether the header Origin, of a browser, is that of a page of the server `host`, which is
    /// the header Host.
    static bool is_same_origin(std::string_view origin, std::string_view host);

  private:
    std::vector<std::string> names_;
    std::uint16_t port_;
    bool any_address_;
};

}  // namespace game::web
