#include "common/listening_address.h"

#include "common/text/number.h"
#include "common/text/text.h"

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace common {

namespace {

constexpr std::uint64_t last_port = 65535;

[[noreturn]] void refuse_address(const std::string& text) {
    throw std::invalid_argument(
        fmt::format("{} is not [ADDRESS:]PORT: 8080, 0.0.0.0:8080, [::1]:8080", in_quotes(text)));
}

/// Of name resolution, which has codes of its own.
class ResolverCategory final : public std::error_category {
  public:
    const char* name() const noexcept override { return "getaddrinfo"; }
    std::string message(int code) const override { return ::gai_strerror(code); }
};

const std::error_category& resolver_category() {
    static const ResolverCategory category;
    return category;
}

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses find_addresses(const ListeningAddress& address) {
    addrinfo hints{};
    // Of the two addresses of localhost, the one that is everywhere.
    hints.ai_family = address.host == "localhost" ? AF_INET : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int code = ::getaddrinfo(address.host.c_str(), fmt::format("{}", address.port).c_str(),
                                   &hints, &found);
    if (code == EAI_SYSTEM) throw std::system_error(errno, std::generic_category());
    if (code != 0) throw std::system_error(code, resolver_category());
    return {found, &::freeaddrinfo};
}

/// One that does not listen if there is a problem, which errno tells.
async::FileDescriptor try_to_listen(const addrinfo& at) {
    async::FileDescriptor socket(
        ::socket(at.ai_family, at.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at.ai_protocol));
    if (!socket.is_open()) return {};
    constexpr int yes = 1;
    constexpr int no = 0;
    // A port whose last connections are still being closed may be used again.
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    // All interfaces are those of IPv4 too.
    if (at.ai_family == AF_INET6) {
        ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    }
    if (::bind(socket.get(), at.ai_addr, at.ai_addrlen) != 0) return {};
    if (::listen(socket.get(), SOMAXCONN) != 0) return {};
    return socket;
}

sockaddr_storage own_address(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::system_error(errno, std::generic_category());
    }
    return address;
}

bool is_any(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET) {
        return reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr == INADDR_ANY;
    }
    const in6_addr& all = reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    return IN6_IS_ADDR_UNSPECIFIED(&all);
}

}  // namespace

std::string ListeningAddress::text() const {
    const bool needs_brackets = host.find(':') != std::string::npos;
    return needs_brackets ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

ListeningAddress read_listening_address(const std::string& text) {
    ListeningAddress address;
    const std::size_t colon = text.rfind(':');
    const std::string port_text = colon == std::string::npos ? text : text.substr(colon + 1);
    const std::optional<std::uint64_t> port = read_whole_number(port_text);
    if (!port || *port > last_port) refuse_address(text);
    address.port = static_cast<std::uint16_t>(*port);
    if (colon == std::string::npos) return address;
    address.host = text.substr(0, colon);
    const bool has_brackets =
        address.host.size() >= 2 && address.host.front() == '[' && address.host.back() == ']';
    if (has_brackets) address.host = address.host.substr(1, address.host.size() - 2);
    const bool has_colon = address.host.find(':') != std::string::npos;
    if (address.host.empty() || has_colon != has_brackets) refuse_address(text);
    return address;
}

async::FileDescriptor listen_at(const ListeningAddress& address) {
    const Addresses found = find_addresses(address);
    int problem = EADDRNOTAVAIL;
    for (const addrinfo* at = found.get(); at != nullptr; at = at->ai_next) {
        async::FileDescriptor socket = try_to_listen(*at);
        if (socket.is_open()) return socket;
        problem = errno;
    }
    throw std::system_error(problem, std::generic_category());
}

ListeningAddress reachable_address(int socket) {
    const sockaddr_storage address = own_address(socket);
    const bool is_new = address.ss_family == AF_INET6;
    const std::uint16_t port =
        ntohs(is_new ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                     : reinterpret_cast<const sockaddr_in&>(address).sin_port);
    if (is_any(address)) return {is_new ? "::1" : "127.0.0.1", port};
    std::array<char, NI_MAXHOST> host{};
    const int code = ::getnameinfo(reinterpret_cast<const sockaddr*>(&address), sizeof address,
                                   host.data(), host.size(), nullptr, 0, NI_NUMERICHOST);
    if (code != 0) throw std::system_error(code, resolver_category());
    return {host.data(), port};
}

bool is_everywhere(int socket) {
    return is_any(own_address(socket));
}

}  // namespace common
