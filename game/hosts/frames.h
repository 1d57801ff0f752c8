/// This room runs workers on other machines.
///
/// For each host, HostConnection (host_connection.h) runs the command that leads there, followed by
/// `game --agent`, and speaks with that process over its standard input and output; the agent
/// (agent.h) starts the workers with a fork server of its own. HostLauncher (host_launcher.h),
/// here, is the Launcher of a run with hosts: it chooses the host for each worker. What the two
/// ends send each other are frames, below; StreamSource and StreamSink (streams.h) move the bytes
/// of one pipe, and let neither end keep more of it in memory than `stream_credit`.
///
/// The room may use common, scenario, output and launch.
#pragma once

#include "common/io/process.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace game {

/// How many bytes of a stream may be under way: sent, and not yet written at the other end.
inline constexpr std::size_t stream_credit = 256UL * 1024;

/// As much as the receiver of a stream has written before it says so.
inline constexpr std::size_t credit_step = stream_credit / 4;

/// More than this does not wait to be sent, but for what is no stream.
inline constexpr std::size_t send_high_water = 512UL * 1024;

/// How often each end says that it is there, and after how many such times without a sign of the
/// other one that is taken to be gone.
inline constexpr std::chrono::seconds beat_interval(1);
inline constexpr int most_silent_beats = 5;

/// What a frame says of process `id`, which the near end numbers. The letters are what is sent.
enum class FrameKind : char {
    // To the agent.
    start = 's',          ///< payload: whether it has an input, and its ProcessDescription
    terminate = 't',      ///< as Child::terminate
    kill = 'k',           ///< as Child::kill
    drain = 'd',          ///< it has ended: what holds its outputs is read for a moment only
    release = 'r',        ///< kill the rest of its group, and forget it
    input = 'i',          ///< payload: bytes for its standard input
    input_end = 'j',      ///< its standard input is at its end
    output_credit = 'c',  ///< payload: how many more bytes of standard output may come
    error_credit = 'f',   ///< the same of standard error
    bye = 'b',            ///< nothing is left to do; the agent answers with the same, and ends

    // From the agent.
    started = 'S',  ///< payload: its process id, and when
    failed = 'F',   ///< payload: the errno, and why in words
    ended = 'E',    ///< payload: how (EndedPayload); its outputs may go on
    gone = 'G',     ///< all that it left behind has ended, too
    output = 'O',   ///< payload: bytes of its standard output
    error = 'R',    ///< payload: bytes of its standard error
    output_end = 'P',
    error_end = 'Q',
    input_credit = 'C',  ///< payload: how many more bytes for its standard input may come
    input_broken = 'D',  ///< nobody reads its standard input any more

    // Both ways.
    beat = 'h',  ///< payload: the sender's clock; each second, so that the other is heard
};

/// The longest payload.
inline constexpr std::size_t max_payload = 16UL * 1024 * 1024;

/// What stands before the payload, in this order: the payload's length in 4 bytes and the
/// process' number in 8 bytes, both with the lowest byte first, and the kind. A newline follows the
/// payload: srun(1) passes on whole lines only.
inline constexpr std::size_t frame_head_size = 13;
std::array<char, frame_head_size> frame_head(FrameKind kind, std::uint64_t id, std::size_t payload);

/// A whole frame.
std::string make_frame(FrameKind kind, std::uint64_t id, std::string_view payload = {});

struct Frame {
    FrameKind kind;
    std::uint64_t id;
    std::string_view payload;
};

/// What arrived cannot be a frame.
class BadFrame final : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Takes a stream of frames apart, however it is cut into pieces.
class FrameDecoder {
  public:
    /// Calls `take(const Frame&)` for each frame that has become whole; its payload is valid until
    /// `take` returns. Throws BadFrame.
    template <class Take>
    void feed(std::string_view bytes, const Take& take) {
        if (!kept_.empty()) {
            kept_ += bytes;
            const std::size_t taken = take_frames(kept_, take);
            kept_.erase(0, taken);
        } else {
            kept_ = bytes.substr(take_frames(bytes, take));
        }
    }

    /// True in the middle of a frame.
    bool has_part() const { return !kept_.empty(); }

  private:
    template <class Take>
    static std::size_t take_frames(std::string_view bytes, const Take& take) {
        std::size_t taken = 0;
        while (const std::optional<Frame> frame = first_frame(bytes.substr(taken))) {
            take(*frame);
            taken += frame_head_size + frame->payload.size() + 1;
        }
        return taken;
    }

    /// None if it is not whole. Throws BadFrame.
    static std::optional<Frame> first_frame(std::string_view bytes);

    std::string kept_;  ///< the beginning of a frame
};

/// The two ends of a connection.
enum class Side { near, agent };

/// What each end sends before its first frame: a line of text, which says whose it is, since a
/// terminal in between may send us back what is ours.
std::string greeting(Side side);

/// Finds the other end's greeting in what arrives. What a login says before it is passed over.
class GreetingReader {
  public:
    /// `sender` is the other end.
    explicit GreetingReader(Side sender) : sender_(sender) {}

    /// Takes bytes; returns what follows the greeting once that is whole. Throws BadFrame if it
    /// does not come, or is another version's.
    std::optional<std::string> feed(std::string_view bytes);

  private:
    Side sender_;
    std::string kept_;
};

/// Takes what the other end sends: its greeting, and then frames.
class FrameReceiver {
  public:
    /// `sender` is the other end.
    explicit FrameReceiver(Side sender) : greeting_(GreetingReader(sender)) {}

    /// Calls `take(const Frame&)` for each frame that has become whole; its payload is valid until
    /// `take` returns. Throws BadFrame.
    template <class Take>
    void feed(std::string_view bytes, const Take& take) {
        std::optional<std::string> rest;
        if (greeting_) {
            rest = greeting_->feed(bytes);
            if (!rest) return;
            greeting_.reset();
            bytes = *rest;
        }
        decoder_.feed(bytes, take);
    }

    /// True once the greeting has come.
    bool is_greeted() const { return !greeting_; }

  private:
    std::optional<GreetingReader> greeting_;  ///< until that has come
    FrameDecoder decoder_;
};

/// When a process ended, by the agent's clock, and how.
struct EndedPayload {
    async::TimePoint time;
    async::ProcessEnd end;
};

std::string encode(const EndedPayload& payload);
std::optional<EndedPayload> decode_ended(std::string_view bytes);

/// The payload of one number, such as a credit or a time in nanoseconds.
std::string encode_number(std::uint64_t number);
std::optional<std::uint64_t> decode_number(std::string_view bytes);

/// A time of the sender's clock, which counts from a start of its own.
std::uint64_t clock_number(async::TimePoint time);
async::TimePoint clock_time(std::uint64_t number);

}  // namespace game
