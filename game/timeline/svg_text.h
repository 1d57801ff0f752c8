/// Writing SVG (https://www.w3.org/TR/SVG2/), part by part.
#pragma once

#include <string>
#include <string_view>

namespace game {

/// `text`, whatever bytes it has, as the content of an XML element or attribute: what cannot be
/// seen is shown as `\x1b`, as on a terminal, so nothing is left that XML does not allow.
std::string in_xml(std::string_view text);

/// The same, cut where it is wider than `columns`.
std::string in_xml(std::string_view text, std::size_t columns);

/// A number as short as a picture needs it, to a tenth: `12.3`, `7`.
std::string in_tenths(double number);

}  // namespace game
