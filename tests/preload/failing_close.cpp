/// A library to be preloaded into a program: close(2) of the file named by FAILING_CLOSE fails with
/// EDQUOT, as on a network file system that only then finds the user's quota used up.
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

#include <limits.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" int close(int descriptor) {
    const char* const file = std::getenv("FAILING_CLOSE");
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    std::array<char, PATH_MAX> target{};
    const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
    const bool fails = file != nullptr && size > 0 &&
                       std::string_view(target.data(), static_cast<std::size_t>(size)) == file;
    const auto result = static_cast<int>(::syscall(SYS_close, descriptor));
    if (!fails) return result;
    errno = EDQUOT;
    return -1;
}
