#include "game/hosts/frame_sender.h"

#include <string>

namespace game {

void FrameSender::greet(Side side) {
    const std::string line = greeting(side);
    output_.write(line);
    posted_ += line.size();
}

void FrameSender::post(FrameKind kind, std::uint64_t id, std::string_view payload) {
    const auto head = frame_head(kind, id, payload.size());
    output_.write(std::string_view(head.data(), head.size()), payload, "\n");
    posted_ += head.size() + payload.size() + 1;
}

/// What has failed takes everything, or a gate that waits for room would never open again.
bool FrameSender::is_full() const {
    return !output_.failure() && posted_ - output_.bytes_written() > send_high_water;
}

}  // namespace game
