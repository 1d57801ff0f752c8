/// Asking: a bot that is asked what a player of a logged match was asked.
#pragma once

#include "common/async/async.h"
#include "common/io/pipe_reader.h"
#include "common/io/process.h"
#include "common/io/read_buffer.h"
#include "common/text/line_splitter.h"
#include "game/match/input_pipe.h"
#include "game/review/comparison.h"
#include "game/review/conversation.h"
#include "game/review/debugger.h"
#include "game/review/review.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace game {

/// One bot: sends it the messages, and lets a Comparison compare what it says. A stop signal ends
/// it. `ask` makes one, drives one of the two tasks to its end, and asks for the result.
class Asking {
  public:
    /// Takes lines for people, each with its newline.
    using Print = std::function<void(const std::string& lines)>;

    /// All that is referred to must outlive it.
    Asking(async::Loop& loop, const std::vector<ToldMessage>& messages, Comparison& comparison,
           Print print);
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

    /// Runs the bot with pipes, in a session of its own, as in a run. Throws std::system_error if
    /// it cannot be started.
    async::Task<void> ask(const async::ProcessOptions& options);

    /// Runs a debugger with our own streams, and compares what the bot in it has left.
    async::Task<void> ask_in_debugger(const async::ProcessOptions& options,
                                      const DebuggerFiles& files);

    /// Once the task has ended. Prints the summary.
    ReviewResult result();

  private:
    void start(const async::ProcessOptions& given);
    async::Task<void> run_beside_signals(async::Task<void> task);
    async::Task<void> run_to_end(async::TaskGroup& background, async::Task<void> task);
    async::Task<void> handle_signals();
    async::Task<void> ask_bot();
    async::Task<void> send_messages();
    async::Task<void> send(std::string_view text);
    async::Task<void> receive_answers();
    async::Task<void> wait_for_end();
    void finish_output();
    void hear(std::string_view line, bool continued);
    void print(const std::string& lines) const;

    /// As in a run: a longer line comes in pieces, which are no answers.
    static constexpr std::size_t longest_answer = 64UL * 1024;

    async::Loop& loop_;
    const std::vector<ToldMessage>& messages_;
    Comparison& comparison_;
    Print print_;
    async::Children children_;
    async::ReadBuffer buffer_;
    std::optional<InputPipe> input_;
    std::optional<async::PipeReader> output_;
    std::optional<async::Process> process_;
    common::LineSplitter splitter_{longest_answer};
    async::TaskGroup* tasks_ = nullptr;  ///< while the bot runs
    async::Condition changed_;
    bool is_debugger_ = false;
    bool is_in_line_ = false;  ///< a part of a line was heard
    bool is_at_end_ = false;   ///< the bot's output
    std::optional<async::ProcessEnd> end_;
    std::optional<int> signal_;
};

}  // namespace game
