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

std::string_view utf8_prefix(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    const auto is_continuation = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
    };
    while (size > 0 && is_continuation(text[size]))
        --size;
    return text.substr(0, size);
}

std::string shortened(std::string_view text, std::size_t size) {
    std::string result(utf8_prefix(text, size));
    if (result.size() < text.size()) result += "...";
    return result;
}

}  // namespace common
