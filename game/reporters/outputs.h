/// Outputs: everything that a run is told to, as one Reporter.
#pragma once

#include "common/async/async.h"
#include "game/events/audience.h"
#include "game/events/reporter_list.h"
#include "game/output/output.h"
#include "game/output/output_file.h"
#include "game/reporters/output_settings.h"
#include "game/reporters/summary_reporter.h"
#include "game/reporters/text_style.h"
#include "game/timeline/reporter.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace game {

/// The files of these settings, opened and not yet emptied; closed where none is asked for.
struct OutputFiles {
    async::FileDescriptor log;
    async::FileDescriptor timeline;
};

/// Throws std::system_error.
OutputFiles open_output_files(const OutputSettings& settings);

/// All outputs of a run: an Audience that forwards each event to the reporters that the settings
/// ask for, and owns them with their files. Made by Game or Replay, which runs `run()` beside what
/// reports, and calls `finish()` when nothing more is reported.
class Outputs final : public Audience {
  public:
    /// Says what is wrong, without newline, to the operator.
    using Say = std::function<void(const std::string&)>;

    /// `files` are those of `settings`; they are emptied now. `loop` and `workers`, who are held
    /// back while an output is full, must outlive it. Throws std::system_error.
    Outputs(async::Loop& loop, const OutputSettings& settings, OutputFiles files,
            async::ReadBuffer& workers);

    void scenario(const ScenarioEvent& event) override { reporters_.scenario(event); }
    void clock(const ClockEvent& event) override { reporters_.clock(event); }
    void started(const StartEvent& event) override { reporters_.started(event); }
    void line(const LineEvent& event) override { reporters_.line(event); }
    void exited(const ExitEvent& event) override { reporters_.exited(event); }
    void command(const CommandEvent& event) override { reporters_.command(event); }
    void stopping(const StopEvent& event) override { reporters_.stopping(event); }
    void ended(const EndEvent& event) override { reporters_.ended(event); }

    /// Waits until neither standard output nor the log is several MiB behind.
    async::Task<void> wait_until_caught_up() override;

    Reporter& reporter() { return *this; }

    /// Writes what is reported, until stopped. When an output fails, says why unless it is that the
    /// reader of standard output is gone, and calls `failed`.
    async::Task<void> run(const Say& say, const std::function<void()>& failed);

    /// Waits until neither standard output nor the log has too much to write.
    async::Task<void> has_room();

    async::Task<void> caught_up() { return wait_until_caught_up(); }

    /// Writes what belongs at the end, the table and the picture, and waits until all is written,
    /// or cannot be.
    async::Task<void> finish();

    /// Until it is stopped, gives up each output that has something to write and writes nothing of
    /// it for `patience`.
    async::Task<void> give_up_stuck(async::Duration patience);

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

}  // namespace game
