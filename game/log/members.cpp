#include "game/log/members.h"

#include <fmt/format.h>

namespace game {

using common::Json;

const Json* LogMembers::find(std::string_view key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) return nullptr;
    return null_ == Null::missing && found->is_null() ? nullptr : &*found;
}

const Json& LogMembers::at(std::string_view key) const {
    const Json* const value = find(key);
    if (value == nullptr) throw BadLine(key, "is missing");
    return *value;
}

const std::string& LogMembers::text(std::string_view key) const {
    const Json& value = at(key);
    if (!value.is_string()) throw wrong_kind(key, "a string", value);
    return value.get_ref<const std::string&>();
}

std::string LogMembers::optional_text(std::string_view key) const {
    return find(key) == nullptr ? std::string() : text(key);
}

double LogMembers::number(std::string_view key) const {
    const Json& value = at(key);
    if (!value.is_number()) throw wrong_kind(key, "a number", value);
    return value.get<double>();
}

bool LogMembers::flag(std::string_view key) const {
    const Json& value = at(key);
    if (!value.is_boolean()) throw wrong_kind(key, "true or false", value);
    return value.get<bool>();
}

const Json& LogMembers::list(std::string_view key) const {
    const Json& value = at(key);
    if (!value.is_array()) throw wrong_kind(key, "a list", value);
    return value;
}

std::vector<std::string> LogMembers::strings_of(const Json& list, std::string_view key) {
    std::vector<std::string> strings;
    strings.reserve(list.size());
    for (const Json& element : list) {
        if (!element.is_string()) throw BadLine(key, "must be a list of strings");
        strings.push_back(element.get_ref<const std::string&>());
    }
    return strings;
}

BadLine LogMembers::wrong_kind(std::string_view key, std::string_view wanted, const Json& value) {
    return {key, fmt::format("must be {}, not {}", wanted, common::kind_of(value))};
}

}  // namespace game
