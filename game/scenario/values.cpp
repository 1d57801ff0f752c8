#include "game/scenario/values.h"

#include "common/text/text.h"
#include "common/text/visible_text.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

async::Duration duration_of(double seconds) {
    return std::chrono::round<async::Duration>(std::chrono::duration<double>(seconds));
}

/// A string of the file, as it can stand in a message.
std::string shown_in_quotes(std::string_view text) {
    return common::in_quotes(common::visible(common::shortened(text, max_entry_name)));
}

bool is_whole(const Json& number) {
    if (number.is_number_integer()) return true;
    const double value = number.get<double>();
    return std::trunc(value) == value;
}

}  // namespace

std::optional<async::Duration> ScenarioValues::seconds(const Json& value) {
    if (!is_kind(value.is_number(), "a number", value)) return std::nullopt;
    if (!is_within(seconds_range, value)) return std::nullopt;
    return duration_of(value.get<double>());
}

std::optional<async::Duration> ScenarioValues::timeout(const Json& value) {
    const std::optional<async::Duration> read = seconds(value);
    if (!read) return std::nullopt;
    if (value.get<double>() == 0) {
        problems_.add("0 is not above 0");
        return std::nullopt;
    }
    return std::max(*read, async::Duration(1));
}

std::optional<std::uint32_t> ScenarioValues::whole_number(const Json& value,
                                                          const NumberRange& range) {
    if (!is_kind(value.is_number(), "a whole number", value)) return std::nullopt;
    if (!is_whole(value)) {
        problems_.add(fmt::format("{} is not a whole number", value.dump()));
        return std::nullopt;
    }
    if (!is_within(range, value)) return std::nullopt;
    return static_cast<std::uint32_t>(value.get<double>());
}

std::optional<RestartWhen> ScenarioValues::restart(const Json& value) {
    if (!is_kind(value.is_string(), "a string", value)) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    for (const auto when : {RestartWhen::never, RestartWhen::on_failure, RestartWhen::always}) {
        if (name_of(when) == text) return when;
    }
    problems_.add(
        fmt::format(R"({} is not "never", "on-failure" or "always")", shown_in_quotes(text)));
    return std::nullopt;
}

void ScenarioValues::remark(const Json& value) {
    is_kind(value.is_string(), "a string", value);
}

std::optional<std::string> ScenarioValues::text(const Json& value) {
    if (!is_kind(value.is_string(), "a string", value)) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    if (text.find('\0') != std::string::npos) {
        problems_.add("must not contain a NUL character");
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> ScenarioValues::filled_text(const Json& value) {
    std::optional<std::string> read = text(value);
    if (read && read->empty()) {
        problems_.add("must not be empty");
        return std::nullopt;
    }
    return read;
}

std::optional<std::string> ScenarioValues::name(const Json& value) {
    if (!is_kind(value.is_string(), "a string", value)) return std::nullopt;
    const auto& name = value.get_ref<const std::string&>();
    if (name.empty()) {
        problems_.add("must not be empty");
    } else if (name.size() > max_entry_name) {
        problems_.add(
            fmt::format("must have at most {} bytes, not {}", max_entry_name, name.size()));
    } else if (std::ranges::any_of(name, common::is_control)) {
        problems_.add("must not contain a control character");
    } else {
        return name;
    }
    return std::nullopt;
}

std::optional<std::vector<std::string>> ScenarioValues::words(const Json& value) {
    if (!is_kind(value.is_array(), "a list of strings", value)) return std::nullopt;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const ScenarioPlace here(problems_, i);
        auto word = i == 0 ? filled_text(value[i]) : text(value[i]);
        if (word) words.push_back(std::move(*word));
    }
    if (words.size() < value.size()) return std::nullopt;
    return words;
}

std::optional<std::vector<std::pair<std::string, std::string>>> ScenarioValues::environment(
    const Json& value) {
    if (!is_kind(value.is_object(), "an object of strings", value)) return std::nullopt;
    std::vector<std::pair<std::string, std::string>> variables;
    std::unordered_set<std::string_view> seen;
    for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
        const ScenarioPlace here(problems_, key);
        if (!seen.insert(key).second) problems_.add("duplicate key");
        const bool good_key = is_variable(key);
        auto content = text(member);
        if (good_key && content) variables.emplace_back(key, std::move(*content));
    }
    if (variables.size() < value.size()) return std::nullopt;
    return variables;
}

bool ScenarioValues::is_kind(bool good, std::string_view wanted, const Json& value) {
    if (!good) problems_.add(fmt::format("must be {}, not {}", wanted, common::kind_of(value)));
    return good;
}

bool ScenarioValues::is_within(const NumberRange& range, const Json& value) {
    const double number = value.get<double>();
    const bool good =
        number >= static_cast<double>(range.min) && number <= static_cast<double>(range.max);
    if (!good) {
        problems_.add(
            fmt::format("{} is not between {} and {}", value.dump(), range.min, range.max));
    }
    return good;
}

bool ScenarioValues::is_variable(std::string_view name) {
    if (name.empty()) {
        problems_.add("the name of a variable must not be empty");
    } else if (name.find('=') != std::string_view::npos) {
        problems_.add("the name of a variable must not contain \"=\"");
    } else if (name.find('\0') != std::string_view::npos) {
        problems_.add("the name of a variable must not contain a NUL character");
    } else {
        return true;
    }
    return false;
}

}  // namespace game
