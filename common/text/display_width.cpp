#include "common/text/display_width.h"

#include "common/text/utf8.h"

#include <algorithm>

#include <utf8proc.h>

namespace common {

namespace {

constexpr char32_t joiner = 0x200D;
constexpr char32_t emoji_selector = 0xFE0F;
constexpr std::size_t emoji_columns = 2;

/// Characters without a width of their own, controls and unassigned ones, take one column.
std::size_t width_of(char32_t character) {
    const auto code = static_cast<utf8proc_int32_t>(character);
    const utf8proc_category_t category = utf8proc_category(code);
    const bool is_unknown = category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CN;
    const int width = utf8proc_charwidth(code);
    return is_unknown && width == 0 ? 1 : static_cast<std::size_t>(width);
}

/// Unicode's Extended_Pictographic.
bool is_pictograph(char32_t character) {
    const utf8proc_property_t& property =
        *utf8proc_get_property(static_cast<utf8proc_int32_t>(character));
    return property.boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/// Two of these letters are a flag.
bool is_flag_letter(char32_t character) {
    return character >= 0x1F1E6 && character <= 0x1F1FF;
}

bool is_skin_color(char32_t character) {
    return character >= 0x1F3FB && character <= 0x1F3FF;
}

/// A digit can be an emoji, too: a key cap.
bool can_be_emoji(char32_t character) {
    return is_pictograph(character) || (character >= '0' && character <= '9') || character == '#' ||
           character == '*';
}

/// Decides, character by character, how far a cluster goes.
class ClusterBuilder {
  public:
    explicit ClusterBuilder(char32_t first)
        : first_(first), last_(first), columns_(width_of(first)) {}

    std::size_t columns() const { return columns_; }

    /// False if the character begins another cluster.
    bool take(char32_t character) {
        if (is_part_of_emoji(character)) {
            columns_ = emoji_columns;
        } else if (width_of(character) > 0) {
            return false;
        }
        ++count_;
        last_ = character;
        return true;
    }

  private:
    bool is_part_of_emoji(char32_t character) const {
        if (is_flag_letter(first_)) return count_ == 1 && is_flag_letter(character);
        if (character == emoji_selector) return can_be_emoji(first_);
        if (!is_pictograph(first_)) return false;
        return is_skin_color(character) || (last_ == joiner && is_pictograph(character));
    }

    char32_t first_;
    char32_t last_;
    std::size_t count_ = 1;
    std::size_t columns_;
};

/// A start of a text, and how many columns it takes.
struct Start {
    std::size_t size;
    std::size_t columns;
};

Start measure(std::string_view text, std::size_t columns) {
    Start start{0, 0};
    while (start.size < text.size()) {
        const Cluster cluster = first_cluster(text.substr(start.size));
        if (start.columns + cluster.columns > columns) break;
        start.columns += cluster.columns;
        start.size += cluster.size;
    }
    return start;
}

}  // namespace

Cluster first_cluster(std::string_view text) {
    if (is_ascii(text.substr(0, 2))) return {1, 1};  // as most are
    const Utf8Character first = first_character(text);
    if (first.size == 0) return {1, 1};
    ClusterBuilder cluster(first.code);
    std::size_t size = first.size;
    while (size < text.size()) {
        const Utf8Character next = first_character(text.substr(size));
        if (next.size == 0 || !cluster.take(next.code)) break;
        size += next.size;
    }
    return {size, cluster.columns()};
}

bool has_certain_width(std::string_view cluster) {
    if (is_ascii(cluster)) return true;
    const Utf8Character first = first_character(cluster);
    const bool is_single = first.size == cluster.size();
    const bool is_wide_emoji = is_pictograph(first.code) && width_of(first.code) > 1;
    return is_single && !is_wide_emoji && !is_flag_letter(first.code);
}

std::size_t display_width(std::string_view text) {
    return is_ascii(text) ? text.size() : measure(text, std::string_view::npos).columns;
}

std::string_view start_of_width(std::string_view text, std::size_t columns) {
    return text.substr(0, is_ascii(text) ? columns : measure(text, columns).size);
}

}  // namespace common
