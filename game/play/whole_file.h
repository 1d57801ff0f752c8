/// Writing a file that is either as before, or whole.
#pragma once

#include <filesystem>
#include <string_view>

namespace game {

/// Replaces the content of `file` at once: a reader, or a power failure, finds the former content
/// or all of the new one. A device or a pipe is written to. Throws std::system_error, which names
/// the file; then the former content is still there.
void write_whole_file(const std::filesystem::path& file, std::string_view content);

}  // namespace game
