#include "common/text.h"

#include <iterator>

#include <fmt/format.h>

namespace common {

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < ' ' || byte == 0x7f) {
            fmt::format_to(std::back_inserter(result), "\\x{:02x}", byte);
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
