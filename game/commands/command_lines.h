/// CommandLines: the lines of a stream of commands, overlong ones as one refusal each.
#pragma once

#include "common/text/line_splitter.h"
#include "game/commands/command.h"

#include <deque>
#include <string>
#include <string_view>

namespace game {

/// A line as it arrived. Of one longer than max_command_size, only the start is kept.
struct CommandLine {
    std::string text;
    bool is_overlong = false;
};

/// Entirely passive, as LineSplitter is.
class CommandLines {
  public:
    /// The lines that `bytes` complete, in order.
    std::deque<CommandLine> feed(std::string_view bytes) {
        std::deque<CommandLine> complete;
        splitter_.feed(bytes, Collect{*this, complete});
        return complete;
    }

    /// The last line, at the end of the stream, if it has no newline.
    std::deque<CommandLine> finish() {
        std::deque<CommandLine> complete;
        splitter_.finish(Collect{*this, complete});
        return complete;
    }

  private:
    struct Collect {
        CommandLines& lines;
        std::deque<CommandLine>& complete;

        void operator()(std::string_view text, bool continued) const {
            CommandLine& line = lines.current_;
            if (line.text.empty()) line.text = text;
            line.is_overlong = line.is_overlong || continued;
            if (continued) return;
            complete.push_back(std::move(line));
            line = CommandLine();
        }
    };

    common::LineSplitter splitter_{max_command_size};
    CommandLine current_;  ///< an overlong line whose end has not come; empty otherwise
};

}  // namespace game
