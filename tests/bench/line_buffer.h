/// Reading lines with as little as possible.
#pragma once

#include "tests/bench/tools.h"

#include <array>
#include <string>
#include <string_view>

namespace bench {

/// Calls `use` with each line that a read brings to its end, without its newline; false at the end
/// of the input. `rest` keeps a part of a line for the next call.
template <class Use>
bool read_lines(int descriptor, std::string& rest, const Use& use) {
    static std::array<char, 256UL * 1024> buffer;
    const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) return false;
    std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
        if (rest.empty()) {
            use(bytes.substr(0, end));
        } else {
            rest += bytes.substr(0, end);
            use(std::string_view(rest));
            rest.clear();
        }
        bytes.remove_prefix(end + 1);
    }
    rest += bytes;
    return true;
}

}  // namespace bench
