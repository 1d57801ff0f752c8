/// Modes: how the terminal treats keys, and giving that back.
#pragma once

#include <string>

#include <termios.h>

namespace game::terminal {

/// The modes of a terminal while the screen is ours: keys come at once and are not echoed, and
/// Ctrl-S is a key as others. Ctrl-C and Ctrl-Z stay signals.
///
/// What was there before comes back with `give_back`, with the destructor, and when a signal ends
/// the process that nobody handles: a fault of ours, or Ctrl-\. Only one can live at a time.
class Modes {
  public:
    /// `descriptor`, a terminal, stays the caller's. `output` is one for the same terminal that
    /// does not block, for `reset`: what to write after a fault.
    Modes(int descriptor, int output, std::string reset);
    Modes(const Modes&) = delete;
    Modes& operator=(const Modes&) = delete;
    ~Modes();

    /// Sets them, if our job has the terminal; what it finds is what will be given back. Returns
    /// true if they are set.
    bool take();

    void give_back();

    /// Another job has the terminal by now: nothing is given back.
    void forget();

    bool are_taken() const { return are_taken_; }

    /// True if our job may use the terminal.
    bool is_in_foreground() const;

  private:
    int descriptor_;
    bool are_taken_ = false;
    termios former_{};
};

}  // namespace game::terminal
