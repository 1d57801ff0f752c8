/// A folder that lives as long as its test.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder&& other) noexcept { std::swap(root_, other.root_); }
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    /// The absolute path of `name` in it, or of the folder itself.
    std::string path(std::string_view name = "") const;

    /// Creates or replaces a file and returns its path.
    std::string write(std::string_view name, std::string_view content) const;

    /// The same, executable.
    std::string write_program(std::string_view name, std::string_view content) const;

    std::string make_folder(std::string_view name) const;

  private:
    std::filesystem::path root_;  ///< empty once moved from
};

}  // namespace tests
