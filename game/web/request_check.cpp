#include "game/web/request_check.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace game::web {
namespace {

std::string lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

struct HostHeader {
    std::string name;  ///< in lower case, without brackets
    std::uint16_t port = 80;
    bool has_brackets = false;
};

std::optional<HostHeader> parse_host(std::string_view text) {
    HostHeader host;
    std::string_view name = text;
    std::size_t colon = text.rfind(':');
    if (!text.empty() && text.front() == '[') {
        const std::size_t bracket = text.find(']');
        if (bracket == std::string_view::npos) return std::nullopt;
        name = text.substr(1, bracket - 1);
        host.has_brackets = true;
        colon = bracket + 1;
        if (colon == text.size()) colon = std::string_view::npos;
        if (colon != std::string_view::npos && text[colon] != ':') return std::nullopt;
    } else if (colon != std::string_view::npos) {
        name = text.substr(0, colon);
    }
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        const char* const end = digits.data() + digits.size();
        const auto [rest, error] = std::from_chars(digits.data(), end, host.port);
        if (digits.empty() || error != std::errc() || rest != end) return std::nullopt;
    }
    if (name.empty()) return std::nullopt;
    host.name = lower_case(name);
    return host;
}

bool is_ip_address(const HostHeader& host) {
    in_addr four{};
    in6_addr six{};
    if (host.has_brackets) return inet_pton(AF_INET6, host.name.c_str(), &six) == 1;
    return inet_pton(AF_INET, host.name.c_str(), &four) == 1;
}

}  // namespace

RequestCheck::RequestCheck(const std::vector<std::string>& names, std::uint16_t port,
                           bool any_address)
    : port_(port), any_address_(any_address) {
    for (const std::string& name : names)
        names_.push_back(lower_case(name));
    names_.insert(names_.end(), {"localhost", "127.0.0.1", "::1"});
}

bool RequestCheck::allows_host(std::string_view text) const {
    const std::optional<HostHeader> host = parse_host(text);
    if (!host || host->port != port_) return false;
    if (any_address_ && is_ip_address(*host)) return true;
    return std::find(names_.begin(), names_.end(), host->name) != names_.end();
}

bool RequestCheck::is_same_origin(std::string_view origin, std::string_view host) {
    constexpr std::string_view scheme = "http://";
    if (origin.substr(0, scheme.size()) != scheme) return false;
    const std::optional<HostHeader> theirs = parse_host(origin.substr(scheme.size()));
    const std::optional<HostHeader> ours = parse_host(host);
    return theirs && ours && theirs->name == ours->name && theirs->port == ours->port &&
           theirs->has_brackets == ours->has_brackets;
}

}  // namespace game::web
