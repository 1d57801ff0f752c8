/// A pseudo-terminal: a test holds the side of the person in front of it.
#pragma once

#include "tests/end_to_end/descriptor.h"

#include <termios.h>

namespace tests {

/// Give its address to Launch::terminal and it becomes the controlling terminal of a new session.
/// It does not echo what is typed and passes output unchanged, so that tests see the programs'
/// bytes; for the rest it is as a terminal starts: lines, Ctrl-C, Ctrl-Z and Ctrl-D.
class Terminal {
  public:
    Terminal();

    /// The person's side.
    const Descriptor& person() const { return person_; }

    /// The programs' side. Held open here too, so that modes can be asked for when all have gone.
    const Descriptor& programs() const { return programs_; }

    termios modes() const;

  private:
    Descriptor person_;
    Descriptor programs_;
};

/// True if no mode differs.
bool same_modes(const termios& a, const termios& b);

}  // namespace tests
