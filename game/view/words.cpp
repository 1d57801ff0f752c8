#include "game/view/words.h"

#include "common/text/display_width.h"
#include "common/text/terminal_text.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace game::view {

namespace {

/// The longest end of `text` that takes at most `columns`.
std::string_view end_of_width(std::string_view text, std::size_t columns) {
    const std::size_t all = common::display_width(text);
    if (all <= columns) return text;
    std::string_view start = common::start_of_width(text, all - columns);
    if (common::display_width(start) < all - columns) {  // a wide character is in the way
        start = common::start_of_width(text, all - columns + 1);
    }
    return text.substr(start.size());
}

}  // namespace

std::string cut_in_middle(std::string_view text, std::size_t width, std::string_view ellipsis) {
    if (common::display_width(text) <= width) return std::string(text);
    const std::size_t mark = common::display_width(ellipsis);
    if (width <= mark) return std::string(common::start_of_width(text, width));
    constexpr std::size_t longest_end = 8;
    const std::size_t end = std::min({longest_end, width / 3, width - mark});
    std::string cut(common::start_of_width(text, width - mark - end));
    cut += ellipsis;
    cut += end_of_width(text, end);
    return cut;
}

std::string cut_at_end(std::string_view text, std::size_t width, std::string_view ellipsis) {
    if (common::display_width(text) <= width) return std::string(text);
    const std::size_t mark = common::display_width(ellipsis);
    if (width <= mark) return std::string(common::start_of_width(text, width));
    std::string cut(common::start_of_width(text, width - mark));
    cut += ellipsis;
    return cut;
}

std::string in_three_figures(async::Duration duration) {
    const auto figures = [](double value, std::string_view unit) {
        const int decimals = value < 0.995 ? 2 : value < 9.95 ? 1 : 0;
        return fmt::format("{:.{}f} {}", value, decimals, unit);
    };
    const double milliseconds = std::chrono::duration<double, std::milli>(duration).count();
    constexpr double second = 1000;
    return milliseconds < second - 0.5 ? figures(milliseconds, "ms")
                                       : figures(milliseconds / second, "s");
}

std::string as_clock(async::Duration duration) {
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(duration) / 100;
    const auto count = std::max<std::chrono::milliseconds::rep>(tenths.count(), 0);
    const auto minutes = count / 600;
    if (minutes >= 60) {
        return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, count / 10 % 60);
    }
    return fmt::format("{}:{:02}.{}", minutes, count / 10 % 60, count % 10);
}

std::string in_rough_words(async::Duration duration) {
    constexpr double minute = 60;
    constexpr double day = 24 * 3600.0;
    const double seconds = std::max(std::chrono::duration<double>(duration).count(), 0.0);
    if (seconds < 10) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < minute - 5) return fmt::format("{:.0f} s", std::ceil(seconds / 5) * 5);
    if (seconds >= 2 * day) return fmt::format("{:.0f} days", seconds / day);
    const auto minutes = std::max(std::lround(seconds / minute), 1L);
    if (minutes < 60) return fmt::format("{} min", minutes);
    return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string as_shown(std::string_view text) {
    std::string visible;
    common::append_terminal_text(visible, text, common::Sgr::remove);
    constexpr std::size_t tab = 8;
    for (std::size_t at = visible.find('\t'); at != std::string::npos; at = visible.find('\t')) {
        const std::size_t column = common::display_width(std::string_view(visible).substr(0, at));
        visible.replace(at, 1, tab - column % tab, ' ');
    }
    return visible;
}

std::string as_ascii(std::string_view text) {
    std::string ascii;
    while (!text.empty()) {
        const auto [size, columns] = common::first_cluster(text);
        const std::string_view cluster = text.substr(0, size);
        text.remove_prefix(size);
        if (common::is_ascii(cluster)) {
            ascii += cluster;
        } else {
            ascii.append(columns, '?');
        }
    }
    return ascii;
}

}  // namespace game::view
