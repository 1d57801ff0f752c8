/// Outputs: everything that a run is told to, as one Reporter.
#pragma once

#include "common/async/async.h"
#include "game/broadcast.h"
#include "game/log_file.h"
#include "game/output.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace game {

enum class OutputFormat { text, ndjson };

/// What is written, and where.
struct OutputSettings {
    OutputFormat format = OutputFormat::text;  ///< of standard output
    std::optional<std::filesystem::path> log;  ///< where to write NDJSON besides
};

class Outputs {
  public:
    /// Says what is wrong, without newline, to the operator.
    using Say = std::function<void(const std::string&)>;

    /// `loop` and `workers`, who are held back while an output is full, must outlive it. Throws
    /// std::system_error if a file cannot be made.
    Outputs(async::Loop& loop, const OutputSettings& settings, async::ReadBuffer& workers);

    /// All of them.
    Reporter& reporter() { return reporters_; }

    /// Standard output, which people may watch.
    Output& standard_output() { return standard_output_; }

    /// Writes what is reported, until stopped. When an output fails, says why unless it is that the
    /// reader of standard output is gone, and calls `failed`.
    async::Task<void> run(const Say& say, const std::function<void()>& failed);

    /// Waits until all is written, or cannot be.
    async::Task<void> drained();

    /// Writes no more, whoever is too slow for it.
    void give_up();

    /// The exit code that a failed output asks for, if one has failed.
    std::optional<int> exit_code() const;

  private:
    async::Task<void> heed_failure(Output& output, std::string name, const Say& say,
                                   const std::function<void()>& failed);

    OutputSettings settings_;
    Output standard_output_;
    std::optional<LogFile> log_;
    Broadcast reporters_;
};

}  // namespace game
