#include "common/part.h"

#include "common/text/number.h"
#include "common/text/text.h"

#include <optional>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace common {

std::string Part::text() const {
    return fmt::format("{}/{}", index, count);
}

Part read_part(const std::string& text) {
    const std::string_view words = text;
    const std::size_t slash = words.find('/');
    if (slash != std::string_view::npos) {
        const std::optional<std::uint64_t> index = read_whole_number(words.substr(0, slash));
        const std::optional<std::uint64_t> count = read_whole_number(words.substr(slash + 1));
        const bool is_part = index && count && *index >= 1 && *index <= *count;
        if (is_part && *count <= max_parts) return {*index, *count};
    }
    throw std::invalid_argument(fmt::format(
        "{} is not K/N, such as 2/3: N is 1 to {}, and K 1 to N", in_quotes(text), max_parts));
}

}  // namespace common
