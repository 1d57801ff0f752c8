#include "tests/end_to_end/descriptor.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

void throw_errno(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

namespace {

Descriptor checked(int number, const std::string& what) {
    if (number < 0) throw_errno(what);
    return Descriptor(number);
}

}  // namespace

void Descriptor::close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

Ends make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno("pipe2");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Ends make_socket_pair(int type) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()) != 0) throw_errno("socketpair");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Descriptor make_file() {
    return checked(::memfd_create("tests", MFD_CLOEXEC), "memfd_create");
}

Descriptor open_file(const std::string& path, int flags) {
    return checked(::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY), path);
}

void make_non_blocking(const Descriptor& descriptor) {
    if (::fcntl(descriptor.get(), F_SETFL, status_flags(descriptor) | O_NONBLOCK) != 0) {
        throw_errno("F_SETFL");
    }
}

int status_flags(const Descriptor& descriptor) {
    const int flags = ::fcntl(descriptor.get(), F_GETFL);
    if (flags < 0) throw_errno("F_GETFL");
    return flags;
}

}  // namespace tests
