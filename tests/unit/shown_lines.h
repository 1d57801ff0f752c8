/// How doctest shows a list of lines when a check fails: each on a line of its own.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

template <>
struct doctest::StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string text;
        for (const std::string& line : lines)
            text += '\n' + line;
        return text.c_str();
    }
};
