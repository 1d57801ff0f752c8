/// Files that an option names must not be overwritten by another.
#pragma once

#include "game/reporters/outputs.h"

#include <filesystem>

namespace game {

/// Whatever is to be written is emptied first: so it must be neither `read`, the scenario or the
/// log to be replayed, nor anything else that is written, standard output included. Devices and
/// pipes may be named twice. Throws common::UsageError.
void check_distinct_files(const std::filesystem::path& read, const OutputSettings& written);

}  // namespace game
