/// The text of a file that may be anything: huge, endless, a folder, a pipe.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <variant>

namespace game {

/// The largest scenario file, in bytes.
inline constexpr std::size_t max_scenario_size = std::size_t{64} * 1024 * 1024;

/// Why a file cannot be read.
struct Unreadable {
    std::string why;
};

/// The whole of a file, a pipe or a device. Takes no more than twice `max_scenario_size` of
/// memory, and waits for as long as a pipe's writers keep it waiting.
std::variant<std::string, Unreadable> read_text_file(const std::filesystem::path& file);

}  // namespace game
