/// What a file has that a test looks at.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace tests {

/// A whole file; empty if there is none.
inline std::string file_content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

}  // namespace tests
