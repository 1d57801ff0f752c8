// Whatever another end sends: frames are the same however they are cut, and no payload harms.

#include "game/hosts/frames.h"
#include "game/launch/process_description.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

/// All frames written again, and `!` behind them if what follows is none.
std::string decode(std::string_view bytes, std::size_t step) {
    std::string again;
    game::FrameDecoder decoder;
    try {
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            decoder.feed(bytes.substr(at, step), [&again](const game::Frame& frame) {
                again += game::make_frame(frame.kind, frame.id, frame.payload);
            });
        }
    } catch (const game::BadFrame&) {
        again += '!';
    }
    return again;
}

void read_payload(std::string_view bytes) {
    if (const auto ended = game::decode_ended(bytes)) {
        require(ended->time + ended->end.user_time + ended->end.system_time >= async::TimePoint());
    }
    if (const auto process = game::decode_process_description(bytes)) {
        require(game::encode(*process) == bytes);
    }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::size_t step = 1 + data[0] % 32;
    const std::string bytes(data + 1, data + size);
    const std::string whole = decode(bytes, bytes.size() + 1);
    require(whole == decode(bytes, step));
    if (!whole.ends_with('!')) require(bytes.starts_with(whole));
    read_payload(bytes);
    try {
        static_cast<void>(game::GreetingReader(game::Side::agent).feed(bytes));
    } catch (const game::BadFrame&) {
        return 0;
    }
    return 0;
}
