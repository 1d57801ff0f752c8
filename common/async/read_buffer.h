/// ReadBuffer: the memory that many readers share, and the tap that holds them all.
#pragma once

#include "common/async/intrusive_list.h"

#include <array>

namespace async {

class PipeReader;

/// All readers of a loop read into the same memory, one after the other: what one is handed is
/// valid until it waits again. So a thousand idle readers cost no memory, and a busy one's data
/// stays in the processor's cache.
///
/// When what is read cannot be passed on for now, `pause` holds every reader: the kernel then keeps
/// what the writers write, and makes them wait.
class ReadBuffer {
  public:
    ReadBuffer() = default;
    ReadBuffer(const ReadBuffer&) = delete;
    ReadBuffer& operator=(const ReadBuffer&) = delete;

    void pause() { paused_ = true; }

    /// Those held read on, first come first served.
    void resume();

    bool is_paused() const { return paused_; }

  private:
    friend class PipeReader;

    std::array<char, 65536> bytes_;
    bool paused_ = false;
    IntrusiveList<PipeReader> held_;
};

}  // namespace async
