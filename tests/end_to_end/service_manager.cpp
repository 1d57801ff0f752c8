#include "tests/end_to_end/service_manager.h"

#include "tests/end_to_end/deadline.h"

#include <array>

#include <sys/socket.h>
#include <sys/un.h>

namespace tests {

ServiceManager::ServiceManager(const std::string& path)
    : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        throw_errno(path);
    }
    make_non_blocking(socket_);
}

std::string ServiceManager::next() {
    std::array<char, 200> notice{};
    ssize_t size = -1;
    wait_until("a notice comes", [&] {
        size = ::recv(socket_.get(), notice.data(), notice.size(), 0);
        return size >= 0;
    });
    return {notice.data(), static_cast<std::size_t>(size)};
}

std::string ServiceManager::next(std::string_view begin) {
    for (;;) {
        std::string notice = next();
        if (notice.starts_with(begin)) return notice;
    }
}

}  // namespace tests
