#include "game/web/listening_socket.h"

#include "common/report.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace game::web {
namespace {

common::UsageError failure(const std::string& place, const std::string& problem) {
    return {place, problem};
}

/// As strerror, with a small first letter, as messages of the project have it.
std::string error_text(int error) {
    std::string text = std::generic_category().message(error);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
        text[0] = static_cast<char>(text[0] - 'A' + 'a');
    }
    return text;
}

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

AddressList resolve(const ListenAddress& address, const std::string& place) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    // Of its two addresses, the one that is everywhere.
    const std::string host = address.host == "localhost" ? "127.0.0.1" : address.host;
    addrinfo* list = nullptr;
    const int error =
        getaddrinfo(host.c_str(), std::to_string(address.port).c_str(), &hints, &list);
    if (error != 0) {
        throw failure(place, error == EAI_SYSTEM ? error_text(errno) : "no such address");
    }
    return AddressList(list, freeaddrinfo);
}

/// What the socket is bound to.
void read_own_address(ListeningSocket& listening) {
    sockaddr_storage own{};
    socklen_t size = sizeof own;
    getsockname(listening.socket.get(), reinterpret_cast<sockaddr*>(&own), &size);
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    getnameinfo(reinterpret_cast<sockaddr*>(&own), size, host.data(), host.size(), port.data(),
                port.size(), NI_NUMERICHOST | NI_NUMERICSERV);
    listening.address.host = host.data();
    listening.address.port = static_cast<std::uint16_t>(std::stoi(port.data()));
    listening.is_any_address =
        listening.address.host == "0.0.0.0" || listening.address.host == "::";
}

}  // namespace

ListeningSocket listen_on(const ListenAddress& address) {
    const std::string place = host_and_port(address.host, address.port);
    const AddressList list = resolve(address, place);
    int error = 0;
    for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next) {
        ListeningSocket listening;
        listening.socket = async::FileDescriptor(
            socket(each->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        const int descriptor = listening.socket.get();
        const int on = 1;
        const int off = 0;
        if (descriptor >= 0) {
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
            // Also for IPv4, if it is all addresses.
            if (each->ai_family == AF_INET6) {
                setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
            }
            if (bind(descriptor, each->ai_addr, each->ai_addrlen) == 0 &&
                listen(descriptor, SOMAXCONN) == 0) {
                read_own_address(listening);
                return listening;
            }
        }
        error = errno;
    }
    throw failure(place, error_text(error));
}

async::FileDescriptor listen_on_path(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw failure(path, "the path is too long");
    std::memcpy(address.sun_path, path.data(), path.size());
    async::FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.is_open() ||
        bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(socket.get(), SOMAXCONN) != 0) {
        throw failure(path, error_text(errno));
    }
    return socket;
}

std::string machine_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return {};
    return name.data();
}

}  // namespace game::web
