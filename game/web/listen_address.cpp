#include "game/web/listen_address.h"

#include "common/text/visible_text.h"

#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

namespace game::web {
namespace {

std::invalid_argument bad_address(std::string_view text, std::string_view problem) {
    return std::invalid_argument(
        fmt::format("'{}': {}", common::visible(std::string(text)), problem));
}

std::uint16_t parse_port(std::string_view text, std::string_view digits) {
    std::uint16_t port = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, port);
    if (digits.empty() || error != std::errc() || rest != end) {
        throw bad_address(text, "expected [ADDRESS:]PORT, with a port from 0 to 65535");
    }
    return port;
}

}  // namespace

ListenAddress parse_listen_address(std::string_view text) {
    ListenAddress address;
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        address.port = parse_port(text, text);
        return address;
    }
    address.port = parse_port(text, text.substr(colon + 1));
    std::string_view host = text.substr(0, colon);
    const bool has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (has_brackets) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find(':') != std::string_view::npos) {
        throw bad_address(text, "an IPv6 address needs brackets, as in [::1]:8080");
    }
    if (host.empty()) throw bad_address(text, "the address is empty");
    address.host = host;
    return address;
}

std::string host_and_port(std::string_view host, std::uint16_t port) {
    if (host.find(':') != std::string_view::npos) return fmt::format("[{}]:{}", host, port);
    return fmt::format("{}:{}", host, port);
}

}  // namespace game::web
