#include "common/text/display_width.h"

#include "common/text/utf8.h"

#include <algorithm>

#include <locale.h>
#include <wchar.h>

namespace common {

namespace {

/// Has this thread speak C.UTF-8 for as long as it lives, whatever the surroundings.
class Utf8Locale {
  public:
    Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (is_there()) former_ = ::uselocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;
    ~Utf8Locale() {
        if (!is_there()) return;
        ::uselocale(former_);
        ::freelocale(locale_);
    }

    std::size_t width(char32_t character) const {
        if (!is_there()) return 1;
        const int columns = ::wcwidth(static_cast<wchar_t>(character));
        return columns < 0 ? 1 : static_cast<std::size_t>(columns);
    }

  private:
    bool is_there() const { return locale_ != nullptr; }

    locale_t locale_;
    locale_t former_ = nullptr;
};

/// The start of `text` that takes at most `columns`, and how many it takes.
struct Start {
    std::size_t size;
    std::size_t columns;
};

Start measure(std::string_view text, std::size_t columns) {
    const Utf8Locale locale;
    Start start{0, 0};
    while (start.size < text.size()) {
        const Utf8Character character = first_character(text.substr(start.size));
        const std::size_t width = character.size == 0 ? 1 : locale.width(character.code);
        if (start.columns + width > columns) break;
        start.columns += width;
        start.size += std::max<std::size_t>(character.size, 1);
    }
    return start;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    return is_ascii(text) ? text.size() : measure(text, std::string_view::npos).columns;
}

std::string_view start_of_width(std::string_view text, std::size_t columns) {
    return text.substr(0, is_ascii(text) ? columns : measure(text, columns).size);
}

}  // namespace common
