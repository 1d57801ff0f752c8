/// OutputSettings: what the command line says about a run's outputs. Plain data, so that the
/// command line does not depend on what writes them.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace game {

/// The values of `--output`.
enum class OutputFormat {
    text,
    ndjson,
    none,  ///< nothing; not a value of the option
};

/// The values of `--color`.
enum class ColorChoice { automatic, always, never };

/// What `--timestamps` puts before each line.
enum class Timestamps {
    none,
    since_start,  ///< the time of the run: `0s + 512ms`
    wall,         ///< the local time: `14:03:22.512`
};

/// What is written, and where.
struct OutputSettings {
    OutputFormat format = OutputFormat::text;           ///< of standard output
    std::optional<std::filesystem::path> log;           ///< a file for NDJSON, if any
    std::optional<std::filesystem::path> timeline;      ///< a file for a picture of the run, if any
    std::vector<std::filesystem::path> standings = {};  ///< files for those of a tournament
    ColorChoice color = ColorChoice::automatic;         ///< of the text
    bool keeps_log = false;                             ///< it is appended to, and not emptied
    Timestamps timestamps = Timestamps::none;           ///< before each line of the text
    bool is_live =
        false;  ///< while the run lasts, standard output is a screen: text comes at its end
    bool has_summary = false;  ///< after the text; with ndjson, on standard error
};

/// Checks that the files to be written are distinct: an output file is emptied, so it must not be
/// one of `inputs` (the scenario, or logs to be replayed), where standard output or standard error
/// go, or another output file. Devices other than terminals may be named twice. Throws
/// common::UsageError.
void check_output_files(const std::vector<std::filesystem::path>& inputs,
                        const OutputSettings& settings);

}  // namespace game
