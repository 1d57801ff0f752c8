/// FrameSender: one end's way of sending frames to the other.
#pragma once

#include "game/hosts/frames.h"
#include "game/output/output.h"

#include <cstdint>
#include <string_view>

namespace game {

/// Writes frames to an output, which it alone uses. Owned by Agent and by HostConnection.
class FrameSender {
  public:
    /// `output` must outlive it.
    explicit FrameSender(Output& output) : output_(output) {}

    /// Before the first frame.
    void greet(Side side);

    void post(FrameKind kind, std::uint64_t id, std::string_view payload);

    /// True if so much waits to be sent that streams have to wait.
    bool is_full() const;

  private:
    Output& output_;
    std::uint64_t posted_ = 0;  ///< bytes
};

}  // namespace game
