#include "tests/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace tests {

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "game-tests-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), name);
    }
    root_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    if (root_.empty()) return;
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string TemporaryFolder::path(std::string_view name) const {
    return name.empty() ? root_.string() : (root_ / name).string();
}

std::string TemporaryFolder::write(std::string_view name, std::string_view content) const {
    std::ofstream file(path(name), std::ios::binary);
    file << content;
    if (!file.flush()) throw std::runtime_error("cannot write " + path(name));
    return path(name);
}

std::string TemporaryFolder::write_program(std::string_view name, std::string_view content) const {
    const std::string program = write(name, content);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return program;
}

std::string TemporaryFolder::make_folder(std::string_view name) const {
    std::filesystem::create_directory(path(name));
    return path(name);
}

}  // namespace tests
