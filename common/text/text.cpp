#include "common/text/text.h"

#include <fmt/format.h>

namespace common {

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' || byte == 0x7f;
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

}  // namespace common
