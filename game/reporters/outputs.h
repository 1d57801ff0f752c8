/// Outputs: everything that a run is told to, as one Reporter.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/events/reporter_list.h"
#include "game/output/output.h"
#include "game/output/output_file.h"
#include "game/reporters/summary_reporter.h"
#include "game/reporters/text_style.h"
#include "game/timeline/reporter.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace game {

enum class OutputFormat { text, ndjson };

/// What is written, and where.
struct OutputSettings {
    OutputFormat format = OutputFormat::text;       ///< of standard output
    std::optional<std::filesystem::path> log;       ///< where to write NDJSON besides
    std::optional<std::filesystem::path> timeline;  ///< where to draw the run when it ends
    ColorChoice color = ColorChoice::automatic;     ///< of the text
    bool has_timestamps = false;                    ///< before each line of the text
    bool has_summary = false;  ///< after the text; beside ndjson on standard error
};

/// The files of these settings, opened and not yet emptied; closed where none is asked for.
struct OutputFiles {
    async::FileDescriptor log;
    async::FileDescriptor timeline;
};

/// Throws std::system_error.
OutputFiles open_output_files(const OutputSettings& settings);

class Outputs {
  public:
    /// Says what is wrong, without newline, to the operator.
    using Say = std::function<void(const std::string&)>;

    /// `files` are those of `settings`; they are emptied now. `loop` and `workers`, who are held
    /// back while an output is full, must outlive it. Throws std::system_error.
    Outputs(async::Loop& loop, const OutputSettings& settings, OutputFiles files,
            async::ReadBuffer& workers);

    /// All of them.
    Reporter& reporter() { return reporters_; }

    /// Writes what is reported, until stopped. When an output fails, says why unless it is that the
    /// reader of standard output is gone, and calls `failed`.
    async::Task<void> run(const Say& say, const std::function<void()>& failed);

    /// Waits until neither standard output nor the log has too much to write.
    async::Task<void> has_room();

    /// Waits until neither of these is several MiB behind: for those who go on though a reader is
    /// slow, but could report without end.
    async::Task<void> caught_up();

    /// Writes what belongs at the end, the table and the picture, and waits until all is written,
    /// or cannot be.
    async::Task<void> finish();

    /// Until it is stopped, gives up each output that has something to write and writes nothing of
    /// it for `timeout`.
    async::Task<void> give_up_stuck(async::Duration timeout);

    /// Writes no more.
    void give_up();

    /// The exit code that a failed output asks for, if one has failed.
    std::optional<int> exit_code() const;

  private:
    async::Task<void> have_room(std::size_t most);
    async::Task<void> heed_failure(Output& output, std::string name, const Say& say,
                                   const std::function<void()>& failed);

    std::vector<Output*> all();
    void add_text();
    void add_summary_aside(async::Loop& loop, async::ReadBuffer& workers);
    void add_summary(Output& output, int descriptor, const TextStyle& style);

    OutputSettings settings_;
    Output standard_output_;
    std::optional<Output> standard_error_;  ///< only for a summary
    std::optional<OutputFile> log_;
    std::optional<OutputFile> timeline_;
    TimelineReporter* drawer_ = nullptr;     ///< writes `timeline_`; one of `reporters_`
    SummaryReporter* summarizer_ = nullptr;  ///< likewise, for a summary
    Broadcast reporters_;
};

/// How long an output may be stuck with our last words once we must go.
inline constexpr std::chrono::milliseconds patience(1000);

/// What is left to do when an operator insists: gives up each output that is stuck for `patience`;
/// from the next signal on, after a tenth of that; with one more signal, all of them. Until it is
/// stopped; both must outlive it.
async::Task<void> give_up_outputs(async::SignalWatcher& signals, Outputs& outputs);

}  // namespace game
