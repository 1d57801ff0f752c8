/// NdjsonReporter: the run for programs, one JSON object a line (game(1);
/// https://ndjson.org).
#pragma once

#include "game/events/reporter.h"
#include "game/output/output.h"

#include <string>
#include <string_view>

namespace game {

/// The version of the format, in its first line. It changes when a reader of the former one would
/// misunderstand.
inline constexpr int ndjson_version = 1;

class NdjsonReporter final : public Reporter {
  public:
    /// `output` must outlive it.
    explicit NdjsonReporter(Output& output) : output_(output) {}

    void scenario(const ScenarioEvent& event) override;
    void clock(const ClockEvent& event) override;
    void started(const StartEvent& event) override;
    void line(const LineEvent& event) override;
    void exited(const ExitEvent& event) override;
    void command(const CommandEvent& event) override;
    void stopping(const StopEvent& event) override;
    void ended(const EndEvent& event) override;

  private:
    /// What the lines have in common that were read at once.
    struct LineOrigin {
        async::Duration t{-1};
        std::uint64_t worker = 0;
        Stream stream = Stream::standard_output;

        bool operator==(const LineOrigin&) const = default;
    };

    void begin(async::Duration t, std::string_view event);
    void begin_line(const LineEvent& event);
    void add(std::string_view key, std::string_view text);
    /// What `add` cannot write exactly, as base64.
    void add_bytes_unless_text(std::string_view key, std::string_view bytes);

    void add(std::string_view key, async::Duration duration);
    template <class Number>
    void add_number(std::string_view key, Number number);
    void end();

    Output& output_;
    std::string line_;        ///< the one that is being written; kept for its memory
    LineOrigin line_origin_;  ///< of the latest `line` event
    std::string line_start_;  ///< how that began
    std::uint64_t moves_ = 0;
};

}  // namespace game
