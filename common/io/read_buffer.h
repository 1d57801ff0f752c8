/// ReadBuffer: the memory that many readers share, and the tap that holds them all.
#pragma once

#include "common/async/intrusive_list.h"

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace async {

class PipeReader;

/// All readers of a loop read into the same memory, one after the other: what one is handed is
/// valid until it waits again. So a thousand idle readers cost no memory, and a busy one's data
/// stays in the processor's cache.
///
/// When what is read cannot be passed on for now, `pause` holds every reader: the kernel then keeps
/// what the writers write, and makes them wait. Each `pause` needs its `resume`.
///
/// Those who were held stand in line, and read one slice each in that order; whoever else has
/// something to read meanwhile joins the line's end. So one who fills the outlet with every slice,
/// and has it paused each time, cannot keep the others from their turn.
class ReadBuffer {
  public:
    /// `size` is the most that is read at once.
    explicit ReadBuffer(std::size_t size = 65536) : bytes_(size) {}
    ReadBuffer(const ReadBuffer&) = delete;
    ReadBuffer& operator=(const ReadBuffer&) = delete;

    void pause() {
        ++pauses_;
        if (on_pause_) on_pause_();
    }

    /// `on_pause` is called with each pause; it must not read.
    void set_on_pause(std::function<void()> on_pause) { on_pause_ = std::move(on_pause); }

    /// After the last of them, those held read on, first come first served.
    void resume();

    bool is_paused() const { return pauses_ > 0; }

  private:
    friend class PipeReader;

    bool may_read(PipeReader& reader);
    void call_next();

    std::vector<char> bytes_;
    int pauses_ = 0;
    std::function<void()> on_pause_;
    IntrusiveList<PipeReader> queue_;  ///< all have something to read; the first is watched
    IntrusiveList<PipeReader> held_;   ///< not watched yet, since it is paused
};

}  // namespace async
