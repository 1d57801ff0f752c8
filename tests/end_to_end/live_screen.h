/// A screen: what a person sees of a program that draws on the whole terminal.
#pragma once

#include "tests/end_to_end/program.h"
#include "tests/temporary_folder.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// A shell at a terminal that tmux(1) emulates, with a server of its own. To be used only if there
/// is tmux.
class LiveScreen {
  public:
    struct Settings {
        int columns = 80;
        int rows = 24;
        std::string folder;  ///< to run in
        std::vector<std::pair<std::string, std::string>> environment = {};
    };

    explicit LiveScreen(const Settings& settings);
    ~LiveScreen();
    LiveScreen(const LiveScreen&) = delete;
    LiveScreen& operator=(const LiveScreen&) = delete;

    /// Types characters, as they are.
    void type(const std::string& text);

    /// Presses keys, by their names in tmux: `Enter`, `Up`, `C-c`.
    void press(const std::vector<std::string>& keys);

    void enter(const std::string& line) {
        type(line);
        press({"Enter"});
    }

    void resize(int columns, int rows);

    /// What it shows now, as lines without the blanks at their ends.
    std::string text() const;

    /// The row of that number, from 0; from -1 backwards. Empty if there is none.
    std::string row(int number) const;

    /// True if a full-screen program has the terminal.
    bool is_alternate() const;

    /// Wait, and show what was there instead if it is in vain.
    void wait_for(std::string_view text);
    void wait_until(const std::string& what, const std::function<bool()>& condition);

  private:
    std::string tmux(const std::vector<std::string>& words) const;

    TemporaryFolder folder_;
    std::unique_ptr<Program> server_;
};

}  // namespace tests
