/// Reading a file that a test is about.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

/// The bytes of a whole file, which must be there.
inline std::string file_content(const std::filesystem::path& file) {
    CAPTURE(file.string());
    std::ifstream stream(file, std::ios::binary);
    REQUIRE(stream.is_open());
    return {std::istreambuf_iterator<char>(stream), {}};
}
