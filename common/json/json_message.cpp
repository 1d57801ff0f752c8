#include "common/json/json_message.h"

namespace game {

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

std::string_view kind_of(const Json& value) {
    switch (value.type()) {
        case Json::value_t::null:
            return "null";
        case Json::value_t::object:
            return "an object";
        case Json::value_t::array:
            return "a list";
        case Json::value_t::string:
            return "a string";
        case Json::value_t::boolean:
            return value.get<bool>() ? "true" : "false";
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
        case Json::value_t::number_float:
            return "a number";
        case Json::value_t::binary:
        case Json::value_t::discarded:
            break;  // these do not occur in JSON text
    }
    return "something else";
}

std::string number_text(const Json& number) {
    return number.dump();
}

}  // namespace game
