/// Looking at what programs wrote.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace tests {

/// The lines of a text, without their newlines. A last line without newline counts.
inline std::vector<std::string> lines(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        const std::size_t newline = std::min(text.find('\n'), text.size());
        found.emplace_back(text.substr(0, newline));
        text.remove_prefix(std::min(newline + 1, text.size()));
    }
    return found;
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// How many lines contain `part`.
inline std::size_t count(const std::vector<std::string>& all, std::string_view part) {
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const std::string& line) { return contains(line, part); }));
}

/// Those that contain `part`, in order.
inline std::vector<std::string> only(std::vector<std::string> all, std::string_view part) {
    std::erase_if(all, [&](const std::string& line) { return !contains(line, part); });
    return all;
}

/// The line that many places before the end: 0 is the last. Empty if there are fewer.
inline std::string from_end(const std::vector<std::string>& all, std::size_t places) {
    return places < all.size() ? all[all.size() - 1 - places] : std::string();
}

/// The whole number at the start of `text`, 0 if there is none.
inline int leading_number(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// True for one line that ends with a newline and says something.
inline bool is_one_line(std::string_view text) {
    return text.size() > 1 && text.find('\n') == text.size() - 1;
}

inline std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

/// `text` with `part` replaced wherever it occurs.
inline std::string replace_all(std::string text, std::string_view part, std::string_view by) {
    for (std::size_t at = text.find(part); at != std::string::npos;
         at = text.find(part, at + by.size())) {
        text.replace(at, part.size(), by);
    }
    return text;
}

/// `text` as one word of a shell's line.
inline std::string shell_word(std::string_view text) {
    return "'" + replace_all(std::string(text), "'", "'\\''") + "'";
}

}  // namespace tests

namespace doctest {

/// How a list of lines is shown when a check fails.
template <>
struct StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string text("{\n");
        for (const std::string& line : lines)
            text.append("    ").append(line.substr(0, 200)).append("\n");
        return text.append("  }").c_str();
    }
};

}  // namespace doctest
