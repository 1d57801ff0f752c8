#include "common/text.h"

#include <iterator>

#include <fmt/format.h>

namespace common {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (is_control(c)) {
            fmt::format_to(std::back_inserter(result), "\\x{:02x}", static_cast<unsigned char>(c));
        } else {
            result += c;
        }
    }
    return result;
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

}  // namespace common
