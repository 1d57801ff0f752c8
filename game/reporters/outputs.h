/// The forms in which a run is reported: text, a summary, NDJSON, a picture. Outputs, the set of
/// all of them, is where to begin; the reporters of NDJSON and of the picture have rooms of their
/// own, `log` and `timeline`. This room may use `log`, `timeline`, `output` and `events`. A new
/// form is a new Reporter, added in the constructor of Outputs.
#pragma once

#include "common/async/async.h"
#include "common/io/io.h"
#include "game/events/audience.h"
#include "game/events/reporter_list.h"
#include "game/log/run_state.h"
#include "game/log/writer.h"
#include "game/output/output.h"
#include "game/output/output_file.h"
#include "game/reporters/output_settings.h"
#include "game/reporters/summary_reporter.h"
#include "game/reporters/text_reporter.h"
#include "game/reporters/text_style.h"
#include "game/timeline/reporter.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace game {

/// The files of the settings, opened but not yet emptied; closed where none is asked for.
struct OutputFiles {
    async::FileDescriptor log;
    async::FileDescriptor timeline;
};

/// The log is locked, too. Throws std::system_error, and common::UsageError if another process has
/// the log.
OutputFiles open_output_files(const OutputSettings& settings);

/// All outputs of a run, as one Reporter: forwards each event to the reporters that the settings
/// ask for, and owns them, their buffers and files. Game and Replay own one. They start `run`
/// first, and await `finish` when nothing more is reported.
class Outputs final : public Audience {
  public:
    /// Reports a problem to the operator, without newline.
    using Warn = std::function<void(const std::string&)>;

    /// `files` are those of `settings`; the log is emptied now, unless it is to be kept, and the
    /// picture's file when it is drawn. `loop` and what `overflow` names must outlive this. Throws
    /// std::system_error.
    Outputs(async::Loop& loop, const OutputSettings& settings, OutputFiles files,
            Overflow overflow);

    /// Adds a reporter, which has no output of its own to wait for.
    void add(std::unique_ptr<Reporter> reporter) { reporters_.add(std::move(reporter)); }

    /// The same for one that is not owned, and must be there for as long as something is reported.
    void add(Reporter& reporter) { reporters_.add(reporter); }

    /// A replay may have several runs one after the other. The summary of each follows it; the
    /// picture is that of the last one.
    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override { reporters_.clock(event); }
    void started(const StartEvent& event) override { reporters_.started(event); }
    void line(const LineEvent& event) override { reporters_.line(event); }
    void exited(const ExitEvent& event) override { reporters_.exited(event); }
    void command(const CommandEvent& event) override { reporters_.command(event); }
    void stopping(const StopEvent& event) override { reporters_.stopping(event); }
    void match(const MatchEvent& event) override { reporters_.match(event); }
    void turn(const TurnEvent& event) override { reporters_.turn(event); }
    void result(const ResultEvent& event) override { reporters_.result(event); }
    void tournament(const TournamentEvent& event) override { reporters_.tournament(event); }
    void match_started(const MatchStartEvent& event) override { reporters_.match_started(event); }
    void match_ended(const MatchEndEvent& event) override { reporters_.match_ended(event); }
    void standings(const StandingsEvent& event) override { reporters_.standings(event); }
    void ended(const EndEvent& event) override { reporters_.ended(event); }

    /// Writes what is reported, until stopped. When an output fails, calls `warn`, unless the
    /// reader of standard output is gone, which needs no words; and calls `on_failure`, unless it
    /// is the picture, without which the run can go on.
    async::Task<void> run(const Warn& warn, const std::function<void()>& on_failure);

    /// Waits until standard output and the log have little left to write.
    async::Task<void> wait_for_room();

    /// Waits until neither standard output nor the log is several MiB behind.
    async::Task<void> wait_until_caught_up() override;

    /// Opens the log again, if its path names another file by now, and begins that one so that it
    /// can be replayed by itself. What was reported before is in the former file, the rest in the
    /// new one. If that is impossible, calls `warn`, and the former file stays.
    void reopen_log(const Warn& warn);

    /// Writes the summary and the picture, after the last lines where they could not be written
    /// before; waits until everything has been written or has failed,
    /// and closes the files.
    async::Task<void> finish();

    /// Until stopped, makes each output fail that has something to write and writes nothing for
    /// `flush_timeout`.
    async::Task<void> abandon_stuck_outputs();

    /// The exit code for a failed output, if one has failed.
    std::optional<int> exit_code() const;

  private:
    async::Task<void> wait_for_room_in_all(std::size_t most);
    async::Task<void> report_failure(Output& output, std::string name, const Warn& warn,
                                     const std::function<void()>& on_failure);
    async::Task<void> finish_file(OutputFile& file);

    std::vector<Output*> all();
    void add_text();
    void add_log(async::Loop& loop, async::FileDescriptor file, Overflow overflow);
    void add_summary_on_standard_error(async::Loop& loop, Overflow overflow);
    void add_summary(Output& output, int descriptor, const TextStyle& style);
    void draw();

    OutputSettings settings_;
    Output standard_output_;
    std::optional<Output> standard_error_;  ///< only for a summary beside NDJSON
    std::optional<OutputFile> log_;
    std::optional<OutputFile> timeline_;
    TextReporter* texter_ = nullptr;         ///< one of `reporters_`, if there is text
    LogWriter* logger_ = nullptr;            ///< one of `reporters_`, if there is a log
    RunState* run_state_ = nullptr;          ///< likewise
    TimelineReporter* drawer_ = nullptr;     ///< one of `reporters_`, if there is a picture
    SummaryReporter* summarizer_ = nullptr;  ///< likewise
    ReporterList reporters_;
    bool has_begun_ = false;  ///< a run
};

}  // namespace game
