#include "game/review/debugger.h"

#include "common/io/file_descriptor.h"
#include "common/write.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <stdlib.h>

namespace game {

namespace {

/// gdb starts its program through a shell, as `exec WRAPPER PROGRAM ARGUMENTS`.
constexpr std::string_view wrapper =
    "here=${0%/*}\n"
    "exec \"$@\" <\"$here/messages\" >\"$here/answers\"\n";

/// As a word of a shell.
std::string as_shell_word(std::string_view text) {
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'') {
            word += "'\\''";
        } else {
            word += c;
        }
    }
    return word + "'";
}

}  // namespace

bool is_debugger(const std::vector<std::string>& command) {
    const std::string name = std::filesystem::path(command.front()).filename().string();
    return name == "gdb" || name.starts_with("gdb-") || name.ends_with("-gdb");
}

DebuggerFiles::DebuggerFiles(std::string_view messages) {
    std::error_code none;
    folder_ = (std::filesystem::temp_directory_path() / "game-ask-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), folder_);
    }
    try {
        write("wrapper", wrapper);
        write("messages", messages);
    } catch (const std::system_error&) {
        std::filesystem::remove_all(folder_, none);
        throw;
    }
}

DebuggerFiles::~DebuggerFiles() {
    std::error_code none;
    std::filesystem::remove_all(folder_, none);
}

std::string DebuggerFiles::path(std::string_view name) const {
    return folder_ + '/' + std::string(name);
}

void DebuggerFiles::write(std::string_view name, std::string_view text) const {
    constexpr mode_t mode = 0600;
    const async::FileDescriptor file(
        ::open(path(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.is_open()) throw std::system_error(errno, std::generic_category(), path(name));
    common::write_all(file.get(), text);
}

std::vector<std::string> DebuggerFiles::attach_to(const std::vector<std::string>& command) const {
    std::vector<std::string> words = command;
    const std::string setting = "set exec-wrapper /bin/sh " + as_shell_word(path("wrapper"));
    words.insert(words.begin() + 1, {"-iex", setting});
    return words;
}

bool DebuggerFiles::has_answers() const {
    return std::filesystem::exists(path("answers"));
}

std::string DebuggerFiles::answers() const {
    std::ifstream file(path("answers"), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace game
