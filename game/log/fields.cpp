#include "game/log/fields.h"

#include "common/json/base64.h"
#include "common/text/text.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace game {

using common::Json;

namespace {

/// A little more than async::Duration and TimeScale can hold, and less than twice that.
constexpr double longest_time = 4'700'000'000;

}  // namespace

LogFields::LogFields(const Json& line) : LogMembers(line, Null::value) {
    if (!line.is_object()) throw BadLine("a line must be a JSON object");
}

double LogFields::number(std::string_view key, double min, double max) const {
    const double number = LogMembers::number(key);
    if (number >= min && number <= max) return number;
    throw BadLine(key, fmt::format("{} is not between {} and {}", number, min, max));
}

std::uint64_t LogFields::whole(std::string_view key, double min, double max) const {
    const double number = this->number(key, min, max);
    if (std::trunc(number) == number) return static_cast<std::uint64_t>(number);
    throw BadLine(key, fmt::format("{} is not a whole number", number));
}

async::Duration LogFields::seconds(std::string_view key) const {
    return std::chrono::microseconds(std::llround(number(key, 0, longest_time) * 1e6));
}

bool LogFields::optional_flag(std::string_view key) const {
    return find(key) != nullptr && flag(key);
}

std::optional<std::uint64_t> LogFields::seed() const {
    const Json& value = at("seed");
    if (value.is_null()) return std::nullopt;
    if (value.is_number_unsigned()) return value.get<std::uint64_t>();
    throw BadLine("seed", "must be null or a whole number up to 2^64 - 1");
}

std::optional<pid_t> LogFields::pid() const {
    if (at("pid").is_null()) return std::nullopt;
    return static_cast<pid_t>(whole("pid", 1, std::numeric_limits<pid_t>::max()));
}

const std::string& LogFields::label() const {
    const std::string& label = text("label");
    if (label.size() > max_log_label) {
        throw BadLine("label", fmt::format("has more than {} bytes", max_log_label));
    }
    if (std::ranges::any_of(label, common::is_control)) {
        throw BadLine("label", "must not contain a control character");
    }
    return label;
}

std::optional<common::WallTime> LogFields::wall_time(std::string_view key) const {
    if (find(key) == nullptr) return std::nullopt;
    const std::string& value = text(key);
    const std::optional<common::WallTime> time = common::read_rfc3339(value);
    if (!time) throw BadLine(key, quoted_start(value) + " is not a time as in RFC 3339");
    return time;
}

std::optional<common::Part> LogFields::part() const {
    if (find("part") == nullptr) return std::nullopt;
    const Json& value = list("part");
    const auto is_number = [](const Json& number) { return number.is_number_unsigned(); };
    if (value.size() == 2 && std::ranges::all_of(value, is_number)) {
        const common::Part part{value[0].get<std::uint64_t>(), value[1].get<std::uint64_t>()};
        const bool is_within = part.index >= 1 && part.index <= part.count;
        if (is_within && part.count <= common::max_parts) return part;
    }
    throw BadLine("part", fmt::format("must be [K, N], with 1 <= K <= N <= {}", common::max_parts));
}

std::vector<std::string> LogFields::words(std::string_view key) const {
    const Json& value = at(key);
    if (!value.is_array()) throw wrong_kind(key, "a list of strings", value);
    return strings_of(value, key);
}

std::optional<std::string> LogFields::bytes(std::string_view key) const {
    if (find(key) == nullptr) return std::nullopt;
    std::optional<std::string> bytes = common::decode_base64(text(key));
    if (!bytes) throw BadLine(key, "is not base64");
    return bytes;
}

std::string quoted_start(std::string_view text) {
    constexpr std::size_t longest = 40;
    return common::in_quotes(common::shortened(text, longest));
}

}  // namespace game
