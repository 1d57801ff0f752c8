/// Debugger: a bot that runs in gdb, which needs standard input for itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace game {

/// True if the program of a command is gdb, or one of its kinds: `gdb-multiarch`, `rust-gdb`.
bool is_debugger(const std::vector<std::string>& command);

/// The files between us and a bot in a debugger, in a folder of their own, which goes with it. The
/// debugger has our terminal; the bot that it runs reads the messages from a file, from their
/// beginning each time, and its answers go to another.
class DebuggerFiles {
  public:
    /// Throws std::system_error.
    explicit DebuggerFiles(std::string_view messages);
    DebuggerFiles(const DebuggerFiles&) = delete;
    DebuggerFiles& operator=(const DebuggerFiles&) = delete;
    ~DebuggerFiles();

    /// The command, with an option that makes gdb start its program with these files.
    std::vector<std::string> attach_to(const std::vector<std::string>& command) const;

    /// True once the bot has been run.
    bool has_answers() const;

    /// What the bot wrote when it was run last.
    std::string answers() const;

  private:
    std::string path(std::string_view name) const;
    void write(std::string_view name, std::string_view text) const;

    std::string folder_;
};

}  // namespace game
