#include "game/timeline/svg_text.h"

#include "common/text/display_width.h"
#include "common/text/visible_text.h"

#include <cmath>

#include <fmt/format.h>

namespace game {

namespace {

/// The first bytes of U+FFFE and U+FFFF in UTF-8, the only visible characters that XML does not
/// allow (XML 1.0, section 2.2).
constexpr std::string_view noncharacter = "\xEF\xBF";

std::string escaped(std::string_view visible) {
    std::string result;
    for (std::size_t i = 0; i < visible.size(); ++i) {
        const std::string_view rest = visible.substr(i);
        if (rest.starts_with("&")) {
            result += "&amp;";
        } else if (rest.starts_with("<")) {
            result += "&lt;";
        } else if (rest.starts_with(">")) {
            result += "&gt;";
        } else if (rest.starts_with("\"")) {
            result += "&quot;";
        } else if (rest.starts_with(noncharacter) && rest[2] >= '\xBE') {
            result += "\xEF\xBF\xBD";  // U+FFFD, the replacement character
            i += noncharacter.size();
        } else {
            result += visible[i];
        }
    }
    return result;
}

}  // namespace

std::string in_xml(std::string_view text) {
    return escaped(common::visible(text));
}

std::string in_xml(std::string_view text, std::size_t columns) {
    const std::string whole = common::visible(text);
    if (common::display_width(whole) <= columns) return escaped(whole);
    return escaped(common::start_of_width(whole, columns - (columns > 0 ? 1 : 0))) + "…";
}

std::string in_tenths(double number) {
    constexpr double tenth = 10;
    return fmt::format("{}", std::round(number * tenth) / tenth);
}

}  // namespace game
