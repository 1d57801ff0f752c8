/// Text and numbers in SVG (https://www.w3.org/TR/SVG2/).
#pragma once

#include <string>
#include <string_view>

namespace game {

/// `text`, which may hold any bytes, as the content of an XML element or attribute. Invisible
/// characters are shown as `\x1b`, as on a terminal, so the result is valid XML.
std::string in_xml(std::string_view text);

/// The same, cut where it is wider than `columns`.
std::string in_xml(std::string_view text, std::size_t columns);

/// A number as short as a picture needs it, to a tenth: `12.3`, `7`.
std::string in_tenths(double number);

}  // namespace game
